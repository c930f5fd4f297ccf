package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.capture.Tunnel;

/** Small packed files that unpack to far more: read as a stream, in the memory of one buffer. */
class PackedBombTest {
  private static final long UNPACKED_BYTES = 64L << 20;
  private static final int RECORD_BYTES = 16;

  /** What packs so many zeros to next to nothing. */
  enum Packer {
    GZIP,
    ZSTD,
    BZIP2;

    private OutputStream around(OutputStream out) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPOutputStream(out);
        case ZSTD -> new ZstdOutputStream(out);
        case BZIP2 -> new BZip2CompressorOutputStream(out);
      };
    }
  }

  /** A capture of nothing but zeros behind its header: records of no byte, in the year 1970. */
  private static byte[] bomb(Packer packer) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer.around(packed)) {
      out.write(header());
      byte[] zeros = new byte[1 << 20];
      for (long written = 0; written < UNPACKED_BYTES; written += zeros.length) {
        out.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  private static byte[] header() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65_535)
        .putInt(1)
        .array();
  }

  @ParameterizedTest
  @EnumSource
  void aBombIsReadToItsEndInTheMemoryOfABuffer(Packer packer, @TempDir Path folder)
      throws IOException {
    byte[] bomb = bomb(packer);
    assertThat(bomb.length).isLessThan(100_000);
    Path file = Files.write(folder.resolve("a.pcap"), bomb);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();

    CapturePiece piece =
        new CapturePiece(file.toString(), bomb.length, new CapturePiece.Whole(bomb.length));
    long packets = 0;
    try (OpenPiece open = OpenPiece.open(piece, Tunnel.INNER, new Configuration(false))) {
      while (open.advance()) {
        packets++;
      }
      assertThat(open.fault()).isEmpty();
    }

    assertThat(packets).isEqualTo(UNPACKED_BYTES / RECORD_BYTES);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(UNPACKED_BYTES / 2);
  }

  @Test
  void aFrameThatAsksForAWindowOfAGigabyteIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(header());
      out.flush(); // from here on the packer cannot know how little follows, so it names a window
      out.write(new byte[100]);
    }
    byte[] frame = packed.toByteArray();
    frame[5] = (byte) (20 << 3); // RFC 8878, 3.1.1.1.2: a window of 2^(10 + 20) bytes

    assertThatThrownBy(
            () -> {
              try (UnpackedStream in = UnpackedStream.open(new ByteArrayInputStream(frame))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(ZipException.class)
        .hasMessage("zstd data that takes too much memory to unpack");
  }
}
