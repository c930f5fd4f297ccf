package org.netdiffus.capture;

/**
 * One interface of a pcapng section, as far as its packets need it.
 *
 * @param linkType what frames start with
 * @param snapLength most bytes kept of a frame, 0 for no limit
 * @param resolution unit of times: 10^-n seconds; with the highest bit set 2^-n seconds
 * @param offsetSeconds seconds to add to times
 */
record CapturedInterface(int linkType, int snapLength, int resolution, long offsetSeconds) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int NANOSECOND_DIGITS = 9;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  /**
   * Time in nanoseconds since 1970-01-01 UTC of a number of units, read as unsigned. What is below
   * a nanosecond is dropped; what is beyond the range of a {@code long} wraps around.
   */
  long nanos(long units) {
    int digits = resolution & 0x7f;
    long since = (resolution & 0x80) == 0 ? ofTenths(units, digits) : ofHalves(units, digits);
    return since + offsetSeconds * NANOS_PER_SECOND;
  }

  private static long ofTenths(long units, int digits) {
    if (digits <= NANOSECOND_DIGITS) {
      return units * POWERS_OF_TEN[NANOSECOND_DIGITS - digits];
    }
    int below = digits - NANOSECOND_DIGITS;
    return below < POWERS_OF_TEN.length ? Long.divideUnsigned(units, POWERS_OF_TEN[below]) : 0;
  }

  private static long ofHalves(long units, int bits) {
    if (bits >= Long.SIZE) {
      int below = bits - Long.SIZE;
      long nanos = multiplyHigh(units, NANOS_PER_SECOND);
      return below < Long.SIZE ? nanos >>> below : 0;
    }
    if (bits == 0) {
      return units * NANOS_PER_SECOND;
    }
    long seconds = units >>> bits;
    long fraction = units << (Long.SIZE - bits); // of a second, over 2^64
    return seconds * NANOS_PER_SECOND + multiplyHigh(fraction, NANOS_PER_SECOND);
  }

  /** Upper half of the product of an unsigned number and one that is not negative. */
  private static long multiplyHigh(long unsigned, long factor) {
    return Math.multiplyHigh(unsigned, factor) + ((unsigned >> (Long.SIZE - 1)) & factor);
  }

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
