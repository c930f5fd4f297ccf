package org.netdiffus.spark;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * The content of a file that may be packed with gzip, zstd, lz4, xz or bzip2, told by its magic
 * number and not by its name. Memory is bounded, however much the data unpack to. Packed data that
 * are damaged end in a {@link ZipException}, or an {@link EOFException} where they are cut short;
 * failures of the storage are other exceptions.
 */
final class UnpackedStream extends InputStream {
  /** How many bytes tell the packing. */
  static final int MAGIC_BYTES = 4;

  private static final int BUFFER_BYTES = 1 << 17;

  /** What is unpacked at a time: as much as damage behind it may take along. */
  private static final int STEP_BYTES = 1 << 8;

  private static final int MOST_XZ_KIB = 128 << 10;

  /** How the library for zstd refuses a window of more than 128 MiB, in words alone. */
  private static final String TOO_LARGE = "Frame requires too much memory for decoding";

  /** How a file is packed. */
  enum Packing {
    GZIP("gzip"),
    ZSTD("zstd"),
    LZ4("lz4"),
    XZ("xz"),
    BZIP2("bzip2");

    private final String description;

    Packing(String description) {
      this.description = description;
    }

    /** A name for tables. */
    String description() {
      return description;
    }

    /** How a file that starts with these bytes is packed; empty when it is not. */
    static Optional<Packing> of(byte[] start) {
      if (start.length < 4) {
        return Optional.empty();
      }
      int magic = ByteBuffer.wrap(start).getInt();
      if (magic >>> 16 == 0x1f8b) {
        return Optional.of(GZIP);
      }
      if (magic >>> 8 == 0x425a68) {
        return Optional.of(BZIP2);
      }
      return switch (magic) {
        case 0x28b52ffd -> Optional.of(ZSTD);
        case 0x04224d18 -> Optional.of(LZ4);
        case 0xfd377a58 -> Optional.of(XZ);
        default -> Optional.empty();
      };
    }

    private InputStream unpack(BufferedInputStream in) throws IOException {
      return switch (this) {
        case GZIP -> new GzipMembers(in);
        case ZSTD -> new ZstdInputStream(in);
        case LZ4 -> new LZ4FrameInputStream(in);
        case XZ -> new XZInputStream(in, MOST_XZ_KIB);
        case BZIP2 -> new BZip2CompressorInputStream(in, true);
      };
    }
  }

  private final Stored stored;
  private final InputStream content;
  private final Optional<Packing> packing;
  private Optional<IOException> damage = Optional.empty();

  private UnpackedStream(Stored stored, InputStream content, Optional<Packing> packing) {
    this.stored = stored;
    this.content = content;
    this.packing = packing;
  }

  /**
   * Opens a file.
   *
   * @param in the file from its start; closed with the result, and by this method when it throws
   * @throws IOException when the storage fails; damage at the start shows when it is read
   */
  static UnpackedStream open(InputStream in) throws IOException {
    Stored stored = new Stored(in);
    try {
      BufferedInputStream buffered = new BufferedInputStream(stored, BUFFER_BYTES);
      buffered.mark(MAGIC_BYTES);
      byte[] start = buffered.readNBytes(MAGIC_BYTES);
      buffered.reset();
      Optional<Packing> packing = Packing.of(start);
      if (packing.isEmpty()) {
        return new UnpackedStream(stored, buffered, packing);
      }
      try {
        return new UnpackedStream(stored, packing.get().unpack(buffered), packing);
      } catch (IOException | RuntimeException broken) {
        if (stored.isBroken()) {
          throw broken;
        }
        return new UnpackedStream(stored, new Damaged(stored, damaged(packing, broken)), packing);
      }
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  /** How the file is packed; empty when it is not. */
  Optional<Packing> packing() {
    return packing;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (packing.isEmpty()) {
      return content.read(bytes, offset, count);
    }
    if (damage.isPresent()) {
      throw damage.get();
    }
    int done = 0;
    int read = 0;
    try {
      while (done < count && read >= 0) {
        read = content.read(bytes, offset + done, Math.min(STEP_BYTES, count - done));
        done += Math.max(read, 0);
      }
    } catch (IOException | RuntimeException broken) {
      // Decoders that are given nonsense fail in ways of their own, also unchecked ones.
      if (stored.isBroken()) {
        throw broken;
      }
      IOException found = damaged(packing, broken);
      if (done == 0) {
        throw found;
      }
      damage = Optional.of(found); // behind what was unpacked before it
    }
    return done == 0 && count > 0 ? -1 : done;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static IOException damaged(Optional<Packing> packing, Exception cause) {
    String name = packing.map(Packing::description).orElse("");
    IOException damage;
    if (cause instanceof EOFException || isCut(cause.getMessage())) {
      damage = new EOFException(name + " data cut short");
    } else if (cause instanceof MemoryLimitException || TOO_LARGE.equals(cause.getMessage())) {
      damage = new ZipException(name + " data that takes too much memory to unpack");
    } else {
      damage = new ZipException(name + " data corrupt");
    }
    damage.initCause(cause);
    return damage;
  }

  /** The libraries for zstd, lz4 and bzip2 tell an early end in words alone. */
  private static boolean isCut(@Nullable String message) {
    return message != null
        && Arrays.asList("Truncated source", "Stream ended prematurely", "Unexpected end of stream")
            .contains(message);
  }

  /** Packed data whose very start is damaged. */
  private static final class Damaged extends InputStream {
    private final InputStream stored;
    private final IOException damage;

    Damaged(InputStream stored, IOException damage) {
      this.stored = stored;
      this.damage = damage;
    }

    @Override
    public int read() throws IOException {
      throw damage;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      throw damage;
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }

  /** The stored bytes, which remember whether the storage failed. */
  private static final class Stored extends FilterInputStream {
    private boolean broken;

    Stored(InputStream in) {
      super(in);
    }

    boolean isBroken() {
      return broken;
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException failed) {
        broken = true;
        throw failed;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      try {
        return super.read(bytes, offset, count);
      } catch (IOException failed) {
        broken = true;
        throw failed;
      }
    }
  }
}
