package org.netdiffus.dl4j;

import java.io.Serializable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation of the columns of a matrix (Ioffe and Szegedy, arXiv:1502.03167): by the
 * batch's own mean and variance in training, by their running averages in evaluation.
 *
 * <p>The running averages move by a tenth at each update, as in PyTorch; the first ten updates are
 * averaged evenly instead, so that a short training does not remember where it started. They live
 * with the instance and are not among the network's parameters.
 */
final class ClassifierNormalisation {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final double[] runningMean;
  private final double[] runningVariance;
  private int updates;

  /**
   * The running averages, to travel.
   *
   * @param mean of each column; owned by the record
   * @param variance likewise
   * @param updates that they have seen
   */
  record Averages(double[] mean, double[] variance, int updates) implements Serializable {}

  ClassifierNormalisation(int columns) {
    runningMean = new double[columns];
    runningVariance = new double[columns];
  }

  /**
   * Normalises a batch by itself and moves the running averages.
   *
   * @param values {@code [rows, columns]}; holds the values minus their mean afterwards
   * @param output what becomes of them, {@code [rows, columns]}
   * @return one over the deviation of each column, for {@link #backward}
   */
  double[] train(INDArray values, INDArray gain, INDArray shift, INDArray output) {
    int columns = runningMean.length;
    long rows = values.size(0);
    double[] mean = ClassifierOps.columnSums(values);
    scale(mean, 1.0 / rows);
    ClassifierOps.subtract(values, row(mean, values.dataType()), values);
    ClassifierOps.multiply(values, values, output);
    double[] variance = ClassifierOps.columnSums(output);
    scale(variance, 1.0 / rows);
    move(mean, variance, rows);

    double[] inverse = new double[columns];
    for (int c = 0; c < columns; c++) {
      inverse[c] = 1 / Math.sqrt(variance[c] + EPSILON);
    }
    ClassifierOps.multiply(values, row(product(inverse, gain), values.dataType()), output);
    ClassifierOps.add(output, shift, output);
    return inverse;
  }

  /** The running averages as they are. */
  Averages averages() {
    return new Averages(runningMean.clone(), runningVariance.clone(), updates);
  }

  /** Goes on from running averages of as many columns. */
  void restore(Averages averages) {
    System.arraycopy(averages.mean(), 0, runningMean, 0, runningMean.length);
    System.arraycopy(averages.variance(), 0, runningVariance, 0, runningVariance.length);
    updates = averages.updates();
  }

  /** Normalises by the running averages. */
  void evaluate(INDArray values, INDArray gain, INDArray shift, INDArray output) {
    if (updates == 0) {
      throw new IllegalStateException("evaluated before the first training update");
    }
    double[] factor = gain.toDoubleVector();
    double[] offset = shift.toDoubleVector();
    for (int c = 0; c < factor.length; c++) {
      factor[c] /= Math.sqrt(runningVariance[c] + EPSILON);
      offset[c] -= factor[c] * runningMean[c];
    }
    ClassifierOps.multiply(values, row(factor, values.dataType()), output);
    ClassifierOps.add(output, row(offset, values.dataType()), output);
  }

  /**
   * Gradients of {@link #train}.
   *
   * @param centred what {@link #train} left in its values; spent by this call
   * @param gradient gradient of the output; becomes the gradient of the values
   * @param gainGradient written, {@code [1, columns]}
   * @param shiftGradient written, {@code [1, columns]}
   */
  static void backward(
      INDArray centred,
      double[] inverse,
      INDArray gain,
      INDArray gradient,
      INDArray gainGradient,
      INDArray shiftGradient) {
    DataType type = gradient.dataType();
    long rows = gradient.size(0);
    INDArray products = Nd4j.createUninitialized(type, gradient.shape(), 'c');
    ClassifierOps.multiply(gradient, centred, products);
    double[] sum = ClassifierOps.columnSums(gradient);
    double[] sumOfProducts = ClassifierOps.columnSums(products);
    shiftGradient.assign(row(sum, type));
    gainGradient.assign(row(product(sumOfProducts, inverse), type));

    double[] factor = product(inverse, gain);
    double[] centredFactor = new double[factor.length];
    double[] offset = new double[factor.length];
    for (int c = 0; c < factor.length; c++) {
      centredFactor[c] = -factor[c] * inverse[c] * inverse[c] * sumOfProducts[c] / rows;
      offset[c] = -factor[c] * sum[c] / rows;
    }
    ClassifierOps.multiply(gradient, row(factor, type), gradient);
    ClassifierOps.multiply(centred, row(centredFactor, type), centred);
    ClassifierOps.add(gradient, centred, gradient);
    ClassifierOps.add(gradient, row(offset, type), gradient);
  }

  private void move(double[] mean, double[] variance, long rows) {
    double weight = Math.max(MOMENTUM, 1.0 / (updates + 1));
    double unbiased = rows / (rows - 1.0);
    for (int c = 0; c < mean.length; c++) {
      runningMean[c] += weight * (mean[c] - runningMean[c]);
      runningVariance[c] += weight * (variance[c] * unbiased - runningVariance[c]);
    }
    updates++;
  }

  private static double[] product(double[] a, INDArray b) {
    return product(a, b.toDoubleVector());
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int c = 0; c < a.length; c++) {
      product[c] = a[c] * b[c];
    }
    return product;
  }

  private static void scale(double[] values, double factor) {
    for (int c = 0; c < values.length; c++) {
      values[c] *= factor;
    }
  }

  private static INDArray row(double[] values, DataType type) {
    return Nd4j.createFromArray(values).castTo(type).reshape('c', 1, values.length);
  }
}
