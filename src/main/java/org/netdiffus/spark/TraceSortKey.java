package org.netdiffus.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;
import org.netdiffus.series.PacketChunk;

/**
 * Keys by which Spark sorts what was gathered from captures: first what came of the parts of each
 * file, by file and place, then the chunks of packets, by trace, time and place.
 */
final class TraceSortKey {
  private static final byte PIECE = 0;
  private static final byte CHUNK = 1;

  private TraceSortKey() {}

  /** The key of a part of a file. */
  static byte[] ofPiece(int file, long position) {
    return ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES)
        .put(PIECE)
        .putInt(file)
        .putLong(position)
        .array();
  }

  /** The key of a chunk. */
  static byte[] ofChunk(byte[] chunkKey) {
    return ByteBuffer.allocate(1 + chunkKey.length).put(CHUNK).put(chunkKey).array();
  }

  static boolean isPiece(byte[] key) {
    return key[0] == PIECE;
  }

  /** Number of the file of a part. */
  static int file(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }

  /** The key of a chunk as it was given. */
  static byte[] chunkKey(byte[] key) {
    return Arrays.copyOfRange(key, 1, key.length);
  }

  /** The order of the keys. */
  static final class Order implements Comparator<byte[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(byte[] one, byte[] other) {
      return Arrays.compareUnsigned(one, other);
    }
  }

  /** Puts all parts of a file together, and all chunks of a trace key. */
  static final class Spreading extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    Spreading(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      byte[] bytes = (byte[]) key;
      int together = 1 + (isPiece(bytes) ? Integer.BYTES : PacketChunk.TRACE_BYTES);
      int hash = ByteBuffer.wrap(bytes, 0, together).hashCode();
      return Math.floorMod(hash ^ hash >>> 16, partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spreading that && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
