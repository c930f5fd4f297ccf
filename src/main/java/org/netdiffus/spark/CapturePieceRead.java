package org.netdiffus.spark;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.capture.PacketTotals;
import org.netdiffus.series.PacketGathering;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.Skipped;

/**
 * What the reading of a part of a capture came to, when its packets were gathered for traces.
 *
 * @param figures what the part holds; what it skipped stands beside
 * @param end place behind the part, in bytes from the start of the file
 * @param packets packets that belong to traces
 * @param bytes their original lengths, in bytes
 * @param packetsOfTraces those of them whose way is known, where series need it
 * @param skipped what was left out, by reason; places are numbers of packets within the part
 */
record CapturePieceRead(
    CaptureFigures figures,
    long end,
    long packets,
    long bytes,
    long packetsOfTraces,
    SortedMap<String, Skipped> skipped) {
  CapturePieceRead {
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** What came of a piece that was read to its end. */
  static CapturePieceRead of(OpenPiece piece, CapturePiece.Part part, PacketGathering gathering) {
    return new CapturePieceRead(
        CaptureFigures.of(piece, part.start(), gathering.totals(), Collections.emptySortedMap()),
        part.start() + part.bytes(),
        gathering.packets(),
        gathering.bytes(),
        gathering.packetsOfTraces(),
        gathering.skipped());
  }

  /** Of a file that is not read. */
  static CapturePieceRead without(SortedMap<String, Skipped> skipped, List<String> faults) {
    PacketTotals none = new PacketTotals();
    return new CapturePieceRead(
        new CaptureFigures(
            0, "", none.linkTypes(), 0, 0, 0, none.times(), Collections.emptySortedMap(), faults),
        0,
        0,
        0,
        0,
        skipped);
  }

  /** This part and the next one of the same capture. */
  CapturePieceRead then(CapturePieceRead next) {
    if (figures.endsReading()) {
      return this;
    }
    SortedMap<String, Skipped> all = new TreeMap<>(skipped);
    next.skipped.forEach(
        (reason, more) ->
            all.merge(
                reason,
                new Skipped(more.count(), more.file(), figures.packets() + more.place()),
                Skipped::plus));
    return new CapturePieceRead(
        figures.then(next.figures),
        next.end,
        packets + next.packets,
        bytes + next.bytes,
        packetsOfTraces + next.packetsOfTraces,
        all);
  }

  /** This file, when it was opened and gave its one trace no packet, says so. */
  CapturePieceRead orEmptyTrace(String path) {
    if (figures.format().isEmpty() || packetsOfTraces > 0) {
      return this;
    }
    SortedMap<String, Skipped> all = new TreeMap<>(skipped);
    all.put("empty-trace", new Skipped(1, path, 1));
    return new CapturePieceRead(figures, end, packets, bytes, packetsOfTraces, all);
  }

  /** The counts of a whole file, whose traces are counted where they are made. */
  ReadCounts counts(String path) {
    SortedMap<String, String> faults = new TreeMap<>();
    figures.faults().forEach(fault -> faults.put(path, fault));
    return new ReadCounts(1, 0, packets, bytes, skipped, faults.size(), faults);
  }
}
