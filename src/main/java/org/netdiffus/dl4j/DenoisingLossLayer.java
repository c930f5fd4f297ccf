package org.netdiffus.dl4j;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.netdiffus.diffusion.VarianceBound;

/** {@link DenoisingLoss} at work; outside training it passes its input on. */
final class DenoisingLossLayer extends AbstractLayer<DenoisingLoss> implements IOutputLayer {
  private static final long serialVersionUID = 1L;

  private transient @Nullable INDArray labels;
  private transient double[] scored = {};

  DenoisingLossLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray ignored, LayerWorkspaceMgr workspaces) {
    double[] slopes = examples().slopes();
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    SmallArrays.write(slopes, gradient);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    double sum = 0;
    Examples examples = examples();
    scored = examples.squaredErrors();
    double[] ofExamples = examples.losses();
    for (double loss : ofExamples) {
      sum += loss;
    }
    return sum / ofExamples.length + regularisation;
  }

  /**
   * Weighted squared error of each example of the batch that was scored last, kept when it is
   * cleared.
   */
  double[] scored() {
    return scored;
  }

  @Override
  public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
    double[] losses = examples().losses();
    for (int n = 0; n < losses.length; n++) {
      losses[n] += regularisation;
    }
    INDArray scores =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, input.dataType(), new long[] {losses.length, 1}, 'c');
    SmallArrays.write(losses, scores);
    return scores;
  }

  private Examples examples() {
    INDArray target = labels;
    if (target == null) {
      throw new IllegalStateException("no targets were given to the loss");
    }
    return new Examples(
        SmallArrays.read(input),
        SmallArrays.read(target),
        Math.toIntExact(target.size(target.rank() - 1)),
        terms());
  }

  private ExampleTerms terms() {
    if (maskArray != null) {
      return new ExampleTerms((int) maskArray.size(1), SmallArrays.read(maskArray));
    }
    double[] ones = new double[(int) input.size(0)];
    java.util.Arrays.fill(ones, 1);
    return new ExampleTerms(ExampleTerms.FIXED, ones);
  }

  /**
   * A batch of outputs and targets.
   *
   * @param output with a second half of channels for a learned variance, or without
   * @param targets what the first half should be
   * @param channels of the targets
   * @param terms what else is known of each example
   */
  private record Examples(double[] output, double[] targets, int channels, ExampleTerms terms) {
    private int values() {
      return targets.length / terms.examples();
    }

    private boolean learnsVariance() {
      return output.length == 2 * targets.length;
    }

    /** Where the output of a target's value stands. */
    private int at(int target) {
      return learnsVariance() ? target + target / channels * channels : target;
    }

    private double error(int target) {
      return output[at(target)] - targets[target];
    }

    double[] squaredErrors() {
      double[] losses = new double[terms.examples()];
      int values = values();
      for (int i = 0; i < targets.length; i++) {
        double error = error(i);
        losses[i / values] += terms.weight(i / values) * error * error / values;
      }
      return losses;
    }

    double[] losses() {
      double[] losses = squaredErrors();
      int values = values();
      if (learnsVariance()) {
        for (int example = 0; example < losses.length; example++) {
          VarianceBound bound = terms.bound(example);
          for (int i = example * values; i < (example + 1) * values; i++) {
            losses[example] += bound.bits(error(i), output[at(i) + channels]) / values;
          }
        }
      }
      return losses;
    }

    /** Derivatives of the mean of {@link #losses} by the output. */
    double[] slopes() {
      double[] slopes = new double[output.length];
      int values = values();
      for (int i = 0; i < targets.length; i++) {
        slopes[at(i)] = 2 * terms.weight(i / values) * error(i) / targets.length;
      }
      if (learnsVariance()) {
        for (int example = 0; example < terms.examples(); example++) {
          VarianceBound bound = terms.bound(example);
          for (int i = example * values; i < (example + 1) * values; i++) {
            int variance = at(i) + channels;
            slopes[variance] = bound.slope(error(i), output[variance]) / targets.length;
          }
        }
      }
      return slopes;
    }
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public void setLabels(@Nullable INDArray labels) {
    this.labels = labels;
  }

  @Override
  public @Nullable INDArray getLabels() {
    return labels;
  }

  @Override
  public void clear() {
    super.clear();
    labels = null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // There are no weights.
  }

  private static UnsupportedOperationException noClassifier() {
    return new UnsupportedOperationException("a denoising loss classifies nothing");
  }

  @Override
  public double f1Score(DataSet data) {
    throw noClassifier();
  }

  @Override
  public double f1Score(INDArray examples, INDArray classes) {
    throw noClassifier();
  }

  @Override
  @Deprecated
  public int numLabels() {
    throw noClassifier();
  }

  @Override
  public void fit(DataSetIterator iterator) {
    throw noClassifier();
  }

  @Override
  public int[] predict(INDArray examples) {
    throw noClassifier();
  }

  @Override
  public List<String> predict(DataSet data) {
    throw noClassifier();
  }

  @Override
  public void fit(INDArray examples, INDArray classes) {
    throw noClassifier();
  }

  @Override
  public void fit(DataSet data) {
    throw noClassifier();
  }

  @Override
  public void fit(INDArray examples, int[] classes) {
    throw noClassifier();
  }
}
