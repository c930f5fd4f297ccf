package org.netdiffus.measure;

/**
 * Training loss over the steps.
 *
 * @param steps step numbers, ascending
 * @param loss mean loss since the step before, as many
 */
public record LossCurve(int[] steps, double[] loss) {
  public LossCurve {
    if (steps.length != loss.length) {
      throw new IllegalArgumentException(steps.length + " steps for " + loss.length + " losses");
    }
  }
}
