package org.netdiffus.capture;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums over the packets of a capture, or of a part of one, in file order. */
public final class PacketTotals {
  private final SortedMap<String, Long> linkTypes = new TreeMap<>();
  private long packets;
  private long originalBytes;
  private long capturedBytes;
  private long firstNanos;
  private long lastNanos;
  private boolean timed;
  private int linkType;
  private long ofLinkType;

  /** Counts one more packet. */
  public void add(Packet packet) {
    packets++;
    originalBytes += packet.originalLength();
    capturedBytes += packet.capturedLength();
    if (packet.hasTime()) {
      lastNanos = packet.timeNanos();
      firstNanos = timed ? firstNanos : lastNanos;
      timed = true;
    }
    if (packet.linkType() != linkType) {
      countLinkType();
      linkType = packet.linkType();
    }
    ofLinkType++;
  }

  private void countLinkType() {
    if (ofLinkType > 0) {
      linkTypes.merge(LinkTypes.name(linkType), ofLinkType, Long::sum);
      ofLinkType = 0;
    }
  }

  /** Packets by what their frames start with. */
  public SortedMap<String, Long> linkTypes() {
    countLinkType();
    return Collections.unmodifiableSortedMap(new TreeMap<>(linkTypes));
  }

  /** How many packets there were. */
  public long packets() {
    return packets;
  }

  /** Sum of their lengths on the wire. */
  public long originalBytes() {
    return originalBytes;
  }

  /** Sum of what was kept of them. */
  public long capturedBytes() {
    return capturedBytes;
  }

  /** Nanoseconds of the first packet that has a time and of the last one; empty without any. */
  public List<Long> times() {
    return timed ? List.of(firstNanos, lastNanos) : List.of();
  }
}
