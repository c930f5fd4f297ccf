package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast paths against the letter of the definition, on series that look for trouble. */
class TileKernelsTest {
  private static final double[] CORNERS = {
    0, 1, Double.MIN_VALUE, 1e-310, Float.MIN_VALUE, 1e-39, 1e-7, Math.nextDown(1.0), 1 - 1e-7, 0.5
  };

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void everyPathAgreesWithTheLiteralOneAndWithOpenCv(long seed) {
    Random random = new Random(seed);
    double[] series = withCorners(random, 2 + random.nextInt(200));
    int size = 1 + random.nextInt(series.length);
    for (double gamma : new double[] {0.25, 0.1 + 3 * random.nextDouble()}) {
      for (TileOrder order : TileOrder.values()) {
        TileGeometry geometry = new TileGeometry(size, series.length, order, gamma);
        float[] fast = Tiles.render(series, geometry);
        double[] exact = LiteralTiles.exactly(series, geometry);
        double[] openCv = OpenCvTiles.pixels(series, geometry);
        double[] inDouble = Tiles.renderInDouble(series, geometry);
        assertThat(furthest(inDouble, exact)).as("%s", geometry).isLessThan(1e-12);
        assertThat(furthest(widened(fast), exact)).as("%s", geometry).isLessThan(1e-6);
        assertThat(furthest(widened(fast), openCv)).as("%s", geometry).isLessThan(1e-6);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void everyPathIsSymmetricToTheLastBitAndWithinTheUnitRange(long seed) {
    Random random = new Random(seed);
    double[] series = withCorners(random, 2 + random.nextInt(200));
    int size = 1 + random.nextInt(series.length);
    for (TileOrder order : TileOrder.values()) {
      float[] pixels =
          Tiles.render(series, new TileGeometry(size, series.length, order, QuarterGamma.EXPONENT));
      float[] mirrored = new float[pixels.length];
      float least = 1;
      float greatest = 0;
      for (int i = 0; i < pixels.length; i++) {
        mirrored[i] = pixels[i % size * size + i / size];
        least = Math.min(least, pixels[i]);
        greatest = Math.max(greatest, pixels[i]);
      }
      assertThat(mirrored).isEqualTo(pixels);
      assertThat(least).isNotNegative();
      assertThat(greatest).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theDiagonalIsThatOfTheAverages(long seed) {
    Random random = new Random(seed);
    double[] series = withCorners(random, 2 + random.nextInt(200));
    int size = 1 + random.nextInt(series.length - 1);
    double[] averages = PiecewiseAverage.of(series, size);
    double[] sines = new double[series.length];
    for (int k = 0; k < sines.length; k++) {
      sines[k] = Math.sqrt(1 - series[k] * series[k]);
    }
    double[] averagedSines = PiecewiseAverage.of(sines, size);
    double[] paa =
        Tiles.renderInDouble(series, new TileGeometry(size, series.length, TileOrder.PAA, 0.25));
    double[] resized =
        Tiles.renderInDouble(
            series, new TileGeometry(size, series.length, TileOrder.RESIZE_GAMMA, 1));
    for (int i = 0; i < size; i++) {
      double averagedSine = averagedSines[i];
      assertThat(paa[i * (size + 1)]).isCloseTo(Math.sqrt(averages[i]), within(1e-12));
      assertThat(resized[i * (size + 1)])
          .isCloseTo(
              (1 + averages[i] * averages[i] - averagedSine * averagedSine) / 2, within(1e-12));
    }
  }

  @Test
  void idlePixelsKeepTheirDigits() {
    // With the averages of s in place of those of 1 - s this pixel would be off by 1e-4.
    double[] series = new double[720];
    series[3] = 1e-5;
    TileGeometry geometry = new TileGeometry(128, 720, TileOrder.RESIZE_GAMMA, 0.25);
    double expected = LiteralTiles.exactly(series, geometry)[0];
    assertThat(expected).isGreaterThan(1e-3);
    assertThat((double) Tiles.render(series, geometry)[0]).isCloseTo(expected, within(1e-9));
  }

  @Test
  void aLongSeriesTakesMemoryForItsLengthAndNotForItsSquare() {
    double[] series = TrafficSeries.bursts(new Random(1), 20_000);
    TileGeometry geometry = new TileGeometry(8, 20_000, TileOrder.GAMMA_RESIZE, 0.25);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Tiles.render(series, geometry);
    // The field itself would take 3.2 GB.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4L << 20);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0000001})
  void whatIsNoNumberOfTheUnitRangeIsRefusedWithItsPlace(double value) {
    for (TileOrder order : TileOrder.values()) {
      double[] series = new double[40];
      series[17] = value;
      TileGeometry geometry = new TileGeometry(8, 40, order, 0.25);
      assertThatThrownBy(() -> Tiles.render(series, geometry))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("series[17] = " + value + " is outside 0..1");
      assertThatThrownBy(() -> Tiles.renderInDouble(series, geometry))
          .hasMessage("series[17] = " + value + " is outside 0..1");
    }
  }

  /** Bursts with silence, a tenth of the values replaced by corner cases. */
  static double[] withCorners(Random random, int points) {
    double[] series = TrafficSeries.bursts(random, points);
    for (int i = 0; i < points; i++) {
      if (random.nextInt(10) == 0) {
        series[i] = CORNERS[random.nextInt(CORNERS.length)];
      }
    }
    return series;
  }

  private static double furthest(double[] values, double[] expected) {
    double most = 0;
    for (int i = 0; i < values.length; i++) {
      most = Math.max(most, Math.abs(values[i] - expected[i])); // NaN stays NaN, which is no less
    }
    return most;
  }

  private static double[] widened(float[] pixels) {
    double[] wide = new double[pixels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = pixels[i];
    }
    return wide;
  }
}
