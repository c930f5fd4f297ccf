package org.netdiffus.diffusion;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which time steps a sampler visits: exactly as many as it may evaluate the network, without
 * repeats, from 0 to T - 1 and both among them, ascending.
 */
public final class StepSpacing {
  private StepSpacing() {}

  /**
   * Steps spread evenly over t: {@code round(i (T - 1)/(S - 1))}, halves to even.
   *
   * @param schedule the training schedule with its T steps
   * @param evaluations S, 2 to T
   * @throws IllegalArgumentException when S is outside 2 to T
   */
  public static int[] evenTime(NoiseSchedule schedule, int evaluations) {
    check(schedule, evaluations);
    int last = schedule.steps() - 1;
    int[] steps = new int[evaluations];
    for (int i = 0; i < evaluations; i++) {
      steps[i] = (int) Math.rint((double) i * last / (evaluations - 1));
    }
    return steps;
  }

  /**
   * Steps spread evenly over the logarithm of the signal-to-noise ratio. Where several even values
   * have the same nearest step, the steps so left over go where the gap is widest.
   *
   * @param schedule the training schedule with its T steps
   * @param evaluations S, 2 to T
   * @throws IllegalArgumentException when S is outside 2 to T
   */
  public static int[] evenLogSignalToNoise(NoiseSchedule schedule, int evaluations) {
    check(schedule, evaluations);
    double[] lambda = halfLogSignalToNoise(schedule);
    NavigableSet<Integer> chosen = nearest(lambda, evaluations);
    while (chosen.size() < evaluations) {
      chosen.add(middleOfWidestGap(lambda, chosen));
    }
    return ascending(chosen);
  }

  /** The steps nearest to S even values, without repeats and without filling up: S or fewer. */
  static int[] nearestLogSignalToNoise(NoiseSchedule schedule, int evaluations) {
    check(schedule, evaluations);
    return ascending(nearest(halfLogSignalToNoise(schedule), evaluations));
  }

  private static NavigableSet<Integer> nearest(double[] lambda, int evaluations) {
    double lowest = lambda[lambda.length - 1];
    double highest = lambda[0];
    NavigableSet<Integer> chosen = new TreeSet<>();
    chosen.add(0);
    chosen.add(lambda.length - 1);
    for (int i = 1; i < evaluations - 1; i++) {
      double value = lowest + i * ((highest - lowest) / (evaluations - 1));
      chosen.add(nearest(lambda, value, 0, lambda.length - 1));
    }
    return chosen;
  }

  private static int middleOfWidestGap(double[] lambda, NavigableSet<Integer> chosen) {
    int from = 0;
    int to = 0;
    double widest = -1;
    int before = chosen.first();
    for (int step : chosen.tailSet(before, false)) {
      double width = lambda[before] - lambda[step];
      // Neighbours have nothing between them, however far apart they are.
      if (step - before > 1 && width > widest) {
        widest = width;
        from = before;
        to = step;
      }
      before = step;
    }
    return nearest(lambda, (lambda[from] + lambda[to]) / 2, from + 1, to - 1);
  }

  private static int nearest(double[] lambda, double value, int from, int to) {
    int best = from;
    for (int t = from + 1; t <= to; t++) {
      if (Math.abs(lambda[t] - value) < Math.abs(lambda[best] - value)) {
        best = t;
      }
    }
    return best;
  }

  private static double[] halfLogSignalToNoise(NoiseSchedule schedule) {
    double[] lambda = new double[schedule.steps()];
    Arrays.setAll(lambda, schedule::halfLogSignalToNoise);
    return lambda;
  }

  private static int[] ascending(NavigableSet<Integer> steps) {
    return steps.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void check(NoiseSchedule schedule, int evaluations) {
    if (evaluations < 2 || evaluations > schedule.steps()) {
      throw new IllegalArgumentException(
          evaluations + " evaluations are outside 2 to the schedule's " + schedule.steps());
    }
  }
}
