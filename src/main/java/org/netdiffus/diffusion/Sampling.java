package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How tiles are drawn from a denoiser. A tile is a function of the denoiser, these settings, its
 * class and its own seed: not of the batch that it is drawn in, as far as the denoiser's output for
 * one tile does not depend on the others.
 *
 * @param schedule the schedule that the denoiser was trained on
 * @param sampler the way from noise to tile
 * @param evaluations steps of the sampler, each with one evaluation of the network (two under
 *     guidance), 2 to T
 * @param guidance guidance towards the class
 * @param range range of clean values
 * @param noise what tiles begin as, and what is added on the way: of the form that the denoiser was
 *     trained with
 */
public record Sampling(
    NoiseSchedule schedule,
    Sampler sampler,
    int evaluations,
    Guidance guidance,
    ClippingRange range,
    Noise noise)
    implements Serializable {
  /**
   * Draws one tile for each seed.
   *
   * @param denoiser the model
   * @param classNumbers class of each tile
   * @param seeds seed of each tile, as many
   * @return the tiles, one after the other, in the network's normalised units
   * @throws IllegalArgumentException when the numbers of classes and seeds differ
   */
  public float[] draw(Denoiser denoiser, int[] classNumbers, long[] seeds) {
    if (classNumbers.length != seeds.length) {
      throw new IllegalArgumentException(
          classNumbers.length + " classes for " + seeds.length + " seeds");
    }
    int values = denoiser.values();
    float[] start = new float[seeds.length * values];
    for (int sample = 0; sample < seeds.length; sample++) {
      noise.fill(
          CounterRandom.of(seeds[sample], Purpose.SAMPLE_START, 0, 0),
          start,
          sample * values,
          values);
    }
    return draw(denoiser, classNumbers, seeds, start, sampler.plan(schedule, evaluations));
  }

  /** The way over {@code plan} from given starting values, which are overwritten. */
  float[] draw(
      Denoiser denoiser, int[] classNumbers, long[] seeds, float[] noisy, List<SamplingStep> plan) {
    int[] times = new int[seeds.length];
    float[] clean = new float[noisy.length];
    float[] earlier = new float[noisy.length];
    float[] fresh = new float[denoiser.values()];
    for (SamplingStep step : plan) {
      Arrays.fill(times, step.time());
      float[] output = guidance.predict(denoiser, noisy, times, classNumbers);
      schedule.clean(denoiser.target(), noisy, output, step.time(), clean, 0, noisy.length);
      range.clip(clean);
      for (int i = 0; i < noisy.length; i++) {
        noisy[i] =
            (float)
                (step.noisy() * noisy[i]
                    + step.clean() * clean[i]
                    + step.earlierClean() * earlier[i]);
      }
      if (step.noise() > 0) {
        addNoise(step, seeds, fresh, noisy, denoiser.learnsVariance() ? output : new float[0]);
      }
      float[] swap = earlier;
      earlier = clean;
      clean = swap;
    }
    return noisy;
  }

  /** The output of a model that learns the variance holds it behind the targets. */
  private void addNoise(
      SamplingStep step, long[] seeds, float[] fresh, float[] noisy, float[] output) {
    for (int sample = 0; sample < seeds.length; sample++) {
      noise.fill(
          CounterRandom.of(seeds[sample], Purpose.SAMPLE_NOISE, 0, step.time()),
          fresh,
          0,
          fresh.length);
      int from = sample * fresh.length;
      for (int i = 0; i < fresh.length; i++) {
        double factor =
            output.length == 0 ? step.noise() : step.noise(output[noisy.length + from + i]);
        noisy[from + i] = (float) (noisy[from + i] + factor * fresh[i]);
      }
    }
  }
}
