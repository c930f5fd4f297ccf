package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Classifier-free guidance (Ho, Salimans 2022, arXiv:2207.12598): {@code out_none + scale
 * (out_class - out_none)}. The paper's w is {@code scale - 1}.
 *
 * <p>Only targets are guided: a learned variance is that of the conditional model.
 *
 * @param scale 1 is the plain conditional model, 0 the unconditional one, more than 1 pushes
 *     samples towards what tells their class from the others
 */
public record Guidance(double scale) implements Serializable {
  /** The conditional model as it is. */
  public static final Guidance NONE = new Guidance(1);

  /** Checks that the scale is a finite number not below 0. */
  public Guidance {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale = " + scale + " is not a finite number from 0 on");
    }
  }

  /** How often the network runs for one step of a sampler: 1, or 2 where both outputs count. */
  public int evaluationsPerStep() {
    return scale == 1 || scale == 0 ? 1 : 2;
  }

  /**
   * The guided output; parameters and result as of {@link Denoiser#predict}. Both evaluations have
   * the batch's own size.
   */
  public float[] predict(Denoiser denoiser, float[] noisy, int[] steps, int[] classNumbers) {
    if (scale == 1) {
      return denoiser.predict(noisy, steps, classNumbers);
    }
    int[] noClass = new int[classNumbers.length];
    Arrays.fill(noClass, denoiser.noClass());
    float[] free = denoiser.predict(noisy, steps, noClass);
    if (scale == 0) {
      return free;
    }
    float[] conditional = denoiser.predict(noisy, steps, classNumbers);
    float[] out = conditional.clone();
    for (int i = 0; i < noisy.length; i++) {
      out[i] = (float) (free[i] + scale * ((double) conditional[i] - free[i]));
    }
    return out;
  }
}
