package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The reader against what capinfos, tshark and tcpdump say about a corpus of captures, which stands
 * beside the project where it is developed and is not part of it.
 */
class CaptureOracleTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Path CORPUS = DATA.resolve("captures");
  private static final Set<String> LINK_TYPES = Set.of("ether", "rawip", "rawip4", "rawip6");

  /** Captures with pseudo-wires, NSH or Cisco metadata around IP, which are not decoded. */
  private static final Set<String> IP_WITHIN_OTHER_TUNNELS =
      Set.of("arkime/arkime_synthetic.pcap", "tcpreplay/test2.rewrite_mtutrunc");

  @BeforeAll
  static void theCorpusIsThere() {
    assumeTrue(
        Files.exists(CORPUS),
        "skipped: the corpus of captures does not stand beside the project at " + CORPUS);
  }

  @Test
  void soundCapturesHaveTheFiguresOfOtherReaders() throws Exception {
    Set<String> quirks = quirks();
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected.tsv"))) {
      String path = row.get("path");
      if (!isClassicPcap(row)
          || !LINK_TYPES.contains(row.get("encapsulation"))
          || !row.get("verdict").equals("ok")
          || !row.get("oracles_agree").equals("yes")
          || quirks.contains(path)) {
        continue;
      }
      compared++;
      Figures figures = read(CORPUS.resolve(path));
      softly.assertThat(figures.ending).as(path).isEqualTo("sound");
      softly.assertThat(figures.row()).as(path).isEqualTo(expectedRow(row));
    }
    softly.assertAll();
    assertThat(compared).isGreaterThanOrEqualTo(200);
  }

  @Test
  void damagedCapturesGiveThePacketsBeforeTheDamage() throws Exception {
    Set<String> quirks = quirks();
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected.tsv"))) {
      String path = row.get("path");
      if (!isClassicPcap(row)
          || !LINK_TYPES.contains(row.get("encapsulation"))
          || !row.get("verdict").equals("partial")
          || quirks.contains(path)) {
        continue;
      }
      compared++;
      Figures figures = read(CORPUS.resolve(path));
      softly.assertThat(figures.ending).as(path).startsWith("damaged");
      softly.assertThat(figures.row()).as(path).isEqualTo(expectedRow(row));
    }
    softly.assertAll();
    assertThat(compared).isGreaterThanOrEqualTo(10);
  }

  @Test
  void everyFileEndsAsACaptureAsDamageOrAsNoCapture() throws Exception {
    Map<String, Integer> endings = new HashMap<>();
    SoftAssertions softly = new SoftAssertions();
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected.tsv"))) {
      Figures figures = read(CORPUS.resolve(row.get("path")));
      endings.merge(figures.ending, 1, Integer::sum);
      if (row.get("format").equals("pcapng")) {
        softly.assertThat(figures.ending).as(row.get("path")).isIn("PCAPNG", "COMPRESSED");
      }
      if (isClassicPcap(row) && !LINK_TYPES.contains(row.get("encapsulation"))) {
        softly.assertThat(figures.ending).as(row.get("path")).isIn("UNSUPPORTED_LINK_TYPE");
      }
    }
    assertThat(endings).doesNotContainKey("");
    softly.assertAll();
  }

  @Test
  void addressesProtocolsAndFlowsAreThoseOfTshark() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected-flows.tsv"))) {
      String path = row.get("path");
      Figures figures = read(CORPUS.resolve(path));
      if (!figures.ending.equals("sound") || IP_WITHIN_OTHER_TUNNELS.contains(path)) {
        continue;
      }
      compared++;
      softly.assertThat(figures.flows()).as(path).isEqualTo(expectedFlows(row));
    }
    softly.assertAll();
    assertThat(compared).isGreaterThanOrEqualTo(34);
  }

  @Test
  void theSetupCapturesHaveTheirDocumentedTotals() throws Exception {
    Path set = DATA.resolve("iot-setup-pcap");
    assumeTrue(Files.exists(set), "skipped: no " + set);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(set)) {
      files = tree.filter(path -> path.toString().endsWith(".pcap")).toList();
    }
    long packets = 0;
    long bytes = 0;
    long notIp = 0;
    for (Path file : files) {
      Figures figures = read(file);
      assertThat(figures.ending).as(file.toString()).isEqualTo("sound");
      packets += figures.packets;
      bytes += figures.originalBytes;
      notIp += figures.notIp;
    }
    assertThat(files).hasSize(550);
    assertThat(packets).isEqualTo(112_703);
    assertThat(bytes).isEqualTo(35_693_843);
    assertThat(notIp).isEqualTo(5_343);
  }

  private static boolean isClassicPcap(OracleRow row) {
    boolean compressed = row.get("path").matches(".*\\.(gz|zst|lz4|xz|bz2)");
    return !compressed && Set.of("pcap", "nsecpcap").contains(row.get("format"));
  }

  private static List<String> expectedRow(OracleRow row) {
    return Stream.of("packets", "orig_bytes", "cap_bytes", "first_ns", "last_ns")
        .map(row::get)
        .toList();
  }

  private static Map<String, String> expectedFlows(OracleRow row) {
    Map<String, String> flows = new HashMap<>(row.values());
    flows.keySet().removeAll(Set.of("path", "icmp", "other_l4", "later_fragments"));
    flows.computeIfPresent(
        "client",
        (column, client) -> client.equals("-") ? client : InternetAddress.parse(client).toString());
    return flows;
  }

  private static Set<String> quirks() throws IOException {
    Set<String> paths = new HashSet<>();
    for (String line : Files.readAllLines(CORPUS.resolve("quirks.tsv"))) {
      paths.add(line.substring(0, line.indexOf('\t')));
    }
    return paths;
  }

  private static Figures read(Path file) throws IOException {
    Figures figures = new Figures();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        CaptureReader reader = CaptureReader.open(in)) {
      while (reader.advance()) {
        figures.add(reader.packet());
      }
      figures.ending = reader.damage().map(damage -> "damaged: " + damage.reason()).orElse("sound");
    } catch (NotACaptureException e) {
      figures.ending = e.reason().toString();
    }
    return figures;
  }
}
