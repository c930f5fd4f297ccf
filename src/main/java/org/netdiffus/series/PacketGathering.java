package org.netdiffus.series;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.netdiffus.capture.LinkTypes;
import org.netdiffus.capture.Packet;
import org.netdiffus.capture.PacketTotals;

/**
 * Sorts the packets of a part of a capture by the traces that they belong to, in bounded memory:
 * when so many have come together they become chunks.
 */
public final class PacketGathering {
  private static final int MOST_PACKETS = 1 << 20;

  private final ReadRules rules;
  private final int file;
  private final String path;
  private final DirectionRule directions;
  private final PacketBuffer gathered = new PacketBuffer();
  private final SortedMap<String, Skipped> skipped = new TreeMap<>();
  private final PacketTotals totals = new PacketTotals();
  private final boolean firstSenderOfFlow;

  private long packetsOfTraces;
  private long packets;
  private long bytes;

  /**
   * @param file number of the file, for the keys of the chunks
   * @param path its path relative to the input
   * @param directions rule for the file, which knows its first packets
   */
  public PacketGathering(ReadRules rules, int file, String path, DirectionRule directions) {
    this.rules = rules;
    this.file = file;
    this.path = path;
    this.directions = directions;
    this.firstSenderOfFlow = rules.firstSenderOfFlow();
  }

  /** Takes the next packet of the part, or counts why it is left out. */
  public void add(Packet packet) {
    totals.add(packet);
    TraceRule.Unit unit = rules.traces().unit();
    boolean ip = packet.ipVersion() != 0;
    if (!ip && (unit != TraceRule.Unit.FILE || !rules.packets().takes(packet))) {
      skip(LinkTypes.reasonWithoutIp(packet.linkType()));
      return;
    }
    if (!packet.hasTime()) {
      skip("no-time");
      return;
    }
    if (unit == TraceRule.Unit.FLOW && !packet.hasPorts()) {
      skip("no-ports");
      return;
    }
    Direction direction = firstSenderOfFlow ? Direction.UP : directions.of(packet);
    if (unit == TraceRule.Unit.HOST
        && (direction == Direction.UNKNOWN
            || (direction == Direction.DOWN && Addresses.reachesMany(packet)))) {
      skip("no-client");
      return;
    }
    packets++;
    bytes += packet.originalLength();
    if (direction == Direction.UNKNOWN && rules.shape().needsDirection()) {
      skip("direction-unknown");
      if (rules.shape().sequence()) {
        return;
      }
    }
    boolean fromLower = TraceKey.fromLower(packet);
    int sign = firstSenderOfFlow ? (fromLower ? 1 : -1) : direction.sign();
    gathered.add(
        key(unit, packet, direction),
        packet.timeNanos(),
        packet.position(),
        packet.originalLength(),
        sign,
        fromLower);
    packetsOfTraces++;
  }

  private static TraceKey key(TraceRule.Unit unit, Packet packet, Direction direction) {
    return switch (unit) {
      case FILE -> TraceKey.FILE;
      case FLOW -> TraceKey.flow(packet);
      case HOST ->
          direction == Direction.UP
              ? TraceKey.host(packet.sourceAddressHigh(), packet.sourceAddressLow())
              : TraceKey.host(packet.destinationAddressHigh(), packet.destinationAddressLow());
    };
  }

  private void skip(String reason) {
    skipped.merge(reason, new Skipped(1, path, totals.packets()), Skipped::plus);
  }

  /** Whether it is time for {@link #drain}. */
  public boolean isFull() {
    return gathered.count() >= MOST_PACKETS;
  }

  /** Gives what has come together as chunks and forgets it. */
  public void drain(Consumer<PacketChunk> out) {
    gathered.drain(new PacketBuffer.Shape(file, rules.traces(), rules.shape()), out);
  }

  /** The sums over all packets of the part, those that are left out too. */
  public PacketTotals totals() {
    return totals;
  }

  /** Packets that belong to traces. */
  public long packets() {
    return packets;
  }

  /** Those of them that are in the series, as far as they reach: not those of no known way. */
  public long packetsOfTraces() {
    return packetsOfTraces;
  }

  /** The original lengths of {@link #packets}, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** What was left out, by reason; places are numbers of the packets within the part, from 1. */
  public SortedMap<String, Skipped> skipped() {
    return skipped;
  }
}
