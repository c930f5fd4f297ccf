package org.netdiffus.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.netdiffus.capture.CaptureWriter;

/**
 * Classic captures of UDP packets between six clients (192.168.1.1 to .6) and six servers
 * (203.0.113.1 to .6), always the same, with a clock that steps back now and then.
 */
public final class MadeCapture {
  /** Bytes of a frame that are kept. */
  public static final int FRAME_BYTES = 150;

  private static final int RECORD_BYTES = 16 + FRAME_BYTES;

  private MadeCapture() {}

  /** Writes so many packets. */
  public static Path write(Path file, int packets) throws IOException {
    Random random = new Random(5);
    try (CaptureWriter writer = CaptureWriter.open(Files.newOutputStream(file), FRAME_BYTES)) {
      long time = 1_700_000_000_000_000_000L;
      for (int i = 0; i < packets; i++) {
        time += random.nextInt(10_000_000) - 1_000_000L;
        writer.write(time, frame(random), FRAME_BYTES + random.nextInt(1000));
      }
    }
    return file;
  }

  /** The frame of a packet either way. */
  public static byte[] frame(Random random) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    boolean up = random.nextBoolean();
    int client = 0xc0a80101 + random.nextInt(6);
    int server = 0xcb007101 + random.nextInt(6);
    frame.position(12);
    frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) 136);
    frame.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
    frame.putInt(up ? client : server).putInt(up ? server : client);
    frame.putShort((short) (up ? 50_000 : 443)).putShort((short) (up ? 443 : 50_000));
    byte[] bytes = new byte[FRAME_BYTES];
    frame.clear().get(bytes);
    return bytes;
  }

  /** Writes the same, in which a record claims to be far longer. */
  public static Path writeLying(Path file, int packets, int record) throws IOException {
    byte[] bytes = Files.readAllBytes(write(file, packets));
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(24 + record * RECORD_BYTES + 8, 1 << 30);
    return Files.write(file, bytes);
  }
}
