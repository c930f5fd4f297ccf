package org.netdiffus.dl4j;

import java.util.Locale;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;

/** How much an example counts in the loss, by its noise level. */
public enum LossWeight {
  /** All alike. */
  UNIFORM,
  /** Min-SNR with a bound of 5 (Hang et al. 2023, arXiv:2303.09556). */
  MIN_SNR;

  private static final double BOUND = 5;

  /** Name in settings and files: {@code uniform} or {@code min-snr}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  double at(NoiseSchedule schedule, PredictionTarget target, int step) {
    return switch (this) {
      case UNIFORM -> 1;
      case MIN_SNR -> schedule.minimumSignalToNoiseWeight(target, step, BOUND);
    };
  }
}
