package org.netdiffus.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.LinkTypes;
import org.netdiffus.capture.Packet;
import org.netdiffus.capture.PacketTotals;

/**
 * What a capture, or a part of one, holds.
 *
 * @param position where the part starts
 * @param format kind of capture, and how it is packed; empty when it could not be read
 * @param linkTypes packets by what their frames start with
 * @param packets how many
 * @param originalBytes their lengths on the wire
 * @param capturedBytes what was kept of them
 * @param times time of the first packet that has one, and of the last, in file order; or none
 * @param skipped packets without IP, by reason
 * @param faults what ended the reading or was left out, if anything: one at most
 */
record CaptureFigures(
    long position,
    String format,
    SortedMap<String, Long> linkTypes,
    long packets,
    long originalBytes,
    long capturedBytes,
    List<Long> times,
    SortedMap<String, Long> skipped,
    List<String> faults)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  CaptureFigures {
    linkTypes = Collections.unmodifiableSortedMap(new TreeMap<>(linkTypes));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    times = List.copyOf(times);
    faults = List.copyOf(faults);
  }

  /** Reads a piece to its end. */
  static CaptureFigures of(OpenPiece piece, long position) throws IOException {
    SortedMap<String, Long> skipped = new TreeMap<>();
    PacketTotals totals = new PacketTotals();
    while (piece.advance()) {
      Packet packet = piece.packet();
      totals.add(packet);
      if (packet.ipVersion() == 0) {
        skipped.merge(LinkTypes.reasonWithoutIp(packet.linkType()), 1L, Long::sum);
      }
    }
    return of(piece, position, totals, skipped);
  }

  /** The figures of a piece that was read to its end. */
  static CaptureFigures of(
      OpenPiece piece, long position, PacketTotals totals, SortedMap<String, Long> skipped) {
    Optional<String> kind = piece.reader().map(CaptureReader::format).map(f -> f.description());
    return new CaptureFigures(
        position,
        kind.map(f -> f + piece.packing().map(p -> ", " + p.description()).orElse("")).orElse(""),
        totals.linkTypes(),
        totals.packets(),
        totals.originalBytes(),
        totals.capturedBytes(),
        totals.times(),
        skipped,
        piece.fault().stream().toList());
  }

  /**
   * This part and the next one of the same capture. Behind damage in classic pcap nothing counts,
   * as in a reading from the start.
   */
  CaptureFigures then(CaptureFigures next) {
    if (endsReading()) {
      return this;
    }
    return new CaptureFigures(
        position,
        format.isEmpty() ? next.format : format,
        sum(linkTypes, next.linkTypes),
        packets + next.packets,
        originalBytes + next.originalBytes,
        capturedBytes + next.capturedBytes,
        times.isEmpty()
            ? next.times
            : next.times.isEmpty() ? times : List.of(times.get(0), next.times.get(1)),
        sum(skipped, next.skipped),
        Stream.concat(faults.stream(), next.faults.stream()).limit(1).toList());
  }

  /** Whether there is damage behind which nothing counts. */
  boolean endsReading() {
    return !faults.isEmpty() && !format.startsWith("pcapng");
  }

  private static SortedMap<String, Long> sum(
      SortedMap<String, Long> some, SortedMap<String, Long> more) {
    SortedMap<String, Long> sums = new TreeMap<>(some);
    more.forEach((name, count) -> sums.merge(name, count, Long::sum));
    return sums;
  }
}
