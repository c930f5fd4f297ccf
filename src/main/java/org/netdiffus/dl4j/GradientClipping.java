package org.netdiffus.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cuts the gradient of a step to a greatest norm, over all weights together; DL4J's own clipping
 * looks at each layer alone. A gradient that is not a number stays so; the end of the round finds
 * it in the weights.
 */
final class GradientClipping extends BaseTrainingListener {
  private final double greatest;

  GradientClipping(double greatest) {
    this.greatest = greatest;
  }

  @Override
  public void onGradientCalculation(Model model) {
    INDArray gradient = model.gradient().gradient();
    double norm = gradient.norm2Number().doubleValue();
    if (norm > greatest) {
      gradient.muli(greatest / norm);
    }
  }
}
