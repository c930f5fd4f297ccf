package org.netdiffus.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a block puts its arrays, by how long they live. All content is undefined at first.
 *
 * @param workspaces DL4J's workspaces of the current pass
 * @param type float or double
 * @param training whether a backward pass follows
 */
record Memory(LayerWorkspaceMgr workspaces, DataType type, boolean training) {
  /** Lives until the block's pass ends. */
  INDArray temporary(long... shape) {
    return Operations.uninitialized(type, shape);
  }

  /** A block's result. */
  INDArray output(long... shape) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, shape, 'c');
  }

  /** Lives until the backward pass, if there is one; else as {@link #temporary}. */
  INDArray kept(long... shape) {
    return training ? output(shape) : temporary(shape);
  }

  /** The gradient of a block's input. */
  INDArray inputGradient(long... shape) {
    return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, type, shape, 'c');
  }

  /** The array itself when it is dense and in C order, else a copy that is, {@link #kept}. */
  INDArray dense(INDArray array) {
    return isDense(array) ? array : kept(array.shape()).assign(array);
  }

  /** As {@link #dense}, with a copy that lives until the pass ends. */
  INDArray denseNow(INDArray array) {
    return isDense(array) ? array : temporary(array.shape()).assign(array);
  }

  private static boolean isDense(INDArray array) {
    if (array.ordering() != 'c') {
      return false;
    }
    long expected = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      // The stride of a dimension of one place is never used.
      if (array.size(d) != 1 && array.stride(d) != expected) {
        return false;
      }
      expected *= array.size(d);
    }
    return true;
  }
}
