package org.netdiffus.jobs;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.netdiffus.bench.Machine;
import org.netdiffus.bench.NumpyTiles;
import org.netdiffus.bench.Rates;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

/**
 * Tiles a second on one core, by CPU time of the thread, which other work on the machine changes
 * little: drawing in the three orders, recovery, and {@code render-tiles} on all cores. {@code paa}
 * and {@code resize-gamma} cost {@code n + m^2}, {@code gamma-resize} {@code n^2 / 2}.
 *
 * <p>The limit of a path is the larger of two times measured on this machine: writing its tile to
 * memory, and its divisions and roots (two a pixel of a tile, or of the half field) in vector
 * instructions from the first cache. Numpy and OpenCV draw the same series where they are there.
 */
public final class TilesBench {
  private static final int SIZE = 128;
  private static final int SERIES = 16;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final int repeats;
  private final long nanos;

  private TilesBench(boolean quick) {
    this.repeats = quick ? 2 : 5;
    this.nanos = quick ? 200_000_000L : 600_000_000L;
  }

  /** A figure to reach. */
  private record Target(TileOrder order, int points, double rate) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target(TileOrder.RESIZE_GAMMA, 720, 18_000),
          new Target(TileOrder.PAA, 720, 18_000),
          new Target(TileOrder.RESIZE_GAMMA, 5_000, 14_000),
          new Target(TileOrder.PAA, 5_000, 14_000),
          new Target(TileOrder.GAMMA_RESIZE, 720, 600),
          new Target(TileOrder.GAMMA_RESIZE, 5_000, 15));

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for a short form; {@code --spark} for {@code render-tiles} as
   *     well, {@code --only-spark} for it alone
   */
  public static void main(String[] words) throws IOException {
    boolean quick = List.of(words).contains("--quick");
    System.out.println(Machine.here());
    System.out.println("settings: gamma 0.25, bursts with silence between, CPU time of one thread");
    TilesBench bench = new TilesBench(quick);
    boolean onlySpark = List.of(words).contains("--only-spark");
    if (!onlySpark) {
      bench.kernels();
      bench.recovery();
    }
    if (onlySpark || List.of(words).contains("--spark")) {
      RenderingRuns.measure(quick ? 20_000 : 200_000, quick ? 1 : 3, bench.kernelOfSmallTiles());
    }
  }

  private void kernels() throws IOException {
    double writes = writes();
    double roots = roots();
    double rootsInDouble = rootsInDouble();
    System.out.printf(
        Locale.ROOT,
        "limits: %.1f GB/s written, %.2f G divisions with root in float, %.2f in double%n",
        writes / 1e9,
        roots / 1e9,
        rootsInDouble / 1e9);
    for (int points : new int[] {720, 5_000}) {
      double[][] series = series(points);
      Map<String, Double> numpy =
          NumpyTiles.rates(
              Path.of(System.getenv("NETDIFFUS_BENCHES"), "python", "tile_speed.py"), series, SIZE);
      for (Target target : TARGETS) {
        if (target.points() == points) {
          TileGeometry geometry = new TileGeometry(SIZE, points, target.order(), 0.25);
          Rates rates =
              rates(
                  "%s, %d to %d".formatted(target.order().settingName(), points, SIZE),
                  i -> Tiles.render(series[i % SERIES], geometry)[SIZE]);
          double limit =
              target.order() == TileOrder.GAMMA_RESIZE
                  ? 2 * rootsInDouble / ((double) points * points)
                  : Math.min(writes / (SIZE * SIZE * 4.0), roots / (SIZE * SIZE));
          System.out.println(rates);
          System.out.printf(
              Locale.ROOT,
              "  to reach %.0f: %.1f times; limit %.0f: %.0f %% of it; allocates %.2f MB%s%n",
              target.rate(),
              rates.median() / target.rate(),
              limit,
              100 * rates.median() / limit,
              allocated(series[0], geometry) / 1e6,
              numpy.containsKey(target.order().settingName())
                  ? String.format(
                      Locale.ROOT,
                      "; numpy and OpenCV %.1f: %.0f times",
                      numpy.get(target.order().settingName()),
                      rates.median() / numpy.get(target.order().settingName()))
                  : "; numpy and OpenCV are not here");
        }
      }
    }
  }

  /** Tiles a second of what {@code render-tiles} draws in {@link RenderingRuns}. */
  private double kernelOfSmallTiles() {
    TileGeometry geometry =
        new TileGeometry(RenderingRuns.SIZE, RenderingRuns.POINTS, TileOrder.PAA, 0.25);
    double[][] series = series(RenderingRuns.POINTS);
    Rates rates =
        rates(
            "paa, %d to %d".formatted(RenderingRuns.POINTS, RenderingRuns.SIZE),
            i -> Tiles.render(series[i % SERIES], geometry)[RenderingRuns.SIZE]);
    System.out.println(rates);
    return rates.median();
  }

  private void recovery() {
    for (TileOrder order : TileOrder.values()) {
      TileGeometry geometry = new TileGeometry(SIZE, 720, order, 0.25);
      double[][] series = series(720);
      float[][] tiles = new float[SERIES][];
      for (int i = 0; i < SERIES; i++) {
        tiles[i] = Tiles.render(series[i], geometry);
      }
      System.out.println(
          rates(
              "recovery by all pixels, " + order.settingName() + " " + SIZE,
              i ->
                  SeriesRecovery.recover(tiles[i % SERIES], geometry, RecoveryRule.ALL_PIXELS)
                      .values()[0]));
    }
  }

  private static long allocated(double[] series, TileGeometry geometry) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Tiles.render(series, geometry);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private Rates rates(String name, IntToDoubleFunction work) {
    Rates rates = new Rates(name, "tiles/s");
    double sink = rate(work); // warms the compiler up
    for (int repeat = 0; repeat < repeats; repeat++) {
      rates.add(rate(work));
    }
    return Double.isNaN(sink) ? new Rates(name, "none") : rates;
  }

  private double rate(IntToDoubleFunction work) {
    long begun = THREADS.getCurrentThreadCpuTime();
    int count = 0;
    double sink = 0;
    while (THREADS.getCurrentThreadCpuTime() - begun < nanos) {
      sink += work.applyAsDouble(count++);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
    return Double.isNaN(sink) ? Double.NaN : count / seconds;
  }

  /** Bytes a second into an array that no cache holds. */
  private double writes() {
    float[] large = new float[1 << 24];
    return best(
            i -> {
              Arrays.fill(large, i);
              return large[i & 1023];
            })
        * large.length
        * Float.BYTES;
  }

  private double roots() {
    float[] a = new float[1024];
    float[] b = new float[1024];
    float[] c = new float[1024];
    Arrays.fill(a, 0.3f);
    Arrays.fill(b, 0.7f);
    return best(
            i -> {
              for (int round = 0; round < 100; round++) {
                roots(a, b, c);
              }
              return c[i & 1023];
            })
        * a.length
        * 100;
  }

  private static void roots(float[] a, float[] b, float[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] = (float) Math.sqrt(a[j] / b[j]);
    }
  }

  private double rootsInDouble() {
    double[] a = new double[1024];
    double[] b = new double[1024];
    double[] c = new double[1024];
    Arrays.fill(a, 0.3);
    Arrays.fill(b, 0.7);
    return best(
            i -> {
              for (int round = 0; round < 100; round++) {
                roots(a, b, c);
              }
              return c[i & 1023];
            })
        * a.length
        * 100;
  }

  private static void roots(double[] a, double[] b, double[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] = Math.sqrt(a[j] / b[j]);
    }
  }

  /** A limit is what was reached once. */
  private double best(IntToDoubleFunction work) {
    double best = rate(work);
    for (int repeat = 0; repeat < repeats; repeat++) {
      best = Math.max(best, rate(work));
    }
    return best;
  }

  /** On for a third of the time, with a mean of 0.08. */
  private static double[][] series(int points) {
    double[][] series = new double[SERIES][points];
    for (int s = 0; s < SERIES; s++) {
      Random random = new Random(s);
      boolean on = true;
      for (int i = 0; i < points; i++) {
        on = random.nextInt(on ? 6 : 14) == 0 ? !on : on;
        series[s][i] = on ? Math.pow(random.nextDouble(), 3) : 0;
      }
      series[s][random.nextInt(points)] = 1;
    }
    return series;
  }
}
