package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.CaptureSplit;
import org.netdiffus.capture.CaptureSplits;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;
import org.netdiffus.capture.Tunnel;

/**
 * A look at a capture that may be anything, from the first byte to the series: nothing fails,
 * nothing goes on for ever, and parts give what the whole gives.
 */
final class CaptureLook {
  private static final Path CORPUS = Path.of("..", "shared", "data", "captures");
  private static final int MOST_SEED_BYTES = 6_000;

  private CaptureLook() {}

  /** Reads a capture in every way; gives how many packets it has. */
  static int at(byte[] capture) throws IOException {
    List<String> packets = new ArrayList<>();
    for (Tunnel tunnel : Tunnel.values()) {
      try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture), tunnel)) {
        packets = packets(reader);
        // No record is shorter than the header of a simple packet block.
        assertThat(packets.size()).isLessThanOrEqualTo(capture.length / 16);
      } catch (NotACaptureException refused) {
        assertThat(refused.reason().description()).isNotEmpty();
        return 0;
      }
    }
    assertThat(parts(capture)).isEqualTo(packets);
    for (String trace : List.of("file", "flow", "host/window:1s", "window:250ms")) {
      ReadRules rules =
          new ReadRules(
              TraceFormat.PCAP,
              PacketFilter.ALL,
              Tunnel.INNER,
              new TraceRule(TraceRule.Unit.FILE, trace.equals("file") ? 0 : 9, 0, 0, 0)
                  .with(trace)
                  .orElseThrow(),
              trace.startsWith("host") ? ClientSide.Networks.PRIVATE : new ClientSide.FirstSender(),
              new LabelRule.None(),
              new TraceColumn.Auto(),
              TableColumns.COMMON,
              TimeScale.SECONDS,
              trace.equals("flow")
                  ? Reading.sequence(5, Feature.SIGNED_SIZE, Feature.GAP)
                  : new SeriesShape(List.of(Feature.BYTES, Feature.BYTES_DOWN), 1, 0, 5),
              AddressRule.AS_CAPTURED);
      if (trace.equals("file")) {
        List<Series> whole = Reading.bytes(rules, "a/x.pcap", capture).series();
        whole.forEach(CaptureLook::check);
        assertThat(gathered(capture, rules)).isEqualTo(whole);
      } else {
        gathered(capture, rules).forEach(CaptureLook::check);
      }
    }
    return packets.size();
  }

  private static void check(Series series) {
    assertThat(series.length()).isBetween(1, 5);
    for (float value : series.values()) {
      assertThat(value).isFinite();
    }
  }

  private static List<String> packets(CaptureReader reader) throws IOException {
    List<String> packets = new ArrayList<>();
    long position = -1;
    while (reader.advance()) {
      Packet packet = reader.packet();
      assertThat(packet.position()).isGreaterThan(position);
      position = packet.position();
      assertThat(packet.frame(100).length).isLessThanOrEqualTo(100);
      assertThat(packet.payload(100).length).isLessThanOrEqualTo(100);
      packets.add(
          position
              + " "
              + packet.timeNanos()
              + " "
              + packet.ipVersion()
              + " "
              + packet.protocol()
              + " "
              + packet.sourcePort()
              + " "
              + packet.tcpFlags()
              + " "
              + packet.vlan()
              + " "
              + packet.ipLength()
              + " "
              + packet.fragmentOffset()
              + " "
              + packet.sourceMac()
              + " "
              + packet.destinationAddressLow());
    }
    return packets;
  }

  private static List<String> parts(byte[] capture) throws IOException {
    List<String> packets = new ArrayList<>();
    try {
      for (CaptureSplit split :
          CaptureSplits.walked(new ByteArrayInputStream(capture), capture.length / 3 + 1)) {
        int from = (int) Math.min(split.start(), capture.length);
        try (CaptureReader reader =
            CaptureReader.open(
                split,
                new ByteArrayInputStream(capture, from, capture.length - from),
                Tunnel.INNER)) {
          packets.addAll(packets(reader));
        }
      }
    } catch (NotACaptureException refused) {
      throw new AssertionError(refused);
    }
    return packets;
  }

  private static List<Series> gathered(byte[] capture, ReadRules rules) throws IOException {
    PacketGathering gathering =
        new PacketGathering(
            rules,
            0,
            "a/x.pcap",
            rules.client().forCapture(name -> Optional.empty()).orElseThrow());
    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(capture), rules.tunnel())) {
      while (reader.advance()) {
        gathering.add(reader.packet());
      }
    } catch (NotACaptureException refused) {
      throw new AssertionError(refused);
    }
    List<PacketChunk> chunks = new ArrayList<>();
    gathering.drain(chunks::add);
    chunks.sort((one, other) -> Arrays.compareUnsigned(one.key(), other.key()));
    List<Series> series = new ArrayList<>();
    new ChunkedTraces(rules, List.of("a/x.pcap"), chunks.iterator())
        .forEachRemaining(group -> series.addAll(group.series()));
    return series;
  }

  /** The frame alone, in a capture that is sound but for it. */
  static int atFrame(int linkType, byte[] frame) throws IOException {
    ByteBuffer capture = ByteBuffer.allocate(24 + 16 + frame.length).order(ByteOrder.LITTLE_ENDIAN);
    capture.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65_535);
    capture.putInt(linkType).putInt(1).putInt(2).putInt(frame.length).putInt(frame.length);
    byte[] bytes = new byte[capture.capacity()];
    capture.put(frame).clear().get(bytes);
    return at(bytes);
  }

  /** A made capture, and where they stand beside the project the small ones of the corpus. */
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(made, 200)) {
      byte[] frame =
          HexFormat.of()
              .parseHex(
                  "0a0b0c0d0e0f01020304050608004500001c0001000040110000c0a80114cb007105"
                      + "c00001bb00080000");
      for (int i = 0; i < 10; i++) {
        writer.write(i * 1_000_000L, frame, frame.length);
      }
    }
    for (int i = 0; i < 20; i++) {
      seeds.add(made.toByteArray());
    }
    if (Files.exists(CORPUS)) {
      try (Stream<Path> files = Files.walk(CORPUS)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (Files.size(file) > 24 && Files.size(file) < MOST_SEED_BYTES) {
            seeds.add(Files.readAllBytes(file));
          }
        }
      }
    }
    seeds.addAll(found());
    return seeds;
  }

  /** Captures that once made a reader fail. */
  private static List<byte[]> found() throws IOException {
    List<byte[]> captures = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/golden/found-captures.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        captures.add(HexFormat.of().parseHex(line.strip()));
      }
    }
    return captures;
  }
}
