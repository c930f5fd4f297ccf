package org.netdiffus.diffusion;

/**
 * The exact denoiser of tiles whose values are independent draws from N(mean, deviation^2): {@code
 * x_0(x) = m + sqrt(ab) s^2 (x - sqrt(ab) m)/(ab s^2 + 1 - ab)}. Each class has its own mean; "no
 * class" has the first one's.
 */
record GaussianDenoiser(
    NoiseSchedule schedule, PredictionTarget target, int values, double[] means, double deviation)
    implements Denoiser {
  static GaussianDenoiser of(NoiseSchedule schedule, PredictionTarget target, int values) {
    return new GaussianDenoiser(schedule, target, values, new double[] {0.3}, 0.25);
  }

  /** Factor of x in x_0(x). */
  double slope(int t) {
    double alphaBar = schedule.alphaBar(t);
    return Math.sqrt(alphaBar)
        * deviation
        * deviation
        / (alphaBar * deviation * deviation + 1 - alphaBar);
  }

  double clean(double noisy, int t, double mean) {
    return mean + slope(t) * (noisy - Math.sqrt(schedule.alphaBar(t)) * mean);
  }

  @Override
  public int classes() {
    return means.length;
  }

  @Override
  public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
    float[] out = new float[noisy.length];
    for (int i = 0; i < noisy.length; i++) {
      int sample = i / values;
      int t = steps[sample];
      double mean = means[classNumbers[sample] % means.length];
      double clean = clean(noisy[i], t, mean);
      double signal = Math.sqrt(schedule.alphaBar(t));
      double spread = Math.sqrt(1 - schedule.alphaBar(t));
      double noise = (noisy[i] - signal * clean) / spread;
      out[i] =
          (float)
              switch (target) {
                case EPSILON -> noise;
                case V -> signal * noise - spread * clean;
              };
    }
    return out;
  }
}
