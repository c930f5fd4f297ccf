package org.netdiffus.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph that counts the parameters of its vertices. DL4J counts those of layers only, and takes a
 * graph without any for one that needs no training: its {@code fit} would do nothing.
 */
final class UNetGraph extends ComputationGraph {
  private static final long serialVersionUID = 1L;

  UNetGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  @Override
  public long numParams(boolean trainedOnly) {
    @Nullable INDArray all = params();
    return all == null ? 0 : all.length();
  }

  @Override
  public UNetGraph clone() {
    UNetGraph copy = new UNetGraph(getConfiguration().clone());
    copy.init(params().dup(), false);
    if (getUpdater(false) != null && getUpdater().getStateViewArray() != null) {
      copy.getUpdater().setStateViewArray(getUpdater().getStateViewArray());
    }
    return copy;
  }
}
