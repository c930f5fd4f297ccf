package org.netdiffus.dl4j;

import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.diffusion.VarianceBound;

/**
 * Draws a worker's examples from its share. Every number is a function of the plan's seed, the
 * worker, the place in the batch and the step, so a batch can be drawn again at any time, anywhere.
 *
 * <p>A worker goes through its share again and again, each time in a new order.
 */
final class BatchDraw {
  private final TrainingPlan plan;
  private final NoiseSchedule schedule;
  private final Noise noise;
  private final TrainingShare share;
  private final int worker;
  private long orderedRound = -1;
  private int[] order = new int[0];

  BatchDraw(TrainingPlan plan, TrainingShare share, int worker) {
    this.plan = plan;
    this.schedule = plan.schedule().over(plan.timeSteps());
    this.noise = plan.noise().of(plan.shape().size(), plan.shape().channels());
    this.share = share;
    this.worker = worker;
  }

  /** The examples of a step, counted from 0. */
  TrainingBatch at(int step) {
    int count = plan.batch();
    int values = plan.shape().values();
    float[] noisy = new float[count * values];
    float[] drawn = new float[count * values];
    float[] steps = new float[count];
    float[] classes = new float[count];
    boolean learns = plan.shape().learnsVariance();
    int columns = learns ? ExampleTerms.LEARNED : ExampleTerms.FIXED;
    float[] terms = new float[count * columns];
    for (int i = 0; i < count; i++) {
      long place = (long) worker * count + i;
      int tile = tileOf((long) step * count + i);
      int time = time(i, step);
      int from = i * values;
      share.copy(tile, noisy, from);
      noise.fill(CounterRandom.of(plan.seed(), Purpose.NOISE, place, step), drawn, from, values);
      steps[i] = time;
      classes[i] = shownClass(place, step, tile);
      terms[i * columns] = (float) plan.lossWeight().at(schedule, plan.target(), time);
      if (learns) {
        ExampleTerms.write(VarianceBound.at(schedule, plan.target(), time), terms, i * columns);
      }
    }
    float[] targets = new float[count * values];
    for (int i = 0; i < count; i++) {
      int from = i * values;
      int time = (int) steps[i];
      schedule.target(plan.target(), noisy, drawn, time, targets, from, values);
      schedule.noise(noisy, drawn, time, noisy, from, values);
    }
    return new TrainingBatch(noisy, steps, classes, targets, terms);
  }

  /** Place in the share of the tile that is drawn so many draws after the first. */
  int tileOf(long drawn) {
    long round = drawn / share.size();
    if (round != orderedRound) {
      order =
          CounterRandom.of(plan.seed(), Purpose.SHUFFLE, worker, round).permutation(share.size());
      orderedRound = round;
    }
    return order[(int) (drawn % share.size())];
  }

  /**
   * Workers take the parts of the schedule in turn, so that each of them sees all levels of noise
   * in every step: between two averages it learns alone.
   */
  private int time(int example, int step) {
    long part = (long) example * plan.workers() + worker;
    CounterRandom random = CounterRandom.of(plan.seed(), Purpose.TIME_STEP, part, step);
    return switch (plan.timeDraw()) {
      case INDEPENDENT -> random.nextInt(plan.timeSteps());
      case STRATIFIED -> {
        double share = (part + random.nextDouble()) / plan.imagesPerStep();
        // The sum may be rounded up to a share of 1.
        yield Math.min(plan.timeSteps() - 1, (int) (share * plan.timeSteps()));
      }
    };
  }

  private float shownClass(long place, int step, int tile) {
    boolean hidden =
        CounterRandom.of(plan.seed(), Purpose.LABEL_DROPOUT, place, step).nextDouble()
            < plan.labelDropout();
    return (float) (hidden ? plan.shape().classes() : share.classNumbers()[tile]);
  }
}
