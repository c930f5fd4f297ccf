package org.netdiffus.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes a {@link ClassifierStage} forwards and backwards. */
final class ClassifierBlockLayer extends BaseLayer<ClassifierBlock> {
  private static final long serialVersionUID = 1;

  private final ClassifierStage stage;
  private final long seed;
  private final transient ClassifierNormalisation normalisation;
  // Filled by a training pass forwards, emptied by the pass back.
  private final transient Deque<Pass> passes = new ArrayDeque<>();

  ClassifierBlockLayer(
      NeuralNetConfiguration conf, DataType type, ClassifierStage stage, long seed) {
    super(conf, type);
    this.stage = stage;
    this.seed = seed;
    this.normalisation = new ClassifierNormalisation(stage.outputs());
  }

  /** What normalises an evaluation and is no parameter. */
  ClassifierNormalisation.Averages averages() {
    return normalisation.averages();
  }

  /** Goes on from these. */
  void restore(ClassifierNormalisation.Averages averages) {
    normalisation.restore(averages);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray values = arranged(input);
    INDArray linear = array(workspaces, linearShape(values));
    if (stage.convolves()) {
      ClassifierOps.convolve(values, weights(), bias().reshape(stage.outputs()), linear);
    } else {
      ClassifierOps.multiplyMatrices(values, weights(), linear);
      ClassifierOps.add(linear, bias(), linear);
    }
    INDArray activated = array(workspaces, linear.shape());
    if (!training) {
      normalisation.evaluate(rows(linear), gain(), shift(), rows(activated));
      stage.activation().apply(activated);
      return pooled(activated, workspaces);
    }
    double[] inverse = normalisation.train(rows(linear), gain(), shift(), rows(activated));
    stage.activation().apply(activated);
    INDArray output = pooled(activated, workspaces);
    INDArray mask = mask(output, workspaces);
    passes.clear();
    // A rearranged input lies in memory that the next layer may use again.
    INDArray lasting = workspaces.leverageTo(ArrayType.ACTIVATIONS, values);
    passes.push(new Pass(lasting, linear, inverse, activated, mask));
    if (stage.dropout() == 0) {
      return output;
    }
    INDArray kept = array(workspaces, output.shape());
    ClassifierOps.multiply(output, mask, kept);
    return kept;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    Pass pass = passes.pop();
    INDArray gradient = ClassifierOps.dense(epsilon);
    if (stage.dropout() > 0) {
      INDArray kept = Nd4j.createUninitialized(dataType, gradient.shape(), 'c');
      ClassifierOps.multiply(gradient, pass.mask(), kept);
      gradient = kept;
    }
    if (stage.pools()) {
      INDArray spread = Nd4j.createUninitialized(dataType, pass.activated().shape(), 'c');
      ClassifierOps.poolBackward(
          pass.activated(), gradient, spread, stage.kind().poolHeight(), stage.kind().poolWidth());
      gradient = spread;
    }
    stage.activation().backward(pass.activated(), gradient);
    ClassifierNormalisation.backward(
        rows(pass.centred()),
        pass.inverseDeviation(),
        gain(),
        rows(gradient),
        ClassifierBlockParameters.named(ClassifierBlockParameters.GAIN, gradientViews),
        ClassifierBlockParameters.named(ClassifierBlockParameters.SHIFT, gradientViews));
    // The normalisation takes a constant out again, so the bias has no slope.
    ClassifierBlockParameters.named(ClassifierBlockParameters.BIAS, gradientViews).assign(0);
    INDArray weightGradient =
        ClassifierBlockParameters.named(ClassifierBlockParameters.WEIGHTS, gradientViews);
    INDArray values = pass.values();
    INDArray back =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, values.shape(), 'c');
    if (stage.convolves()) {
      ClassifierOps.convolveBackward(values, weights(), gradient, back, weightGradient);
    } else {
      ClassifierOps.multiplyFirstTransposed(values, gradient, weightGradient);
      ClassifierOps.multiplySecondTransposed(gradient, weights(), back);
    }
    Gradient gradients = new DefaultGradient();
    for (String key : layerConf().initializer().paramKeys(layerConf())) {
      gradients.setGradientFor(key, ClassifierBlockParameters.named(key, gradientViews));
    }
    return new Pair<>(gradients, back.reshape('c', input.shape()));
  }

  private INDArray pooled(INDArray activated, LayerWorkspaceMgr workspaces) {
    if (!stage.pools()) {
      return activated;
    }
    INDArray output =
        array(
            workspaces,
            activated.size(0),
            activated.size(1) / stage.kind().poolHeight(),
            activated.size(2) / stage.kind().poolWidth(),
            activated.size(3));
    ClassifierOps.pool(activated, output, stage.kind().poolHeight(), stage.kind().poolWidth());
    return output;
  }

  private INDArray mask(INDArray output, LayerWorkspaceMgr workspaces) {
    if (stage.dropout() == 0) {
      return output;
    }
    int count = Math.toIntExact(output.length());
    float[] factors = ClassifierRandom.dropout(seed, index, iterationCount, stage.dropout(), count);
    INDArray mask = array(workspaces, output.shape());
    mask.assign(Nd4j.createFromArray(factors).reshape('c', output.shape()));
    return mask;
  }

  private INDArray arranged(INDArray given) {
    INDArray values = ClassifierOps.dense(given);
    return stage.convolves() ? values : values.reshape('c', values.size(0), stage.inputs());
  }

  private long[] linearShape(INDArray values) {
    return stage.convolves()
        ? new long[] {values.size(0), values.size(1), values.size(2), stage.outputs()}
        : new long[] {values.size(0), stage.outputs()};
  }

  /** The same numbers as {@code [everything else, outputs]}. */
  private INDArray rows(INDArray values) {
    return values.reshape('c', values.length() / stage.outputs(), stage.outputs());
  }

  private INDArray array(LayerWorkspaceMgr workspaces, long... shape) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
  }

  private INDArray weights() {
    return ClassifierBlockParameters.named(ClassifierBlockParameters.WEIGHTS, params);
  }

  private INDArray bias() {
    return ClassifierBlockParameters.named(ClassifierBlockParameters.BIAS, params);
  }

  private INDArray gain() {
    return ClassifierBlockParameters.named(ClassifierBlockParameters.GAIN, params);
  }

  private INDArray shift() {
    return ClassifierBlockParameters.named(ClassifierBlockParameters.SHIFT, params);
  }

  /** What the pass back needs of the pass forwards. */
  private record Pass(
      INDArray values,
      INDArray centred,
      double[] inverseDeviation,
      INDArray activated,
      INDArray mask) {}
}
