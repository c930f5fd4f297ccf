package org.netdiffus.measure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Figures and inputs of {@code golden/measure-golden.py}, which stands beside its result. */
final class MeasureGolden {
  private MeasureGolden() {}

  static Config root() {
    return ConfigFactory.parseResources("golden/measure-golden.json");
  }

  static double[][] rows(int n, int d, double a) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = Math.sin(a + 7.1 * i + 3.3 * j) + 0.2 * Math.cos(a * i * (j + 1.0));
      }
    }
    return rows;
  }

  static float[][] floatRows(int n, int d, double a) {
    double[][] rows = rows(n, d, a);
    float[][] out = new float[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        out[i][j] = (float) rows[i][j];
      }
    }
    return out;
  }

  static float[] series(int n) {
    float[] series = new float[n];
    for (int k = 0; k < n; k++) {
      series[k] = (float) Math.max(0, Math.sin(0.37 * k) + Math.sin(0.11 * k + 1) - 0.4);
    }
    return series;
  }
}
