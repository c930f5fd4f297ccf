package org.netdiffus.dl4j;

import java.io.Serializable;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Purpose;

/**
 * Losses of examples that are not trained on.
 *
 * @param sum of all of them
 * @param examples how many there are
 */
record ValidationLoss(double sum, long examples) implements Serializable {
  static final ValidationLoss NONE = new ValidationLoss(0, 0);

  /** Examples of each tile: one from each of as many equal parts of the schedule. */
  static final int DRAWS = 4;

  ValidationLoss plus(ValidationLoss other) {
    return new ValidationLoss(sum + other.sum, examples + other.examples);
  }

  double mean() {
    return sum / examples;
  }

  /**
   * Measures a network on a share.
   *
   * @param graph with the weights to measure
   * @param share the tiles whose index leaves the rest {@code part}
   * @param parts number of shares
   */
  static ValidationLoss of(
      UNetGraph graph, TrainingPlan plan, TrainingShare share, int part, int parts) {
    TrainedDenoiser denoiser = TrainedDenoiser.of(plan, graph);
    int examples = share.size() * DRAWS;
    ValidationLoss loss = NONE;
    for (int from = 0; from < examples; from += plan.batch()) {
      int count = Math.min(plan.batch(), examples - from);
      loss = loss.plus(batch(denoiser, plan, share, new Places(part, parts, from, count)));
    }
    return loss;
  }

  /** Which examples of a share are measured together. */
  private record Places(int part, int parts, int from, int count) {
    int tile(int place) {
      return (from + place) / DRAWS;
    }

    int draw(int place) {
      return (from + place) % DRAWS;
    }

    /** The tile's index among all that validate. */
    long index(int place) {
      return (long) tile(place) * parts + part;
    }
  }

  private static ValidationLoss batch(
      TrainedDenoiser denoiser, TrainingPlan plan, TrainingShare share, Places places) {
    int values = plan.shape().values();
    NoiseSchedule schedule = plan.schedule().over(plan.timeSteps());
    Noise noise = plan.noise().of(plan.shape().size(), plan.shape().channels());
    int count = places.count();
    float[] noisy = new float[count * values];
    float[] drawn = new float[count * values];
    float[] targets = new float[count * values];
    int[] times = new int[count];
    int[] classNumbers = new int[count];
    for (int i = 0; i < count; i++) {
      int from = i * values;
      long index = places.index(i);
      int draw = places.draw(i);
      times[i] = time(plan, index, draw);
      classNumbers[i] = share.classNumbers()[places.tile(i)];
      share.copy(places.tile(i), noisy, from);
      noise.fill(
          CounterRandom.of(plan.seed(), Purpose.VALIDATION_NOISE, index, draw),
          drawn,
          from,
          values);
      schedule.target(plan.target(), noisy, drawn, times[i], targets, from, values);
      schedule.noise(noisy, drawn, times[i], noisy, from, values);
    }
    float[] predicted = denoiser.predict(noisy, times, classNumbers);
    double sum = 0;
    for (int i = 0; i < count * values; i++) {
      double error = (double) predicted[i] - targets[i];
      double weight = plan.lossWeight().at(schedule, plan.target(), times[i / values]);
      sum += weight * error * error / values;
    }
    return new ValidationLoss(sum, count);
  }

  private static int time(TrainingPlan plan, long index, int draw) {
    double share = CounterRandom.of(plan.seed(), Purpose.VALIDATION_TIME, index, draw).nextDouble();
    int steps = plan.timeSteps();
    return Math.min(steps - 1, (int) ((draw + share) / DRAWS * steps));
  }
}
