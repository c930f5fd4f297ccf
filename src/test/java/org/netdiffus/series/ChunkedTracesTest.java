package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.CaptureSplit;
import org.netdiffus.capture.CaptureSplits;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;
import org.netdiffus.capture.Tunnel;

class ChunkedTracesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ClientSide FIRST = new ClientSide.FirstSender();
  private static final ClientSide PRIVATE = ClientSide.Networks.PRIVATE;

  /** A UDP packet as a list knows it, straight from the capture. */
  private record Seen(
      long time, long position, long size, String from, String to, int fromPort, int toPort) {}

  static Stream<Arguments> rules() {
    TraceRule none = TraceRule.FILES;
    TraceRule idle = new TraceRule(TraceRule.Unit.FILE, 3 * SECOND, 0, 0, 0);
    TraceRule both = new TraceRule(TraceRule.Unit.FILE, 3 * SECOND, 8 * SECOND, 0, 0);
    TraceRule few = new TraceRule(TraceRule.Unit.FILE, 3 * SECOND, 0, 0, 7);
    List<SeriesShape> shapes =
        List.of(
            Reading.bins(0.5, 12, Feature.BYTES_DOWN, Feature.BYTES_UP),
            Reading.packetBins(3, 6, Feature.BYTES, Feature.PACKETS),
            Reading.sequence(10, Feature.SIGNED_SIZE, Feature.GAP));
    return Stream.of(
            Map.entry("flow", none),
            Map.entry("flow", idle),
            Map.entry("flow", both),
            Map.entry("flow", few),
            Map.entry("flow/window:5s", idle),
            Map.entry("host", idle),
            Map.entry("host/window:7s", none),
            Map.entry("window:9s", none),
            Map.entry("file", few))
        .flatMap(
            rule ->
                shapes.stream()
                    .map(
                        shape ->
                            Arguments.of(
                                rule.getValue().with(rule.getKey()).orElseThrow(), shape)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rules")
  void theTracesAreThoseOfTheDefinitionWhateverThePartsAndTheirOrder(
      TraceRule rule, SeriesShape shape) throws Exception {
    for (long seed = 1; seed <= 4; seed++) {
      byte[] capture = capture(new Random(seed), 1500);
      for (ClientSide client : List.of(FIRST, PRIVATE)) {
        if (rule.unit() != TraceRule.Unit.FLOW && client == FIRST) {
          continue;
        }
        Map<String, String> expected = byDefinition(seen(capture), rule, shape, client);
        assertThat(expected).hasSizeGreaterThan(1);
        for (int parts : new int[] {1, 2, 9}) {
          assertThat(cut(capture, parts, new Random(parts), rules(rule, shape, client)))
              .as("seed %d, %d parts, %s", seed, parts, client.getClass().getSimpleName())
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void packetsThatCannotReachASeriesAreNotHandedOn() throws Exception {
    TraceRule rule = TraceRule.FILES.with("flow").orElseThrow();
    byte[] capture = capture(new Random(1), 20_000);

    long few = bytes(capture, rules(rule, Reading.sequence(10, Feature.SIZE), FIRST));
    long all = bytes(capture, rules(rule, Reading.sequence(20_000, Feature.SIZE), FIRST));
    assertThat(all).isEqualTo(20_000L * PacketChunk.PACKET_BYTES);
    assertThat(few).isLessThan(all / 10);
  }

  @Test
  void flowsAreNamedByTheirClientFirst() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(bytes, 100)) {
      write(writer, 2 * SECOND, 0xcb007105, 443, 0xc0a80114, 50_000, 60);
      write(writer, 3 * SECOND, 0xc0a80114, 50_000, 0xcb007105, 443, 60);
    }
    TraceRule rule = TraceRule.FILES.with("flow").orElseThrow();
    SeriesShape shape = Reading.sequence(2, Feature.DIRECTION);

    assertThat(cut(bytes.toByteArray(), 1, new Random(1), rules(rule, shape, FIRST)))
        .isEqualTo(
            Map.of(
                "a/x.pcap#udp/203.0.113.5:443/192.168.1.20:50000 direction", "2 [1.0, -1.0] @2"));
    assertThat(cut(bytes.toByteArray(), 1, new Random(1), rules(rule, shape, PRIVATE)))
        .isEqualTo(
            Map.of(
                "a/x.pcap#udp/192.168.1.20:50000/203.0.113.5:443 direction", "2 [-1.0, 1.0] @2"));
  }

  private static ReadRules rules(TraceRule rule, SeriesShape shape, ClientSide client) {
    return new ReadRules(
        TraceFormat.PCAP,
        PacketFilter.IP,
        Tunnel.OUTER,
        rule,
        client,
        new LabelRule.Parent(),
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        shape,
        AddressRule.AS_CAPTURED);
  }

  /** Three clients and three servers, two ports each; a clock that steps back, and silences. */
  private static byte[] capture(Random random, int packets) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(bytes, 100)) {
      long time = 1_000_000 * SECOND;
      for (int i = 0; i < packets; i++) {
        time += random.nextInt(40) * 1_000_000L;
        time += random.nextInt(100) == 0 ? random.nextInt(5) * SECOND : 0;
        time -= random.nextInt(60) == 0 ? random.nextInt(2_000) * 1_000_000L : 0;
        int client = 0xc0a80101 + random.nextInt(3);
        int clientPort = 50_000 + random.nextInt(2);
        int server = 0xcb007101 + random.nextInt(3);
        int serverPort = 440 + random.nextInt(2);
        int size = 60 + random.nextInt(1400);
        if (random.nextBoolean()) {
          write(writer, time, client, clientPort, server, serverPort, size);
        } else {
          write(writer, time, server, serverPort, client, clientPort, size);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void write(
      CaptureWriter writer, long time, int from, int fromPort, int to, int toPort, int size)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(size);
    frame.position(12);
    frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) (size - 14));
    frame.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0).putInt(from).putInt(to);
    frame.putShort((short) fromPort).putShort((short) toPort).putShort((short) (size - 34));
    writer.write(time, frame.array(), size);
  }

  private static List<Seen> seen(byte[] capture) throws IOException, NotACaptureException {
    List<Seen> packets = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture))) {
      while (reader.advance()) {
        Packet packet = reader.packet();
        packets.add(
            new Seen(
                packet.timeNanos(),
                packet.position(),
                packet.originalLength(),
                text(packet.sourceAddressLow()),
                text(packet.destinationAddressLow()),
                packet.sourcePort(),
                packet.destinationPort()));
      }
    }
    return packets;
  }

  private static String text(long low) {
    return (low >>> 24 & 0xff)
        + "."
        + (low >>> 16 & 0xff)
        + "."
        + (low >>> 8 & 0xff)
        + "."
        + (low & 0xff);
  }

  /** The definition, straight from sorted lists of all packets. */
  private static Map<String, String> byDefinition(
      List<Seen> packets, TraceRule rule, SeriesShape shape, ClientSide client) {
    Map<String, List<Seen>> groups =
        packets.stream()
            .sorted(Comparator.comparingLong(Seen::time).thenComparingLong(Seen::position))
            .collect(
                Collectors.groupingBy(
                    p ->
                        switch (rule.unit()) {
                          case FILE -> "";
                          case HOST -> p.from().startsWith("192") ? p.from() : p.to();
                          case FLOW ->
                              Stream.of(p.from() + ":" + p.fromPort(), p.to() + ":" + p.toPort())
                                  .sorted()
                                  .collect(Collectors.joining("/"));
                        }));
    Map<String, String> traces = new TreeMap<>();
    groups.forEach(
        (name, group) -> {
          int number = 0;
          for (List<Seen> conversation : cut(group, rule)) {
            Seen first = conversation.get(0);
            boolean privateFirst = first.from().startsWith("192");
            String sender =
                client == FIRST ? first.from() : privateFirst ? first.from() : first.to();
            String id =
                switch (rule.unit()) {
                  case FILE -> "";
                  case HOST -> name;
                  case FLOW ->
                      "udp/"
                          + (first.from().equals(sender)
                              ? first.from()
                                  + ":"
                                  + first.fromPort()
                                  + "/"
                                  + first.to()
                                  + ":"
                                  + first.toPort()
                              : first.to()
                                  + ":"
                                  + first.toPort()
                                  + "/"
                                  + first.from()
                                  + ":"
                                  + first.fromPort());
                };
            for (List<Seen> trace : slices(conversation, rule)) {
              String full =
                  !rule.cutsByTime() ? id : id.isEmpty() ? "" + number : id + "/" + number;
              number++;
              traces.putAll(
                  series(
                      full.isEmpty() ? "a/x.pcap" : "a/x.pcap#" + full,
                      client == FIRST ? sender : "192.*",
                      trace,
                      rule,
                      shape));
            }
          }
        });
    return traces;
  }

  private static List<List<Seen>> cut(List<Seen> group, TraceRule rule) {
    List<List<Seen>> conversations = new ArrayList<>();
    for (Seen packet : group) {
      List<Seen> last =
          conversations.isEmpty() ? List.of() : conversations.get(conversations.size() - 1);
      if (last.isEmpty()
          || (rule.idleNanos() > 0
              && packet.time() - last.get(last.size() - 1).time() > rule.idleNanos())) {
        conversations.add(new ArrayList<>());
      }
      conversations.get(conversations.size() - 1).add(packet);
    }
    return conversations;
  }

  private static List<List<Seen>> slices(List<Seen> conversation, TraceRule rule) {
    List<List<Seen>> slices = new ArrayList<>();
    long start = conversation.get(0).time();
    for (Seen packet : conversation) {
      List<Seen> last = slices.isEmpty() ? List.of() : slices.get(slices.size() - 1);
      boolean another =
          last.isEmpty()
              || (rule.activeNanos() > 0
                  && packet.time() - last.get(0).time() >= rule.activeNanos())
              || (rule.windowNanos() > 0
                  && (packet.time() - start) / rule.windowNanos()
                      != (last.get(0).time() - start) / rule.windowNanos());
      if (another) {
        slices.add(new ArrayList<>());
      }
      slices.get(slices.size() - 1).add(packet);
    }
    return slices;
  }

  private static Map<String, String> series(
      String id, String client, List<Seen> trace, TraceRule rule, SeriesShape shape) {
    List<Seen> packets =
        rule.mostPackets() == 0
            ? trace
            : trace.subList(0, (int) Math.min(trace.size(), rule.mostPackets()));
    Map<String, String> series = new TreeMap<>();
    long start = packets.get(0).time();
    int length = 0;
    for (Feature feature : shape.features()) {
      double[] values = new double[shape.length()];
      for (int i = 0; i < packets.size(); i++) {
        Seen packet = packets.get(i);
        int sign = packet.from().matches(client) ? 1 : -1;
        long place =
            !feature.binned()
                ? i
                : shape.binPackets() > 0
                    ? i / shape.binPackets()
                    : (packet.time() - start) / shape.binWidthNanos();
        length = (int) Math.min(shape.length(), place + 1);
        if (place < values.length) {
          values[(int) place] +=
              switch (feature) {
                case BYTES, SIZE -> packet.size();
                case PACKETS -> 1;
                case BYTES_UP -> sign > 0 ? packet.size() : 0;
                case BYTES_DOWN -> sign < 0 ? packet.size() : 0;
                case SIGNED_SIZE -> sign * packet.size();
                case DIRECTION -> sign;
                case GAP -> i == 0 ? 0 : (packet.time() - packets.get(i - 1).time()) / 1e9;
              };
        }
      }
      float[] rounded = new float[values.length];
      IntStream.range(0, values.length).forEach(i -> rounded[i] = (float) values[i]);
      series.put(
          id + " " + feature.settingName(),
          length + " " + Arrays.toString(rounded) + " @" + start / SECOND);
    }
    return series;
  }

  private static Map<String, String> cut(byte[] capture, int parts, Random random, ReadRules rules)
      throws IOException, NotACaptureException {
    List<PacketChunk> chunks = new ArrayList<>(chunks(capture, parts, random, rules));
    java.util.Collections.shuffle(chunks, random);
    chunks.sort((one, other) -> Arrays.compareUnsigned(one.key(), other.key()));
    Map<String, String> traces = new TreeMap<>();
    new ChunkedTraces(rules, List.of("a/x.pcap"), chunks.iterator())
        .forEachRemaining(
            group ->
                group
                    .series()
                    .forEach(
                        s ->
                            traces.put(
                                s.traceId() + " " + s.feature().settingName(),
                                s.length()
                                    + " "
                                    + Arrays.toString(s.values())
                                    + " @"
                                    + s.startNanos() / SECOND)));
    return traces;
  }

  private static List<PacketChunk> chunks(byte[] capture, int parts, Random random, ReadRules rules)
      throws IOException, NotACaptureException {
    List<PacketChunk> chunks = new ArrayList<>();
    List<CaptureSplit> splits =
        CaptureSplits.walked(new ByteArrayInputStream(capture), capture.length / parts + 1);
    for (CaptureSplit split : splits) {
      PacketGathering gathering =
          new PacketGathering(
              rules,
              0,
              "a/x.pcap",
              rules.client().forCapture(name -> Optional.empty()).orElseThrow());
      int from = (int) split.start();
      try (CaptureReader reader =
          CaptureReader.open(
              split,
              new ByteArrayInputStream(capture, from, capture.length - from),
              Tunnel.OUTER)) {
        while (reader.advance()) {
          gathering.add(reader.packet());
          if (parts > 1 && random.nextInt(200) == 0) {
            gathering.drain(chunks::add);
          }
        }
      }
      gathering.drain(chunks::add);
    }
    return chunks;
  }

  private static long bytes(byte[] capture, ReadRules rules) throws Exception {
    return chunks(capture, 1, new Random(1), rules).stream()
        .mapToLong(chunk -> chunk.packets().length)
        .sum();
  }
}
