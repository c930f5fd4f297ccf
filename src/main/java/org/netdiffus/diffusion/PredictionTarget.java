package org.netdiffus.diffusion;

/** What a denoiser's output stands for. */
public enum PredictionTarget {
  /** The noise (Ho, Jain, Abbeel 2020). */
  EPSILON,
  /** {@code v = sqrt(ab) eps - sqrt(1 - ab) x0} (Salimans, Ho 2022). */
  V;

  /** Name in settings and files: {@code epsilon} or {@code v}. */
  public String settingName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
