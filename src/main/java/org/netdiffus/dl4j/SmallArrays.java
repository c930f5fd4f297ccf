package org.netdiffus.dl4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that cross between native memory and the heap: per-channel statistics, embeddings,
 * batches. For a few thousand numbers a loop in Java is faster than the calls of several native
 * operations; copying by pointer is forty times faster than the array's own conversions.
 *
 * <p>Arrays must be dense and in C order, of type float or double, in host memory.
 */
final class SmallArrays {
  private SmallArrays() {}

  /** All values. */
  static double[] read(INDArray array) {
    double[] out = new double[Math.toIntExact(array.length())];
    if (array.dataType() == DataType.DOUBLE) {
      pointerToDoubles(array).get(out);
      return out;
    }
    float[] values = readFloats(array);
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  /** All values of a float array. */
  static float[] readFloats(INDArray array) {
    float[] out = new float[Math.toIntExact(array.length())];
    pointerToFloats(array).get(out);
    return out;
  }

  /** Replaces all values. */
  static void write(double[] values, INDArray array) {
    requireLength(values.length, array);
    if (array.dataType() == DataType.DOUBLE) {
      pointerToDoubles(array).put(values);
      return;
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    pointerToFloats(array).put(narrow);
  }

  /** Replaces all values of a float or double array. */
  static void write(float[] values, INDArray array) {
    requireLength(values.length, array);
    if (array.dataType() == DataType.DOUBLE) {
      double[] wide = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        wide[i] = values[i];
      }
      pointerToDoubles(array).put(wide);
      return;
    }
    pointerToFloats(array).put(values);
  }

  private static void requireLength(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " values for an array of " + array.length());
    }
  }

  private static FloatPointer pointerToFloats(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("an array of type " + array.dataType() + ", not FLOAT");
    }
    return new FloatPointer(array.data().addressPointer());
  }

  private static DoublePointer pointerToDoubles(INDArray array) {
    return new DoublePointer(array.data().addressPointer());
  }
}
