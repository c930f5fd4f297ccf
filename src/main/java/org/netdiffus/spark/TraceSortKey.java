package org.netdiffus.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
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

  /**
   * Puts all parts of a file together, and all chunks of a trace key. The parts have the first
   * partitions to themselves, so that they are seen without sorting chunks.
   */
  static final class Spreading extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int forPieces;
    private final int forChunks;

    Spreading(int forPieces, int forChunks) {
      this.forPieces = forPieces;
      this.forChunks = forChunks;
    }

    /** Numbers of the partitions that hold parts of files. */
    int[] pieces() {
      return IntStream.range(0, forPieces).toArray();
    }

    @Override
    public int numPartitions() {
      return forPieces + forChunks;
    }

    @Override
    public int getPartition(Object key) {
      byte[] bytes = (byte[]) key;
      return isPiece(bytes)
          ? hash(bytes, Integer.BYTES, forPieces)
          : forPieces + hash(bytes, PacketChunk.TRACE_BYTES, forChunks);
    }

    private static int hash(byte[] key, int together, int partitions) {
      int hash = ByteBuffer.wrap(key, 0, 1 + together).hashCode();
      return Math.floorMod(hash ^ hash >>> 16, partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spreading that
          && forPieces == that.forPieces
          && forChunks == that.forChunks;
    }

    @Override
    public int hashCode() {
      return 31 * forPieces + forChunks;
    }
  }
}
