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
    double[] errors = errors();
    double[] weights = weights();
    int values = errors.length / weights.length;
    for (int i = 0; i < errors.length; i++) {
      errors[i] *= 2 * weights[i / values] / errors.length;
    }
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    SmallArrays.write(errors, gradient);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    double sum = 0;
    double[] ofExamples = exampleLosses();
    scored = ofExamples;
    for (double loss : ofExamples) {
      sum += loss;
    }
    return sum / ofExamples.length + regularisation;
  }

  /** Weighted loss of each example of the batch that was scored last, kept when it is cleared. */
  double[] scored() {
    return scored;
  }

  @Override
  public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
    double[] losses = exampleLosses();
    for (int n = 0; n < losses.length; n++) {
      losses[n] += regularisation;
    }
    INDArray scores =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, input.dataType(), new long[] {losses.length, 1}, 'c');
    SmallArrays.write(losses, scores);
    return scores;
  }

  private double[] exampleLosses() {
    double[] errors = errors();
    double[] weights = weights();
    int values = errors.length / weights.length;
    double[] losses = new double[weights.length];
    for (int i = 0; i < errors.length; i++) {
      losses[i / values] += weights[i / values] * errors[i] * errors[i] / values;
    }
    return losses;
  }

  private double[] errors() {
    INDArray target = labels;
    if (target == null) {
      throw new IllegalStateException("no targets were given to the loss");
    }
    double[] errors = SmallArrays.read(input);
    double[] targets = SmallArrays.read(target);
    for (int i = 0; i < errors.length; i++) {
      errors[i] -= targets[i];
    }
    return errors;
  }

  private double[] weights() {
    if (maskArray != null) {
      return SmallArrays.read(maskArray);
    }
    double[] ones = new double[(int) input.size(0)];
    java.util.Arrays.fill(ones, 1);
    return ones;
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
