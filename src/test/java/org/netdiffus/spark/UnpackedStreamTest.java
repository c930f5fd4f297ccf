package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

class UnpackedStreamTest {
  /** Ways of packing, by the libraries alone. */
  enum Packer {
    GZIP,
    ZSTD,
    LZ4,
    XZ,
    BZIP2;

    private OutputStream around(OutputStream out) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPOutputStream(out);
        case ZSTD -> new ZstdOutputStream(out);
        case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
        case XZ -> new XZOutputStream(out, new LZMA2Options());
        case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      };
    }

    private InputStream around(InputStream in) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPInputStream(in);
        case ZSTD -> new ZstdInputStream(in);
        case LZ4 -> new LZ4FrameInputStream(in);
        case XZ -> new XZInputStream(in);
        case BZIP2 -> new BZip2CompressorInputStream(in);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatStandsBeforeACutIsGiven(Packer packer) throws IOException {
    byte[] content = content();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer.around(packed)) {
      out.write(content);
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() * 2 / 3);
    int known = byteByByte(packer, cut);
    assertThat(known).isBetween(100_000, content.length - 1);

    ByteArrayOutputStream found = new ByteArrayOutputStream();
    boolean ended = false;
    try (InputStream in = UnpackedStream.open(new ByteArrayInputStream(cut))) {
      byte[] some = new byte[100_000];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        found.write(some, 0, read);
      }
    } catch (EOFException end) {
      ended = true;
    }

    assertThat(ended).as("the cut is told").isTrue();
    assertThat(found.size()).isBetween(known - 256, known);
    assertThat(found.toByteArray()).isEqualTo(Arrays.copyOf(content, found.size()));
  }

  /** A megabyte that packs to some half. */
  private static byte[] content() {
    Random random = new Random(1);
    byte[] content = new byte[1 << 20];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(16);
    }
    return content;
  }

  /** How much the library itself unpacks before the cut. */
  private static int byteByByte(Packer packer, byte[] cut) {
    int known = 0;
    try (InputStream in = packer.around(new ByteArrayInputStream(cut))) {
      while (in.read() >= 0) {
        known++;
      }
    } catch (IOException end) {
      return known;
    }
    throw new AssertionError("not cut");
  }
}
