package org.netdiffus.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.Network;
import org.netdiffus.capture.Packet;

class TrafficModelTest {
  private static final int WHOLE_FRAMES = 2_000;

  @ParameterizedTest
  @EnumSource(TrafficClass.class)
  void lengthsAndChecksumsAreThoseOfTheRfcs(TrafficClass trafficClass) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(capture(trafficClass, 7, 0, WHOLE_FRAMES));
    file.order(ByteOrder.LITTLE_ENDIAN).position(24);
    int packets = 0;
    while (file.hasRemaining()) {
      int captured = file.getInt(file.position() + 8);
      assertThat(file.getInt(file.position() + 12)).isEqualTo(captured);
      byte[] frame = new byte[captured];
      file.get(file.position() + 16, frame).position(file.position() + 16 + captured);
      packets++;

      byte[] ip = Arrays.copyOfRange(frame, 14, frame.length);
      assertThat(word(ip, 2)).isEqualTo(ip.length);
      assertThat(onesComplementSum(Arrays.copyOf(ip, 20))).isEqualTo(0xffff);

      byte[] tcp = Arrays.copyOfRange(ip, 20, ip.length);
      ByteBuffer covered = ByteBuffer.allocate(12 + tcp.length);
      covered.put(ip, 12, 8).putShort((short) 6).putShort((short) tcp.length).put(tcp);
      assertThat(onesComplementSum(covered.array())).isEqualTo(0xffff);
    }
    assertThat(packets).isBetween(200, 5_000);
  }

  /** The sum of RFC 1071 in the other way that it names: words in any order, carries at once. */
  private static int onesComplementSum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += i % 2 == 0 ? (bytes[i] & 0xff) * 256 : bytes[i] & 0xff;
      sum = sum > 0xffff ? sum - 0xffff : sum;
    }
    return sum;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) * 256 + (bytes[at + 1] & 0xff);
  }

  @Test
  void tsharkFindsNoFaultInChecksumsAndSequenceNumbers(@TempDir Path folder) throws Exception {
    assumeTrue(hasTshark(), "skipped: tshark is not installed");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int packets = 0;
    for (TrafficClass trafficClass : TrafficClass.values()) {
      byte[] file = capture(trafficClass, 3, 1, WHOLE_FRAMES);
      packets += packets(file).packets;
      int from = all.size() == 0 ? 0 : 24; // one file header for all
      all.write(file, from, file.length - from);
    }
    Path file = Files.write(folder.resolve("all.pcap"), all.toByteArray());

    // Per frame: both checksums good, and no remark of the dissectors nor of the TCP analysis.
    List<String> frames = tshark(file);
    assertThat(frames).hasSize(packets);
    assertThat(frames).allMatch(frame -> frame.equals("1\t1\t\t"));
  }

  @ParameterizedTest
  @EnumSource(TrafficClass.class)
  void theReaderSeesWholePacketsOfOneClientInTheOrderOfTime(TrafficClass trafficClass)
      throws Exception {
    Seen seen = packets(capture(trafficClass, 1, 2, TrafficModel.SNAP_LENGTH));
    Seen whole = packets(capture(trafficClass, 1, 2, WHOLE_FRAMES));
    assertThat(TrafficModel.write(trafficClass, 1, 2, new ByteArrayOutputStream()))
        .isEqualTo(new TraceCounts(1, seen.packets, seen.originalBytes));
    assertThat(seen.packets).isEqualTo(whole.packets);
    assertThat(seen.originalBytes).isEqualTo(whole.originalBytes).isGreaterThan(50_000);
    assertThat(seen.clients).hasSize(1);
    assertThat(seen.deviceMacs).hasSize(1);
    assertThat(seen.seconds).isBetween(35.0, 75.0);
    assertThat(seen.backwards).isZero();
    assertThat(seen.protocols).containsExactly(6);
    assertThat(seen.ports).hasSize(1).isSubsetOf(443, 8883);
    List<Network> documentation =
        List.of(Network.parse("203.0.113.0/24"), Network.parse("198.51.100.0/24"));
    assertThat(seen.servers)
        .allMatch(server -> documentation.stream().anyMatch(n -> n.contains(0, server)));
  }

  @Test
  void aTraceIsAFunctionOfSeedClassAndIndex() throws Exception {
    Set<String> different = new HashSet<>();
    int traces = 0;
    for (TrafficClass trafficClass : List.of(TrafficClass.VIDEO_LOW, TrafficClass.IOT_LIGHT)) {
      for (long seed : new long[] {0, 1, -1}) {
        for (long index = 0; index < 3; index++) {
          byte[] first = capture(trafficClass, seed, index, TrafficModel.SNAP_LENGTH);
          byte[] again = capture(trafficClass, seed, index, TrafficModel.SNAP_LENGTH);
          assertThat(again).isEqualTo(first);
          different.add(HexFormat.of().formatHex(first, 40, 400));
          traces++;
        }
      }
    }
    assertThat(different).hasSize(traces);
  }

  /** Pins the bytes, so that a change of them on another machine or by a change shows. */
  @Test
  void theBytesOfASeedStayTheSame() throws Exception {
    byte[] file = capture(TrafficClass.WEB_SEARCH, 1, 0, TrafficModel.SNAP_LENGTH);
    assertThat(sha256(file))
        .isEqualTo("8db475568dec9d34fb87df2b3210ef6d3282ffeee57ffde405f2679237ba6e11");
  }

  @Test
  void theClassesDifferInTheirVolumeAndVaryWithin() throws Exception {
    double hd = meanBytesDown(TrafficClass.VIDEO_HD);
    double sd = meanBytesDown(TrafficClass.VIDEO_SD);
    double low = meanBytesDown(TrafficClass.VIDEO_LOW);
    double plug = meanBytesDown(TrafficClass.IOT_PLUG);
    assertThat(hd).isGreaterThan(1.3 * sd);
    assertThat(sd).isGreaterThan(1.3 * low);
    assertThat(low).isGreaterThan(3 * plug);
  }

  @Test
  void everyClassHasANameOfItsOwn() {
    assertThat(TrafficClass.values())
        .extracting(TrafficClass::label)
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("(video|web|iot)-[a-z]+"));
    assertThat(TrafficClass.values()).extracting(TrafficClass::description).doesNotContain("");
  }

  private static double meanBytesDown(TrafficClass trafficClass) throws Exception {
    Set<Long> values = new HashSet<>();
    double sum = 0;
    for (int index = 0; index < 8; index++) {
      long bytes = packets(capture(trafficClass, 5, index, TrafficModel.SNAP_LENGTH)).bytesDown;
      values.add(bytes);
      sum += bytes;
    }
    assertThat(values).hasSize(8);
    return sum / 8;
  }

  /** What one capture holds. */
  private static final class Seen {
    private int packets;
    private long originalBytes;
    private long bytesDown;
    private int backwards;
    private final Set<Long> servers = new HashSet<>();
    private final Set<Integer> protocols = new HashSet<>();
    private final Set<Integer> ports = new HashSet<>();
    private double seconds;
    private final Set<Long> clients = new HashSet<>();
    private final Set<Long> deviceMacs = new HashSet<>();
  }

  private static Seen packets(byte[] file) throws Exception {
    Network clients = Network.parse("192.168.0.0/16");
    Seen seen = new Seen();
    long first = 0;
    long last = 0;
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file))) {
      while (reader.advance()) {
        Packet packet = reader.packet();
        first = seen.packets == 0 ? packet.timeNanos() : first;
        seen.backwards += packet.timeNanos() < last ? 1 : 0;
        last = packet.timeNanos();
        seen.packets++;
        seen.originalBytes += packet.originalLength();
        boolean up = clients.contains(packet.sourceAddressHigh(), packet.sourceAddressLow());
        long server = up ? packet.destinationAddressLow() : packet.sourceAddressLow();
        seen.servers.add(server);
        seen.bytesDown += up ? 0 : packet.originalLength();
        seen.clients.add(up ? packet.sourceAddressLow() : packet.destinationAddressLow());
        seen.deviceMacs.add(up ? packet.sourceMac() : packet.destinationMac());
        seen.protocols.add(packet.protocol());
        seen.ports.add(up ? packet.destinationPort() : packet.sourcePort());
      }
      assertThat(reader.damage()).isEmpty();
    }
    seen.seconds = (last - first) / 1e9;
    return seen;
  }

  private static byte[] capture(TrafficClass trafficClass, long seed, long index, int snapLength)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrafficModel.write(trafficClass, seed, index, snapLength, out);
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static boolean hasTshark() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("tshark", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // not installed
    }
  }

  private static List<String> tshark(Path file) throws Exception {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(List.of("-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"));
    command.addAll(List.of("-T", "fields", "-e", "ip.checksum.status"));
    command.addAll(List.of("-e", "tcp.checksum.status", "-e", "tcp.analysis.flags"));
    command.addAll(List.of("-e", "_ws.malformed"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out.lines().toList();
  }
}
