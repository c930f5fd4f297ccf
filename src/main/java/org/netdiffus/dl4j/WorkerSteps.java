package org.netdiffus.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The steps that a worker makes by itself, between two averages. */
final class WorkerSteps {
  private WorkerSteps() {}

  /**
   * What was lost on the way.
   *
   * @param ofSteps loss of each step; the last is not finite when the training broke down there
   * @param byLevel the same examples by noise level
   */
  record Losses(double[] ofSteps, LevelLosses byLevel) {}

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
      UNetGraph graph, TrainingPlan plan, MultiDataSet share, int worker, int first, int count) {
    UNetShape shape = plan.shape();
    long[] tileShape = {plan.batch(), shape.rows(), shape.size(), shape.channels()};
    INDArray noisy = Nd4j.createUninitialized(DataType.FLOAT, tileShape, 'c');
    INDArray targets = Nd4j.createUninitialized(DataType.FLOAT, tileShape, 'c');
    INDArray steps = Nd4j.createUninitialized(DataType.FLOAT, plan.batch(), 1);
    INDArray classes = Nd4j.createUninitialized(DataType.FLOAT, plan.batch(), 1);
    int columns = shape.learnsVariance() ? ExampleTerms.LEARNED : ExampleTerms.FIXED;
    INDArray terms = Nd4j.createUninitialized(DataType.FLOAT, plan.batch(), columns);
    INDArray[] inputs =
        shape.classes() > 0
            ? new INDArray[] {noisy, steps, classes}
            : new INDArray[] {noisy, steps};
    BatchDraw draw = new BatchDraw(plan, share, worker);
    graph.getConfiguration().setIterationCount(first);
    double[] losses = new double[count];
    LevelLosses byLevel = LevelLosses.none();
    DenoisingLossLayer lossLayer = (DenoisingLossLayer) graph.getOutputLayer(0);
    for (int i = 0; i < count; i++) {
      TrainingBatch batch = draw.at(first + i);
      SmallArrays.write(batch.noisy(), noisy);
      SmallArrays.write(batch.targets(), targets);
      SmallArrays.write(batch.steps(), steps);
      SmallArrays.write(batch.classes(), classes);
      SmallArrays.write(batch.terms(), terms);
      graph.fit(inputs, new INDArray[] {targets}, null, new INDArray[] {terms});
      losses[i] = graph.score();
      if (!Double.isFinite(losses[i])) {
        return new Losses(java.util.Arrays.copyOf(losses, i + 1), byLevel);
      }
      byLevel = byLevel.plus(LevelLosses.of(lossLayer.scored(), batch, plan.timeSteps()));
    }
    return new Losses(losses, byLevel);
  }
}
