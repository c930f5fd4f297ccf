package org.netdiffus.spark;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.CaptureSplit;
import org.netdiffus.capture.CaptureSplits;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;
import org.netdiffus.capture.Tunnel;

/**
 * A piece of a file while its packets are read. What is wrong with its content ends the reading and
 * is told by {@link #fault}; failures of the storage are thrown.
 */
final class OpenPiece implements Closeable {
  private final CaptureStore store;
  private final CapturePiece piece;
  private Optional<CaptureReader> reader = Optional.empty();
  private Optional<UnpackedStream.Packing> packing = Optional.empty();
  private Optional<String> fault = Optional.empty();

  private OpenPiece(CaptureStore store, CapturePiece piece) {
    this.store = store;
    this.piece = piece;
  }

  static OpenPiece open(CapturePiece piece, Tunnel tunnel, Configuration configuration)
      throws IOException {
    CaptureStore store = CaptureStore.of(piece.path(), piece.bytes(), configuration);
    OpenPiece open = new OpenPiece(store, piece);
    try {
      open.reader = open.reader(tunnel);
    } catch (EOFException | ZipException damaged) {
      open.fault = Optional.of(describe(damaged));
    } catch (NotACaptureException noCapture) {
      open.fault =
          Optional.of(
              Optional.ofNullable(noCapture.getMessage()).orElse(noCapture.reason().description()));
    }
    return open;
  }

  private Optional<CaptureReader> reader(Tunnel tunnel) throws IOException, NotACaptureException {
    if (piece.part() instanceof CapturePiece.Exact exact) {
      return Optional.of(part(exact.split(), tunnel));
    }
    if (piece.part() instanceof CapturePiece.Between between) {
      Optional<CaptureSplit> split = CaptureSplits.guessed(store, between.from(), between.to());
      return split.isPresent() ? Optional.of(part(split.get(), tunnel)) : Optional.empty();
    }
    UnpackedStream in = UnpackedStream.open(store.from(0));
    packing = in.packing();
    return Optional.of(closingWhenItFails(in, () -> CaptureReader.open(in, tunnel)));
  }

  private CaptureReader part(CaptureSplit split, Tunnel tunnel)
      throws IOException, NotACaptureException {
    InputStream in = store.from(split.start());
    return closingWhenItFails(in, () -> CaptureReader.open(split, in, tunnel));
  }

  private interface Opening {
    CaptureReader open() throws IOException, NotACaptureException;
  }

  private static CaptureReader closingWhenItFails(InputStream in, Opening opening)
      throws IOException, NotACaptureException {
    try {
      return opening.open();
    } catch (IOException | NotACaptureException failed) {
      in.close();
      throw failed;
    }
  }

  String path() {
    return piece.path();
  }

  /** The reader, unless there is nothing to read. */
  Optional<CaptureReader> reader() {
    return reader;
  }

  /** How the file is packed; empty when it is not. */
  Optional<UnpackedStream.Packing> packing() {
    return packing;
  }

  /** The packet that {@link #advance} went to. */
  Packet packet() {
    return reader.orElseThrow().packet();
  }

  /** Goes to the next packet; false at the piece's end and at damage. */
  boolean advance() throws IOException {
    if (reader.isEmpty() || fault.isPresent()) {
      return false;
    }
    try {
      if (reader.get().advance()) {
        return true;
      }
      checkNextPart(reader.get());
    } catch (EOFException | ZipException damaged) {
      fault = Optional.of(describe(damaged));
    }
    return false;
  }

  /**
   * The piece's end is a true boundary when its start was. Where the next part would start
   * somewhere else, some packets would be read twice or never, so that is an error.
   */
  private void checkNextPart(CaptureReader ended) throws IOException {
    boolean another =
        piece.part() instanceof CapturePiece.Between between
            && between.to() < piece.bytes()
            && ended.damage().isEmpty()
            && ended.position() < piece.bytes();
    if (!another) {
      return;
    }
    long place = ((CapturePiece.Between) piece.part()).to();
    Optional<CaptureSplit> next;
    try {
      next = CaptureSplits.guessed(store, place, Long.MAX_VALUE);
    } catch (NotACaptureException changed) {
      throw new IOException(piece.path() + " changed while it was read", changed);
    }
    if (next.isEmpty() || next.get().start() != ended.position()) {
      throw new IOException(
          piece.path()
              + ": the record boundary behind byte "
              + place
              + " cannot be told from the bytes around it; set strictIndex");
    }
  }

  /** What is wrong with the piece, if anything was found so far. */
  Optional<String> fault() {
    if (fault.isPresent() || reader.isEmpty()) {
      return fault;
    }
    return reader
        .get()
        .damage()
        .map(damage -> damage.reason().description() + " at byte " + damage.position());
  }

  private static String describe(IOException damaged) {
    return Optional.ofNullable(damaged.getMessage()).orElse("packed data cut short");
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
