package org.netdiffus.tile;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Area averages of a square picture by OpenCV's {@code INTER_AREA}: {@code P Z P'} with the weights
 * of {@link PiecewiseAverage}. OpenCV holds its weights in float32, so results are within 1e-7 of
 * the exact ones.
 */
final class AreaResize {
  /** Numbers in a band of rows: keeps a picture of 5000 x 5000 from being in memory at once. */
  private static final int BAND_NUMBERS = 1 << 16;

  static {
    // A task of a cluster owns one core; OpenCV would take all of the machine's.
    opencv_core.setNumThreads(1);
  }

  private AreaResize() {}

  /** One row of the picture at a time. */
  @FunctionalInterface
  interface Rows {
    /** Writes all values of a row into {@code values}, from {@code offset} on. */
    void fill(int row, double[] values, int offset);
  }

  /**
   * Shrinks a square picture. The average is separable, so bands of rows are shrunk in width as
   * they come and the whole in height at the end.
   *
   * @param points side n of the picture
   * @param size side m of the result, 1 to n
   * @param rows the picture's rows, asked for in order
   * @return m * m values, row after row
   */
  static double[] square(int points, int size, Rows rows) {
    if (size < 1 || size > points) {
      throw new IllegalArgumentException("cannot shrink " + points + " pixels to " + size);
    }
    if (size == points) {
      double[] same = new double[size * size];
      for (int row = 0; row < size; row++) {
        rows.fill(row, same, row * size);
      }
      return same;
    }
    int bandRows = Math.max(1, Math.min(points, BAND_NUMBERS / points));
    double[] values = new double[bandRows * points];
    try (Mat narrow = new Mat(points, size, opencv_core.CV_64FC1);
        Mat band = new Mat(bandRows, points, opencv_core.CV_64FC1)) {
      DoubleBuffer bandBuffer = band.createBuffer();
      for (int from = 0; from < points; from += bandRows) {
        int count = Math.min(bandRows, points - from);
        for (int row = 0; row < count; row++) {
          rows.fill(from + row, values, row * points);
        }
        bandBuffer.put(0, values, 0, count * points);
        try (Mat source = band.rowRange(0, count);
            Mat target = narrow.rowRange(from, from + count)) {
          shrink(source, target);
        }
      }
      double[] result = new double[size * size];
      try (Mat small = new Mat(size, size, opencv_core.CV_64FC1)) {
        shrink(narrow, small);
        DoubleBuffer smallBuffer = small.createBuffer();
        smallBuffer.get(0, result);
      }
      return result;
    }
  }

  private static void shrink(Mat source, Mat target) {
    try (Size size = new Size(target.cols(), target.rows())) {
      opencv_imgproc.resize(source, target, size, 0, 0, opencv_imgproc.INTER_AREA);
    }
  }
}
