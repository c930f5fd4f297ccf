package org.netdiffus.measure;

import java.util.Arrays;
import java.util.List;

/**
 * How uncertain an ensemble of classifiers is of examples of the classes that it was trained on,
 * and of others (Lakshminarayanan, Pritzel, Blundell 2017, arXiv:1612.01474). Its uncertainty of an
 * example is the entropy of the mean of its members' predictions, in nats: 0 where all are certain
 * of the same class, at most the logarithm of the number of classes.
 *
 * @param known entropy of each example of the classes it was trained on; owned by the record
 * @param unknown entropy of each other example; owned by the record
 */
public record EnsembleUncertainty(double[] known, double[] unknown) {
  /** Checks that there are examples of both kinds. */
  public EnsembleUncertainty {
    if (known.length == 0 || unknown.length == 0) {
      throw new IllegalArgumentException(
          known.length + " known and " + unknown.length + " unknown examples");
    }
  }

  /**
   * The entropy of the mean prediction for each example, in nats.
   *
   * @param members of each member its predictions {@code [example][class]}: not negative, those of
   *     an example adding up to 1 but for rounding
   * @throws IllegalArgumentException when there is no member, or they differ in what they predict
   */
  public static double[] entropies(List<float[][]> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one member");
    }
    double[] entropies = new double[members.get(0).length];
    for (int example = 0; example < entropies.length; example++) {
      double[] mean = new double[members.get(0)[example].length];
      for (float[][] member : members) {
        if (member.length != entropies.length || member[example].length != mean.length) {
          throw new IllegalArgumentException("members predict other examples or other classes");
        }
        for (int c = 0; c < mean.length; c++) {
          mean[c] += (double) member[example][c] / members.size();
        }
      }
      entropies[example] = Entropy.nats(mean);
    }
    return entropies;
  }

  /** Mean entropy of the known examples, with its standard error. */
  public Measured ofKnown() {
    return Resampling.mean(known);
  }

  /** Mean entropy of the others, with its standard error. */
  public Measured ofUnknown() {
    return Resampling.mean(unknown);
  }

  /** How much the mean entropy of unknown examples is above that of known ones, in nats. */
  public Measured difference(Resampling resampling) {
    return resampling.ofGroups(known, unknown, (one, other) -> mean(other) - mean(one));
  }

  /**
   * How well the entropy tells unknown examples from known ones: the chance that it is larger for
   * an unknown one, ties half. 0.5 for an entropy that tells nothing. Of 0 and 1, which every draw
   * repeats, the error is that of Hanley and McNeil half an example away.
   */
  public Measured area(Resampling resampling) {
    Measured drawn =
        resampling.ofGroups(known, unknown, (one, other) -> RocCurve.of(other, one).area());
    return drawn.value() > 0 && drawn.value() < 1
        ? drawn
        : new Measured(
            drawn.value(), TwoSampleTest.error(drawn.value(), known.length, unknown.length));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
