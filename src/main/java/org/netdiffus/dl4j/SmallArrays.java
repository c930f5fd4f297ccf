package org.netdiffus.dl4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers that cross between native memory and the heap: per-channel statistics, embeddings,
 * batches. For a few thousand numbers a loop in Java is faster than the calls of several native
 * operations; copying in bulk is forty times faster than the array's own conversions.
 *
 * <p>Arrays must be dense and in C order, of type float or double.
 *
 * <p>ND4J's buffers bring their numbers to host memory before they show it, but do not know what is
 * written there: without being told, a GPU would go on with the numbers that it has. On the CPU
 * that costs nothing and does nothing.
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
      tellWritten(array);
      return;
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    floats(array).put(narrow);
    tellWritten(array);
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
      tellWritten(array);
      return;
    }
    floats(array).put(values);
    tellWritten(array);
  }

  private static void tellWritten(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }

  private static void requireLength(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " values for an array of " + array.length());
    }
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
