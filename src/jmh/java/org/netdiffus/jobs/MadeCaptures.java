package org.netdiffus.jobs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.netdiffus.capture.CaptureWriter;

/** Captures of UDP packets between made-up hosts, cut to their headers. */
final class MadeCaptures {
  private static final int FRAME_BYTES = 42;

  /** What a packet takes in the file, with the header of its record. */
  static final int RECORD_BYTES = 16 + FRAME_BYTES;

  private static final long NANOS_BETWEEN = 1_000_000;

  private MadeCaptures() {}

  /**
   * Writes a capture.
   *
   * @param number tells its hosts from those of other captures
   * @param packets how many, a millisecond apart
   * @param flows between how many pairs of ports, in turn
   */
  static void write(Path file, int number, long packets, int flows) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] frame = new byte[FRAME_BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    try (CaptureWriter writer =
        CaptureWriter.open(new BufferedOutputStream(Files.newOutputStream(file)), FRAME_BYTES)) {
      for (long i = 0; i < packets; i++) {
        int flow = (int) (i % flows);
        boolean up = i / flows % 3 == 0;
        int client = 0x0a000000 + (number & 0xffff);
        int server = 0xcb007101;
        bytes.clear().position(12);
        bytes.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) 1000);
        bytes.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
        bytes.putInt(up ? client : server).putInt(up ? server : client);
        short port = (short) (1024 + flow);
        bytes.putShort(up ? port : 443).putShort(up ? 443 : port);
        writer.write(1_700_000_000_000_000_000L + i * NANOS_BETWEEN, frame, 1014);
      }
    }
  }
}
