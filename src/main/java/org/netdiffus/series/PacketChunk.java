package org.netdiffus.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Some packets of one trace key, as bytes that Spark can sort and move.
 *
 * <p>The key's bytes, compared as unsigned numbers, put chunks in order of file, trace key, time
 * and position of the first packet. The chunk's bytes are its packets in order of time and
 * position: a byte for the sign and the sending end, time, position in the file and size; or, in
 * place of many packets that cannot reach a series, one entry with the time of the last of them and
 * their bytes each way.
 *
 * @param key where the chunk belongs
 * @param packets what is in it
 */
public record PacketChunk(byte[] key, byte[] packets) {
  /** Bytes of the key that tell the trace key: those of one have the same. */
  public static final int TRACE_BYTES = Integer.BYTES + TraceKey.BYTES;

  static final byte OMITTED = 3;
  static final int PACKET_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;
  static final int OMITTED_BYTES = 1 + 5 * Long.BYTES;

  private static final int FROM_LOWER = 4;
  private static final int KEY_BYTES = TRACE_BYTES + 2 * Long.BYTES;

  /** Sign and sending end of a packet in one byte. */
  static byte code(int sign, boolean fromLower) {
    return (byte) (sign + 1 | (fromLower ? FROM_LOWER : 0));
  }

  static int sign(byte code) {
    return (code & (FROM_LOWER - 1)) - 1;
  }

  static boolean fromLower(byte code) {
    return (code & FROM_LOWER) != 0;
  }

  /** The key of a chunk. */
  static byte[] key(int file, TraceKey key, long firstNanos, long firstPosition) {
    ByteBuffer bytes = ByteBuffer.allocate(KEY_BYTES).putInt(file);
    key.write(bytes);
    // With the sign turned, unsigned order is that of the times, those before 1970 too.
    return bytes.putLong(firstNanos ^ Long.MIN_VALUE).putLong(firstPosition).array();
  }

  /** Number of the file of the chunk with a key. */
  public static int file(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  static TraceKey traceKey(byte[] key) {
    return TraceKey.read(ByteBuffer.wrap(key, Integer.BYTES, TraceKey.BYTES));
  }

  /** Position of the first packet in its file. */
  public static long firstPosition(byte[] key) {
    return ByteBuffer.wrap(key).getLong(TRACE_BYTES + Long.BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PacketChunk that
        && Arrays.equals(key, that.key)
        && Arrays.equals(packets, that.packets);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(packets);
  }
}
