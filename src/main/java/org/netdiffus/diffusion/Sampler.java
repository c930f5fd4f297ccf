package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A way from noise to a tile. Every sampler is a list of {@link SamplingStep}s, one for each
 * evaluation of the network, the last of which returns the clean tile.
 */
public sealed interface Sampler extends Serializable {
  /** Name in settings and files: {@code ddpm}, {@code ddim} or {@code dpm-solver-2m}. */
  String settingName();

  /**
   * The time steps that suit this sampler, ascending.
   *
   * @throws IllegalArgumentException when {@code evaluations} is outside 2 to T
   */
  int[] spacing(NoiseSchedule schedule, int evaluations);

  /**
   * The step from time {@code t} to time {@code next}.
   *
   * @param before time of the evaluation before {@code t}; {@code t} itself on the first step
   */
  SamplingStep step(NoiseSchedule schedule, int before, int t, int next);

  /**
   * The whole way, in the order of sampling: from T - 1 down.
   *
   * @param evaluations number of network evaluations, 2 to T
   * @throws IllegalArgumentException when {@code evaluations} is outside 2 to T
   */
  default List<SamplingStep> plan(NoiseSchedule schedule, int evaluations) {
    return plan(schedule, spacing(schedule, evaluations));
  }

  /** The whole way over the given times, which ascend. */
  default List<SamplingStep> plan(NoiseSchedule schedule, int[] times) {
    List<SamplingStep> plan = new ArrayList<>();
    int last = times.length - 1;
    for (int i = last; i > 0; i--) {
      plan.add(step(schedule, times[Math.min(i + 1, last)], times[i], times[i - 1]));
    }
    plan.add(SamplingStep.last(times[0]));
    return List.copyOf(plan);
  }

  /**
   * Ancestral sampling with the small variance, or with the learned one where the model has it (Ho,
   * Jain, Abbeel 2020, arXiv:2006.11239; Nichol, Dhariwal 2021, arXiv:2102.09672), on steps spread
   * evenly over t. Few steps narrow the spread of the samples.
   */
  record Ddpm() implements Sampler {
    @Override
    public String settingName() {
      return "ddpm";
    }

    @Override
    public int[] spacing(NoiseSchedule schedule, int evaluations) {
      return StepSpacing.evenTime(schedule, evaluations);
    }

    @Override
    public SamplingStep step(NoiseSchedule schedule, int before, int t, int next) {
      Posterior posterior = Posterior.between(schedule.alphaBar(next), schedule.alphaBar(t));
      return new SamplingStep(
          t,
          posterior.noisyWeight(),
          posterior.cleanWeight(),
          0,
          Math.sqrt(posterior.variance()),
          Math.sqrt(1 - schedule.alphaBar(t) / schedule.alphaBar(next)));
    }
  }

  /**
   * Song, Meng, Ermon 2021 (arXiv:2010.02502, equation 12), on steps spread evenly over t. The
   * noise is computed anew from the clipped clean tile.
   *
   * @param eta share of ancestral noise, 0 (none) to 1
   */
  record Ddim(double eta) implements Sampler {
    /** Checks the range of {@code eta}. */
    public Ddim {
      if (!(eta >= 0 && eta <= 1)) {
        throw new IllegalArgumentException("eta = " + eta + " is outside 0 to 1");
      }
    }

    @Override
    public String settingName() {
      return "ddim";
    }

    @Override
    public int[] spacing(NoiseSchedule schedule, int evaluations) {
      return StepSpacing.evenTime(schedule, evaluations);
    }

    @Override
    public SamplingStep step(NoiseSchedule schedule, int before, int t, int next) {
      double from = schedule.alphaBar(t);
      double to = schedule.alphaBar(next);
      double noise = eta * Math.sqrt((1 - to) / (1 - from)) * Math.sqrt(1 - from / to);
      // Rounding may push the rest just below 0 when eta is 1.
      double direction = Math.sqrt(Math.max(0, 1 - to - noise * noise)) / Math.sqrt(1 - from);
      return SamplingStep.fixed(
          t, direction, Math.sqrt(to) - direction * Math.sqrt(from), 0, noise);
    }
  }

  /**
   * DPM-Solver++(2M) (Lu et al. 2022, arXiv:2211.01095, algorithm 2), on steps spread evenly over
   * the logarithm of the signal-to-noise ratio; first order on the first step and into t = 0.
   */
  record DpmSolver2m() implements Sampler {
    @Override
    public String settingName() {
      return "dpm-solver-2m";
    }

    @Override
    public int[] spacing(NoiseSchedule schedule, int evaluations) {
      return StepSpacing.evenLogSignalToNoise(schedule, evaluations);
    }

    @Override
    public SamplingStep step(NoiseSchedule schedule, int before, int t, int next) {
      double from = schedule.alphaBar(t);
      double to = schedule.alphaBar(next);
      double lambda = schedule.halfLogSignalToNoise(t);
      double width = schedule.halfLogSignalToNoise(next) - lambda;
      double noisy = Math.sqrt((1 - to) / (1 - from));
      double clean = -Math.sqrt(to) * StrictMath.expm1(-width);
      if (before == t || next == 0) {
        return SamplingStep.fixed(t, noisy, clean, 0, 0);
      }
      double ratio = (lambda - schedule.halfLogSignalToNoise(before)) / width;
      double extrapolation = 1 / (2 * ratio);
      return SamplingStep.fixed(t, noisy, clean * (1 + extrapolation), -clean * extrapolation, 0);
    }
  }
}
