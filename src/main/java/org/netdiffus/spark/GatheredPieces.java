package org.netdiffus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.DirectionRule;
import org.netdiffus.series.FirstSource;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.PacketGathering;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.Skipped;
import scala.Tuple2;

/**
 * The packets of some parts of captures, gathered to chunks by the traces that they belong to, and
 * what came of each part; all with the keys of {@link TraceSortKey}.
 */
final class GatheredPieces implements Iterator<Tuple2<byte[], byte[]>> {
  private final Iterator<CapturePiece> pieces;
  private final CaptureFiles files;
  private final ReadRules rules;
  private final Map<String, FirstSource> firstSources;
  private final Configuration configuration;
  private final Queue<Tuple2<byte[], byte[]>> ready = new ArrayDeque<>();
  private Optional<Reading> current = Optional.empty();

  private record Reading(int file, CapturePiece piece, OpenPiece open, PacketGathering gathering) {}

  /**
   * @param firstSources who sends first in the files that are read in parts, by path, where the
   *     direction depends on it
   */
  GatheredPieces(
      Iterator<CapturePiece> pieces,
      CaptureFiles files,
      ReadRules rules,
      Map<String, FirstSource> firstSources,
      Configuration configuration) {
    this.pieces = pieces;
    this.files = files;
    this.rules = rules;
    this.firstSources = firstSources;
    this.configuration = configuration;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty() && (current.isPresent() || pieces.hasNext())) {
        readOn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void readOn() throws IOException {
    if (current.isEmpty()) {
      open(pieces.next());
      return;
    }
    Reading reading = current.get();
    boolean more = true;
    try {
      while (more && !reading.gathering().isFull()) {
        more = reading.open().advance();
        if (more) {
          reading.gathering().add(reading.open().packet());
        }
      }
    } catch (IOException failed) {
      reading.open().close();
      throw failed;
    }
    reading
        .gathering()
        .drain(
            chunk -> ready.add(new Tuple2<>(TraceSortKey.ofChunk(chunk.key()), chunk.packets())));
    if (!more) {
      reading.open().close();
      current = Optional.empty();
      add(
          reading.file(),
          reading.piece(),
          CapturePieceRead.of(reading.open(), reading.piece().part(), reading.gathering()));
    }
  }

  private void add(int file, CapturePiece piece, CapturePieceRead read) {
    ready.add(
        new Tuple2<>(TraceSortKey.ofPiece(file, piece.part().start()), RecordBytes.write(read)));
  }

  private void open(CapturePiece piece) throws IOException {
    int file = files.number(piece.path());
    String path = files.relative(file);
    boolean labelledByTrace = rules.label() instanceof LabelRule.Addressed;
    if (!labelledByTrace && rules.label().labelOfFile(path).isEmpty()) {
      TreeMap<String, Skipped> skipped = new TreeMap<>();
      skipped.put("no-label", new Skipped(1, path, 1));
      add(file, piece, CapturePieceRead.without(skipped, List.of()));
      return;
    }
    Path place = new Path(piece.path());
    Optional<DirectionRule> directions =
        rules
            .client()
            .forCapture(
                TraceFiles.neighbours(place.getFileSystem(configuration), place.getParent()));
    if (directions.isEmpty()) {
      add(
          file,
          piece,
          CapturePieceRead.without(Collections.emptySortedMap(), List.of(ClientSide.NO_MAC_FILE)));
      return;
    }
    current =
        Optional.of(
            new Reading(
                file,
                piece,
                OpenPiece.open(piece, rules.tunnel(), configuration),
                new PacketGathering(rules, file, path, known(piece).orElse(directions.get()))));
  }

  /** The rule of a part behind the packet that tells who sends first in its file. */
  private Optional<DirectionRule> known(CapturePiece piece) {
    return Optional.ofNullable(firstSources.get(piece.path()))
        .filter(source -> source.position() < piece.part().start())
        .map(FirstSource::rule);
  }
}
