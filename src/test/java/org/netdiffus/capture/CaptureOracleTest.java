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
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.netdiffus.testing.OracleRow;

/**
 * The reader against what capinfos, tshark and tcpdump say about a corpus of captures, which stands
 * beside the project where it is developed and is not part of it.
 */
class CaptureOracleTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Path CORPUS = DATA.resolve("captures");
  private static final Set<String> NO_CAPTURE =
      Set.of(
          "EMPTY",
          "TRUNCATED_FILE_HEADER",
          "UNKNOWN_FORMAT",
          "UNKNOWN_SECTION",
          "UNSUPPORTED_VERSION");

  /**
   * A variant with the plain magic number, which only guessing tells apart; text behind a gzip
   * file; times before 1970, which the oracle reads as unsigned.
   */
  private static final Set<String> KNOWN_DIFFERENCES =
      Set.of(
          "PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples/"
              + "clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328",
          "derived/garbage-after.pcap.gz",
          "derived/times-before-1970.pcapng");

  private static Set<String> quirks = Set.of();

  @BeforeAll
  static void theCorpusIsThere() throws IOException {
    assumeTrue(
        Files.exists(CORPUS),
        "skipped: the corpus of captures does not stand beside the project at " + CORPUS);
    quirks = quirks();
  }

  @Test
  void everyCaptureHasTheFiguresOfOtherReaders() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    Map<String, Integer> compared = new TreeMap<>();
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected.tsv"))) {
      String path = row.get("path");
      if (path.matches(".*\\.(zst|lz4|xz|bz2)") || quirks.contains(path)) {
        continue;
      }
      if (KNOWN_DIFFERENCES.contains(path)) {
        continue;
      }
      Figures figures = read(CORPUS.resolve(path));
      String expected = expectation(row);
      compared.merge(expected, 1, Integer::sum);
      switch (expected) {
        case "sound" -> {
          softly.assertThat(figures.ending).as(path).isEqualTo("sound");
          softly.assertThat(figures.row()).as(path).isEqualTo(expectedRow(row));
        }
        case "damaged" -> {
          softly.assertThat(figures.ending).as(path).startsWith("damaged");
          softly.assertThat(figures.row()).as(path).isEqualTo(expectedRow(row));
        }
        case "unnamed link type" -> {
          softly.assertThat(figures.ending).as(path).isEqualTo("sound");
          if (!row.get("tcpdump_packets").equals("-")) {
            softly
                .assertThat(Long.toString(figures.packets))
                .as(path)
                .isEqualTo(row.get("tcpdump_packets"));
          }
        }
        default -> softly.assertThat(figures.ending).as(path).isIn(NO_CAPTURE);
      }
    }
    softly.assertAll();
    assertThat(compared)
        .isEqualTo(
            Map.of(
                "sound", 426,
                "damaged", 29,
                "unnamed link type", 16,
                "no capture", 16,
                "another format", 15));
  }

  /** What the oracle says of a capture, as far as a reader of pcap and pcapng is concerned. */
  private static String expectation(OracleRow row) {
    boolean ours = Set.of("pcap", "nsecpcap", "modpcap", "pcapng").contains(row.get("format"));
    return switch (row.get("verdict")) {
      case "ok" -> ours ? "sound" : "another format";
      case "partial" -> "damaged";
      default -> row.get("damage").contains("network type") ? "unnamed link type" : "no capture";
    };
  }

  @Test
  void addressesProtocolsAndFlowsAreThoseOfTshark() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected-flows.tsv"))) {
      String path = row.get("path");
      Figures figures = read(CORPUS.resolve(path));
      if (!figures.ending.equals("sound")) {
        continue;
      }
      compared++;
      softly.assertThat(figures.flows()).as(path).isEqualTo(expectedFlows(row));
    }
    softly.assertAll();
    assertThat(compared).isEqualTo(50);
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

  private static List<String> expectedRow(OracleRow row) {
    return Stream.of("packets", "orig_bytes", "cap_bytes", "first_ns", "last_ns")
        .map(row::get)
        .toList();
  }

  private static Map<String, String> expectedFlows(OracleRow row) {
    Map<String, String> flows = new HashMap<>(row.values());
    flows.remove("path");
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
    try (InputStream in = unpacked(file);
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

  private static InputStream unpacked(Path file) throws IOException {
    InputStream stored = new BufferedInputStream(Files.newInputStream(file));
    stored.mark(2);
    boolean packed = stored.read() == 0x1f && stored.read() == 0x8b;
    stored.reset();
    return packed ? new GZIPInputStream(stored) : stored;
  }
}
