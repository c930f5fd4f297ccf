package org.netdiffus.report;

/**
 * A series as one SVG path on the scale of its class, in whole units: a few hundred bytes.
 *
 * <p>The box is {@value #WIDTH} wide and {@value #HEIGHT} high. A series of more points than
 * {@value #WIDTH} is drawn by the value of largest size of each stretch, so that no burst is lost.
 */
final class Sparkline {
  static final int WIDTH = 96;
  static final int HEIGHT = 40;

  private Sparkline() {}

  /**
   * The values on one axis of all series of a class.
   *
   * @param least smallest value, at most 0
   * @param greatest largest value, at least 0
   * @param points length of the longest series
   */
  record Scale(double least, double greatest, int points) {
    static final Scale EMPTY = new Scale(0, 0, 0);

    Scale with(float[] series) {
      double low = least;
      double high = greatest;
      for (float value : series) {
        if (Float.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return new Scale(low, high, Math.max(points, series.length));
    }

    private int y(double value) {
      double range = greatest - least;
      double above = range > 0 ? (value - least) / range : 0;
      return (int) Math.round(HEIGHT * (1 - above));
    }
  }

  /** The path's {@code d}: from the zero line over the values and back to it. */
  static String path(float[] series, Scale scale) {
    if (series.length == 0) {
      return "";
    }
    int drawn = Math.min(series.length, WIDTH);
    int end = x(series.length, scale);
    StringBuilder path = new StringBuilder();
    int lastX = 0;
    int lastY = scale.y(0);
    path.append('M').append(lastX).append(' ').append(lastY);
    for (int i = 0; i < drawn; i++) {
      int y = scale.y(largest(series, stretch(i, series, drawn), stretch(i + 1, series, drawn)));
      int right = (int) ((long) (i + 1) * end / drawn);
      if (y != lastY) {
        path.append('v').append(y - lastY);
        lastY = y;
      }
      if (right != lastX) {
        path.append('h').append(right - lastX);
        lastX = right;
      }
    }
    return path.append('V').append(scale.y(0)).toString();
  }

  private static int x(int points, Scale scale) {
    return (int) Math.max(1, Math.round((double) WIDTH * points / Math.max(1, scale.points())));
  }

  private static int stretch(int i, float[] series, int drawn) {
    return (int) ((long) i * series.length / drawn);
  }

  private static double largest(float[] series, int from, int to) {
    double found = 0;
    for (int i = from; i < to; i++) {
      if (Float.isFinite(series[i]) && Math.abs(series[i]) > Math.abs(found)) {
        found = series[i];
      }
    }
    return found;
  }
}
