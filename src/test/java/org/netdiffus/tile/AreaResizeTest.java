package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.DoubleBuffer;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AreaResizeTest {
  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({"10,4", "45,16", "64,32", "300,64", "720,128", "720,1"})
  void bandsGiveWhatOneCallOfOpenCvGives(int points, int size) {
    double[] picture = new Random(points).doubles((long) points * points).toArray();
    double[] ours =
        AreaResize.square(
            points,
            size,
            (row, values, offset) ->
                System.arraycopy(picture, row * points, values, offset, points));
    double[] theirs = openCv(picture, points, points, size, size);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isCloseTo(theirs[i], within(2e-7));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void piecewiseAveragesAreThoseOfOpenCv(long seed) {
    Random random = new Random(seed);
    int points = 2 + random.nextInt(2000);
    int size = 1 + random.nextInt(points - 1);
    double[] series = TrafficSeries.bursts(random, points);
    double[] ours = PiecewiseAverage.of(series, size);
    double[] theirs = openCv(series, 1, points, 1, size);
    for (int i = 0; i < size; i++) {
      assertThat(ours[i]).isCloseTo(theirs[i], within(1e-6));
    }
  }

  @Test
  void fractionalEndsWeighWhatTheyCover() {
    double[] ramp = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] averages = PiecewiseAverage.of(ramp, 4);
    double[] exact = {0.8, 3.2, 5.8, 8.2};
    for (int i = 0; i < 4; i++) {
      assertThat(averages[i]).isCloseTo(exact[i], within(1e-15));
    }
  }

  @Test
  void averagingToTheSameSizeChangesNothing() {
    double[] series = {3, 1, 2};
    assertThat(PiecewiseAverage.of(series, 3)).containsExactly(3, 1, 2).isNotSameAs(series);
  }

  private static double[] openCv(double[] values, int rows, int columns, int toRows, int toCols) {
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
