package org.netdiffus.dl4j;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that changes in a network as it is trained.
 *
 * @param weights every weight, in the network's order; owned by the record
 * @param updater state of the updater: Adam's two moments; owned by the record
 */
record NetworkState(float[] weights, float[] updater) implements Serializable {

  static NetworkState of(UNetGraph graph) {
    return new NetworkState(
        SmallArrays.readFloats(graph.params()),
        SmallArrays.readFloats(graph.getUpdater().getStateViewArray()));
  }

  /** Whether every weight and every number of the updater is finite. */
  boolean isFinite() {
    return isFinite(weights) && isFinite(updater);
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Puts the state into a graph of the same shape. */
  void into(UNetGraph graph) {
    SmallArrays.write(weights, graph.params());
    INDArray state = graph.getUpdater().getStateViewArray();
    SmallArrays.write(updater, state);
  }
}
