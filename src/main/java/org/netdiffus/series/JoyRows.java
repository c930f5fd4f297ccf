package org.netdiffus.series;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads JSON lines in the style of Cisco Joy: an object a line, and each that has an array {@code
 * packets} of objects is a flow, which is one trace.
 *
 * <pre>
 * time_start     seconds since 1970-01-01 UTC of the flow's start; 0 where it is missing
 * packets
 *   b            bytes of payload
 *   rep          in place of b: the bytes of a payload that was sent again
 *   dir          "&gt;" from the client, "&lt;" to it
 *   ipt          whole milliseconds since the packet before, of the first since time_start
 * </pre>
 *
 * <p>Joy writes "&lt;" for every packet of a flow that has one way alone, which it shows by leaving
 * out {@code num_pkts_in}; the packets of such a flow are the client's.
 */
final class JoyRows {
  private static final JsonFactory JSON = new JsonFactory();

  private static final long MOST_BYTES = 1L << 32;

  /** As far as {@link TimeScale} reads; differences stay within a {@code long}. */
  private static final long MOST_NANOS = 1L << 62;

  private static final String ONLY_WAY = "num_pkts_out";
  private static final String OTHER_WAY = "num_pkts_in";

  private final FileReading reading;
  private final Set<String> seen = new HashSet<>();
  private long flows;

  private JoyRows(FileReading reading) {
    this.reading = reading;
  }

  /** What is wrong with a line, by the reason under which it is counted. */
  private static final class BadLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadLineException(String reason) {
      super(reason);
    }
  }

  /** A line: its packets in their order, and its other members that are scalars. */
  private static final class Flow {
    private final Map<String, String> members = new HashMap<>();
    private final List<Map<String, String>> packets = new ArrayList<>();
    private boolean hasPackets;
  }

  static void read(Lines lines, FileReading reading) throws IOException {
    JoyRows rows = new JoyRows(reading);
    while (lines.advance()) {
      try {
        rows.add(parsed(lines.line()), lines.number());
      } catch (JsonProcessingException malformed) {
        reading.skip("bad-json", lines.number());
      } catch (BadLineException bad) {
        reading.skip(String.valueOf(bad.getMessage()), lines.number());
      }
    }
    reading.fault(lines.damage());
    if (rows.flows == 0) {
      reading.fault("JSON without a flow");
    }
  }

  private static Flow parsed(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      Flow flow = new Flow();
      eachMember(
          json,
          name -> {
            if (name.equals("packets") && json.currentToken() == JsonToken.START_ARRAY) {
              flow.hasPackets = true;
              while (json.nextToken() != JsonToken.END_ARRAY) {
                Map<String, String> packet = new HashMap<>();
                eachMember(json, member -> keepScalar(json, member, packet));
                flow.packets.add(packet);
              }
            } else {
              keepScalar(json, name, flow.members);
            }
          });
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "more than one value");
      }
      return flow;
    }
  }

  /** What to do at the value of a member. */
  @FunctionalInterface
  private interface Member {
    void value(String name) throws IOException;
  }

  private static void eachMember(JsonParser json, Member members) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(json, "no object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.value(name);
    }
  }

  private static void keepScalar(JsonParser json, String name, Map<String, String> kept)
      throws IOException {
    if (json.currentToken().isScalarValue()) {
      kept.put(name, json.getText());
    } else {
      json.skipChildren();
    }
  }

  private void add(Flow flow, long line) {
    if (!flow.hasPackets) {
      throw new BadLineException("no-flow"); // Joy's first line tells its settings
    }
    String number = Long.toString(flows);
    flows++;
    Cells cells = name -> Optional.ofNullable(flow.members.get(name)).filter(c -> !c.isBlank());
    Optional<String> label = reading.rules().label().label(reading.path(), cells);
    if (label.isEmpty()) {
      throw new BadLineException("no-label");
    }
    String traceId = reading.traceId(label.get(), name(cells).orElse(number));
    Trace trace = new Trace(reading.shape(), reading.rules().traces().packetLimit());
    PacketsOfFlow packets = new PacketsOfFlow(flow);
    if (packets.count() == 0) {
      throw new BadLineException("empty-trace");
    }
    if (!seen.add(traceId)) {
      throw new BadLineException("repeated-trace");
    }
    for (int i = 0; i < packets.count(); i++) {
      reading.add(trace, packets.times[i], packets.sizes[i], packets.directions[i], line);
    }
    reading.finish(traceId, label.get(), trace);
  }

  /** The trace's name by the column that the rules name, or by the one of the common name. */
  private Optional<String> name(Cells cells) {
    TraceColumn wanted = reading.rules().trace();
    if (wanted instanceof TraceColumn.Named named) {
      return Optional.of(
          cells.cell(named.name()).orElseThrow(() -> new BadLineException("no-trace-name")));
    }
    return wanted instanceof TraceColumn.Auto
        ? cells.cell(TraceColumn.AUTO_NAME)
        : Optional.empty();
  }

  /** The packets of a flow as numbers; none counts unless all are sound. */
  private final class PacketsOfFlow {
    private final long[] times;
    private final long[] sizes;
    private final Direction[] directions;

    PacketsOfFlow(Flow flow) {
      int count = flow.packets.size();
      times = new long[count];
      sizes = new long[count];
      directions = new Direction[count];
      boolean oneWay = flow.members.containsKey(ONLY_WAY) && !flow.members.containsKey(OTHER_WAY);
      long time = time(flow.members.getOrDefault("time_start", "0"), TimeScale.SECONDS);
      for (int i = 0; i < count; i++) {
        Map<String, String> packet = flow.packets.get(i);
        long gap = time(packet.getOrDefault("ipt", "0"), TimeScale.MILLISECONDS);
        if (gap < 0 || time > MOST_NANOS - gap) {
          throw new BadLineException("bad-time");
        }
        time += gap;
        times[i] = time;
        sizes[i] = size(packet.getOrDefault("b", packet.getOrDefault("rep", "")));
        directions[i] = oneWay ? Direction.UP : direction(packet.getOrDefault("dir", ""));
      }
    }

    int count() {
      return times.length;
    }
  }

  private static long time(String text, TimeScale scale) {
    try {
      return scale.nanos(text);
    } catch (NumberFormatException malformed) {
      throw new BadLineException("bad-time");
    }
  }

  private static long size(String text) {
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) >= MOST_BYTES) {
      throw new BadLineException("bad-size");
    }
    return Long.parseLong(text);
  }

  private Direction direction(String text) {
    return switch (text) {
      case ">" -> Direction.UP;
      case "<" -> Direction.DOWN;
      default ->
          reading
              .rules()
              .columns()
              .direction(text)
              .orElseThrow(() -> new BadLineException("bad-direction"));
    };
  }
}
