package org.netdiffus.capture;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A part of a capture that can be read by itself: the records that start in it.
 *
 * @param preamble what a reader must know of the bytes before: the file header of classic pcap; the
 *     last section header of pcapng and the interfaces described since. Owned by this record, not
 *     to be changed
 * @param start offset of the first record in bytes from the start of the capture
 * @param end offset of the first byte whose record belongs to the next part; above the capture's
 *     length for the last part
 */
public record CaptureSplit(byte[] preamble, long start, long end) implements Serializable {
  @Override
  public boolean equals(Object other) {
    return other instanceof CaptureSplit that
        && Arrays.equals(preamble, that.preamble)
        && start == that.start
        && end == that.end;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(preamble) + Long.hashCode(start)) + Long.hashCode(end);
  }
}
