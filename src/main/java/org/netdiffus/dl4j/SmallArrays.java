package org.netdiffus.dl4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that cross between native memory and the heap: per-channel statistics, embeddings,
 * batches. For a few thousand numbers a loop in Java is faster than the calls of several native
 * operations; copying in bulk is forty times faster than the array's own conversions.
 *
 * <p>Arrays must be dense and in C order, of type float or double, in host memory.
 */
final class SmallArrays {
  private SmallArrays() {}

  /** All values. */
  static double[] read(INDArray array) {
    double[] out = new double[Math.toIntExact(array.length())];
    if (array.dataType() == DataType.DOUBLE) {
      doubles(array).get(out);
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
    floats(array).get(out);
    return out;
  }

  /** Replaces all values. */
  static void write(double[] values, INDArray array) {
    requireLength(values.length, array);
    if (array.dataType() == DataType.DOUBLE) {
      doubles(array).put(values);
      return;
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    floats(array).put(narrow);
  }

  /** Replaces all values of a float or double array. */
  static void write(float[] values, INDArray array) {
    requireLength(values.length, array);
    if (array.dataType() == DataType.DOUBLE) {
      double[] wide = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        wide[i] = values[i];
      }
      doubles(array).put(wide);
      return;
    }
    floats(array).put(values);
  }

  /** Replaces the values of one row: all that share an index of the first dimension. */
  static void writeRow(float[] values, INDArray array, long row) {
    rowOf(array, row, values.length).put(values);
  }

  /** Copies one row of a float array to {@code out[from]} and on. */
  static void readRow(INDArray array, long row, float[] out, int from, int count) {
    rowOf(array, row, count).get(out, from, count);
  }

  private static void requireLength(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " values for an array of " + array.length());
    }
  }

  private static FloatBuffer rowOf(INDArray array, long row, int count) {
    FloatBuffer floats = floats(array);
    return floats.position(floats.position() + Math.toIntExact(row * count));
  }

  private static FloatBuffer floats(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("an array of type " + array.dataType() + ", not FLOAT");
    }
    return array.data().asNioFloat();
  }

  private static DoubleBuffer doubles(INDArray array) {
    return array.data().asNioDouble();
  }
}
