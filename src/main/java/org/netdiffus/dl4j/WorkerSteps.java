package org.netdiffus.dl4j;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The steps that a worker makes by itself, between two averages. */
final class WorkerSteps {
  private WorkerSteps() {}

  /**
   * What was lost on the way.
   *
   * @param ofSteps loss of each step; the last is not finite when the training broke down there
   * @param squaredErrors weighted squared error of each step: its loss, but for the bound that a
   *     variance learns from
   * @param byLevel the same examples by noise level
   */
  record Losses(double[] ofSteps, double[] squaredErrors, LevelLosses byLevel) {}

  /**
   * Trains a network on one worker's share.
   *
   * @param graph holds the weights and the updater's state before and after
   * @param share the worker's tiles
   * @param worker its number, from 0
   * @param first number of the first step, from 0
   * @param count steps to make
   */
  static Losses run(
      UNetGraph graph, TrainingPlan plan, TrainingShare share, int worker, int first, int count) {
    try (Batch arrays = Batch.of(plan)) {
      BatchDraw draw = new BatchDraw(plan, share, worker);
      graph.getConfiguration().setIterationCount(first);
      double[] losses = new double[count];
      double[] squaredErrors = new double[count];
      LevelLosses byLevel = LevelLosses.none();
      DenoisingLossLayer lossLayer = (DenoisingLossLayer) graph.getOutputLayer(0);
      for (int i = 0; i < count; i++) {
        TrainingBatch batch = draw.at(first + i);
        arrays.fill(batch);
        graph.fit(
            plan.shape().classes() > 0
                ? new INDArray[] {arrays.noisy(), arrays.steps(), arrays.classes()}
                : new INDArray[] {arrays.noisy(), arrays.steps()},
            new INDArray[] {arrays.targets()},
            null,
            new INDArray[] {arrays.terms()});
        losses[i] = graph.score();
        squaredErrors[i] = Arrays.stream(lossLayer.scored()).average().orElseThrow();
        if (!Double.isFinite(losses[i])) {
          return new Losses(
              Arrays.copyOf(losses, i + 1), Arrays.copyOf(squaredErrors, i + 1), byLevel);
        }
        byLevel = byLevel.plus(LevelLosses.of(lossLayer.scored(), batch, plan.timeSteps()));
      }
      return new Losses(losses, squaredErrors, byLevel);
    }
  }

  /** Native memory for one batch after the other; let go at the end of the round. */
  private record Batch(
      INDArray noisy, INDArray targets, INDArray steps, INDArray classes, INDArray terms)
      implements AutoCloseable {
    static Batch of(TrainingPlan plan) {
      UNetShape shape = plan.shape();
      long[] tiles = {plan.batch(), shape.rows(), shape.size(), shape.channels()};
      int columns = shape.learnsVariance() ? ExampleTerms.LEARNED : ExampleTerms.FIXED;
      return new Batch(
          array(tiles),
          array(tiles),
          array(plan.batch(), 1),
          array(plan.batch(), 1),
          array(plan.batch(), columns));
    }

    private static INDArray array(long... shape) {
      return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    }

    void fill(TrainingBatch batch) {
      SmallArrays.write(batch.noisy(), noisy);
      SmallArrays.write(batch.targets(), targets);
      SmallArrays.write(batch.steps(), steps);
      SmallArrays.write(batch.classes(), classes);
      SmallArrays.write(batch.terms(), terms);
    }

    @Override
    public void close() {
      List.of(noisy, targets, steps, classes, terms).forEach(INDArray::close);
    }
  }
}
