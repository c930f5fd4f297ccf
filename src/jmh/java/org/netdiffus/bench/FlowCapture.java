package org.netdiffus.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Captures of TCP packets of {@value #FRAME_BYTES} captured bytes between 5,000 clients and 97
 * servers, 25 µs apart, always the same.
 */
public final class FlowCapture {
  /** Captured bytes of a packet. */
  public static final int FRAME_BYTES = 100;

  private FlowCapture() {}

  /** Writes classic pcap. */
  public static Path pcap(Path file, int packets) throws IOException {
    return write(file, packets, false);
  }

  /** Writes the same packets as pcapng. */
  public static Path pcapng(Path file, int packets) throws IOException {
    return write(file, packets, true);
  }

  private static Path write(Path file, int packets, boolean ng) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(ng ? pcapngHeader() : pcapHeader());
      ByteBuffer record = ByteBuffer.wrap(new byte[FRAME_BYTES + (ng ? 32 : 16)]);
      for (int i = 0; i < packets; i++) {
        record.clear().order(ByteOrder.LITTLE_ENDIAN);
        long micros = 1_700_000_000_000_000L + i * 25L;
        int original = FRAME_BYTES + random.nextInt(1_400);
        if (ng) {
          record.putInt(6).putInt(FRAME_BYTES + 32).putInt(0);
          record.putInt((int) (micros >>> 32)).putInt((int) micros);
        } else {
          record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        }
        record.putInt(FRAME_BYTES).putInt(original);
        frame(record.order(ByteOrder.BIG_ENDIAN), random);
        if (ng) {
          record.order(ByteOrder.LITTLE_ENDIAN).putInt(FRAME_BYTES + 28, FRAME_BYTES + 32);
        }
        out.write(record.array());
      }
    }
    return file;
  }

  private static void frame(ByteBuffer record, SplittableRandom random) {
    int start = record.position();
    int client = random.nextInt(5_000);
    boolean up = random.nextInt(4) == 0;
    int from = up ? 0x0a000000 + client : 0xc0a80000 + client % 97;
    int to = up ? 0xc0a80000 + client % 97 : 0x0a000000 + client;
    record.putShort(start + 12, (short) 0x0800).put(start + 14, (byte) 0x45);
    record.putShort(start + 16, (short) (FRAME_BYTES - 14)).put(start + 23, (byte) 6);
    record.putInt(start + 26, from).putInt(start + 30, to);
    record.putShort(start + 34, (short) (up ? 1_024 + client : 443));
    record.putShort(start + 36, (short) (up ? 443 : 1_024 + client));
  }

  private static byte[] pcapHeader() {
    byte[] header = new byte[24];
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65_535)
        .putInt(1);
    return header;
  }

  private static byte[] pcapngHeader() {
    byte[] header = new byte[48];
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x0a0d0d0a)
        .putInt(28)
        .putInt(0x1a2b3c4d)
        .putInt(1)
        .putLong(-1)
        .putInt(28)
        .putInt(1)
        .putInt(20)
        .putInt(1)
        .putInt(65_535)
        .putInt(20);
    return header;
  }
}
