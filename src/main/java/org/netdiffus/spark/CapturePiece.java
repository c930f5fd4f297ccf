package org.netdiffus.spark;

import java.io.Serializable;
import org.netdiffus.capture.CaptureSplit;

/**
 * What a task reads of one file.
 *
 * @param path qualified path
 * @param bytes length of the file
 * @param part which part of it
 */
record CapturePiece(String path, long bytes, Part part) implements Serializable {
  /** Which part of a file. */
  sealed interface Part extends Serializable {
    /** Where it starts, about. */
    long start();

    /** How many bytes it has, about. */
    long bytes();
  }

  /**
   * The whole file, packed or not.
   *
   * @param bytes its length
   */
  record Whole(long bytes) implements Part {
    @Override
    public long start() {
      return 0;
    }
  }

  /**
   * A part whose records are known to start and end where it does.
   *
   * @param split the part
   * @param bytes how many bytes it has
   */
  record Exact(CaptureSplit split, long bytes) implements Part {
    @Override
    public long start() {
      return split.start();
    }
  }

  /**
   * The records of a classic pcap file that start between two places.
   *
   * @param from the first place
   * @param to the place behind the last one
   */
  record Between(long from, long to) implements Part {
    @Override
    public long start() {
      return from;
    }

    @Override
    public long bytes() {
      return to - from;
    }
  }
}
