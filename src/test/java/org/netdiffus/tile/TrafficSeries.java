package org.netdiffus.tile;

import java.util.Random;
import java.util.stream.LongStream;

/** Seeded series in 0..1 that look like traffic: bursts of bytes with silence between them. */
final class TrafficSeries {
  private TrafficSeries() {}

  /** The seeds of property tests; {@code -Dseed=N} runs one alone. */
  static LongStream seeds() {
    Long alone = Long.getLong("seed");
    return alone == null ? LongStream.rangeClosed(1, 20) : LongStream.of(alone);
  }

  /** On for a third of the time, with a mean of 0.08 and at least one value of 1. */
  static double[] bursts(Random random, int points) {
    double[] series = new double[points];
    boolean on = true;
    for (int i = 0; i < points; i++) {
      on = random.nextInt(on ? 6 : 14) == 0 ? !on : on;
      series[i] = on ? Math.pow(random.nextDouble(), 3) : 0;
    }
    series[random.nextInt(points)] = 1;
    return series;
  }
}
