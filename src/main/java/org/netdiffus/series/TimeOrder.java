package org.netdiffus.series;

import java.util.Arrays;
import java.util.Comparator;

/** The order of packets that a clock may have stepped back between. */
final class TimeOrder {
  private TimeOrder() {}

  /**
   * Places of the first times, earliest first; those of one time stay in their order.
   *
   * @param count how many of the times, 0 to all
   */
  static int[] of(long[] times, int count) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }
}
