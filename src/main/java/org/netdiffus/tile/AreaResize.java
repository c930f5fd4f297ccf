package org.netdiffus.tile;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Area averages by OpenCV's {@code INTER_AREA}, which defines them. OpenCV holds its weights in
 * float32, so its results are within 1e-7 of the exact ones.
 */
final class AreaResize {
  private AreaResize() {}

  @FunctionalInterface
  interface Picture {
    double at(int row, int column);
  }

  /** A picture of n x n shrunk to m x m. */
  static double[] square(int points, int size, Picture picture) {
    double[] values = new double[points * points];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.at(i / points, i % points);
    }
    return shrink(values, points, points, size, size);
  }

  /** A picture of one row shrunk in width; values stay within 0..1. */
  static double[] line(double[] series, int size) {
    double[] averages = shrink(series, 1, series.length, 1, size);
    for (int i = 0; i < size; i++) {
      averages[i] = Math.max(0, Math.min(1, averages[i]));
    }
    return averages;
  }

  private static double[] shrink(double[] values, int rows, int columns, int toRows, int toCols) {
    try (Mat source = new Mat(rows, columns, opencv_core.CV_64FC1);
        Mat target = new Mat();
        Size size = new Size(toCols, toRows)) {
      DoubleBuffer in = source.createBuffer();
      in.put(0, values);
      opencv_imgproc.resize(source, target, size, 0, 0, opencv_imgproc.INTER_AREA);
      double[] result = new double[toRows * toCols];
      DoubleBuffer out = target.createBuffer();
      out.get(0, result);
      return result;
    }
  }
}
