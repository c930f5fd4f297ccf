package org.netdiffus.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Squared maximum mean discrepancy of two sets of features (Gretton et al. 2012, Journal of Machine
 * Learning Research 13, lemma 6), unbiased for sets whose number of rows of each class is given:
 * for two sets of one distribution it is 0 on average, and so a little below 0 half of the time.
 *
 * <p>With {@code w(c)} the share of class c in both sets together it is the sum over all pairs of
 * classes of {@code w(c) w(d)} times the mean kernel of their pairs within the first set, plus that
 * within the second, less twice that across. A row and itself are no pair. The formula without
 * classes would be below 0 on average, since within a set that has as many rows of every class two
 * rows are of one class less often than across two such sets.
 *
 * <p>Every pair of rows is looked at: give it a bounded sample.
 */
public final class KernelDistance {
  private static final double COEFFICIENT = 1;

  private final ToDoubleBiFunction<double[], double[]> kernel;

  /** By class, those of the first set before those of the second. */
  private final Member[] members;

  /** The rows of a class: its members from a place on, so many of the first set and then others. */
  private final List<Stratum> strata;

  /**
   * Rows with the class of each. Rows of a class that either set has only one of are left out.
   *
   * @param features of each row, all of one length; owned by the record
   * @param classes number of the class of each; owned by the record
   */
  public record Rows(double[][] features, int[] classes) {
    /** Of one class. */
    public static Rows ofOneClass(double[][] features) {
      return new Rows(features, new int[features.length]);
    }
  }

  private record Member(double[] features, int label, int set) {}

  private record Stratum(int from, int first, int second, double share) {
    int count(int set) {
      return set == 0 ? first : second;
    }

    int end() {
      return from + first + second;
    }
  }

  private KernelDistance(Rows first, Rows second, ToDoubleBiFunction<double[], double[]> kernel) {
    FeatureSet.dimension(first.features(), second.features(), 2);
    this.kernel = kernel;
    int classes = 1 + IntStream.concat(classes(first), classes(second)).max().orElse(0);
    int[][] counts = new int[2][classes];
    classes(first).forEach(label -> counts[0][label]++);
    classes(second).forEach(label -> counts[1][label]++);
    this.members =
        IntStream.of(0, 1)
            .mapToObj(set -> members(set == 0 ? first : second, set))
            .flatMap(List::stream)
            .filter(member -> Math.min(counts[0][member.label], counts[1][member.label]) > 1)
            .sorted(Comparator.comparingInt(Member::label))
            .toArray(Member[]::new);
    if (members.length == 0) {
      throw new IllegalArgumentException("no class has two rows in both sets");
    }
    this.strata =
        IntStream.range(0, members.length)
            .filter(i -> i == 0 || members[i].label != members[i - 1].label)
            .mapToObj(i -> stratum(i, counts[0][members[i].label], counts[1][members[i].label]))
            .toList();
  }

  private static IntStream classes(Rows rows) {
    return IntStream.of(rows.classes);
  }

  private static List<Member> members(Rows rows, int set) {
    return IntStream.range(0, rows.classes.length)
        .mapToObj(i -> new Member(rows.features[i], rows.classes[i], set))
        .toList();
  }

  private Stratum stratum(int from, int first, int second) {
    return new Stratum(from, first, second, (first + second) / (double) members.length);
  }

  /**
   * With the kernel of the Kernel Inception distance (Bińkowski et al. 2018, arXiv:1801.01401):
   * {@code (x'y / d + 1)^3}, whatever the features are.
   *
   * @throws IllegalArgumentException when no class has two rows in both sets, or rows do not fit
   */
  public static KernelDistance cubic(Rows first, Rows second) {
    int dimension = FeatureSet.dimension(first.features(), second.features(), 2);
    return new KernelDistance(
        first,
        second,
        (x, y) -> {
          double base = FeatureSet.product(x, y) / dimension + COEFFICIENT;
          return base * base * base;
        });
  }

  /**
   * With a Gaussian kernel {@code exp(-|x - y|^2 / (2 s^2))}.
   *
   * @param width s, above 0
   * @throws IllegalArgumentException when no class has two rows in both sets, or rows do not fit
   */
  public static KernelDistance gaussian(Rows first, Rows second, double width) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("width = " + width + " is not above 0");
    }
    return new KernelDistance(
        first, second, (x, y) -> Math.exp(-FeatureSet.squaredDistance(x, y) / (2 * width * width)));
  }

  /** Whether there is a distance: some class has two rows in both sets. */
  public static boolean exists(int[] first, int[] second) {
    return IntStream.of(first)
        .anyMatch(
            label ->
                IntStream.of(first).filter(c -> c == label).limit(2).count() > 1
                    && IntStream.of(second).filter(c -> c == label).limit(2).count() > 1);
  }

  /**
   * Median distance of two different rows of both sets together, the usual width of the Gaussian
   * kernel; 1 where most rows are the same.
   */
  public static double medianDistance(double[][] first, double[][] second) {
    FeatureSet.dimension(first, second, 1);
    double[][] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    double[] distances = new double[all.length * (all.length - 1) / 2];
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[at] = Math.sqrt(FeatureSet.squaredDistance(all[i], all[j]));
        at++;
      }
    }
    double median = NearestDistance.median(distances);
    return median > 0 ? median : 1;
  }

  /**
   * The distance and its standard error, from how much a row of each class adds to it (the first
   * term of Hoeffding's decomposition of a U-statistic). Where both sets are of one distribution
   * the true error is smaller than that, by a factor of up to the root of 2.
   */
  public Measured measured() {
    double[] added = added();
    double value = 0;
    double variance = 0;
    for (Stratum stratum : strata) {
      for (int set = 0; set < 2; set++) {
        int from = stratum.from + (set == 0 ? 0 : stratum.first);
        double[] rows = Arrays.copyOfRange(added, from, from + stratum.count(set));
        Measured mean = Resampling.mean(rows);
        value += stratum.share * mean.value();
        variance += Math.pow(2 * stratum.share * mean.error(), 2);
      }
    }
    return new Measured(value, Math.sqrt(variance));
  }

  /** How much nearer each member lies to its own set than to the other, classes by their shares. */
  private double[] added() {
    double[] added = new double[members.length];
    for (Stratum one : strata) {
      for (Stratum other : strata) {
        for (int i = one.from; i < one.end(); i++) {
          for (int j = other.from; j < Math.min(i, other.end()); j++) {
            double value = kernel.applyAsDouble(members[i].features, members[j].features);
            boolean within = members[i].set == members[j].set;
            int self = within && members[i].label == members[j].label ? 1 : 0;
            double sign = within ? 1 : -1;
            added[i] += sign * value * other.share / (other.count(members[j].set) - self);
            added[j] += sign * value * one.share / (one.count(members[i].set) - self);
          }
        }
      }
    }
    return added;
  }

  /**
   * How likely two sets of one distribution would be at least so far apart: the share of random
   * divisions of the rows of each class into two sets as large as they are, the true one among
   * them. Rows stay with their class, which both sets have their numbers of.
   *
   * @param divisions random divisions, at least 1
   * @param seed of the divisions
   * @return from 1 / (divisions + 1) to 1
   */
  public double permutationChance(int divisions, long seed) {
    float[][] kernels = kernels();
    double[] weights = weights();
    double truth = half(kernels, weights);
    int atLeast = 1;
    for (int division = 0; division < divisions; division++) {
      for (Stratum stratum : strata) {
        int[] order =
            CounterRandom.of(seed, Purpose.SELECTION, division, stratum.from)
                .permutation(stratum.first + stratum.second);
        for (int i = 0; i < order.length; i++) {
          weights[stratum.from + i] = weight(stratum, order[i]);
        }
      }
      if (half(kernels, weights) >= truth) {
        atLeast++;
      }
    }
    return atLeast / (divisions + 1.0);
  }

  /** Twice what divisions are compared by: {@link #measured}, in the precision of the kernels. */
  double ofTheTrueDivision() {
    return 2 * half(kernels(), weights());
  }

  /** Of each member with those before it. */
  private float[][] kernels() {
    float[][] kernels = new float[members.length][];
    for (int i = 0; i < members.length; i++) {
      kernels[i] = new float[i];
      for (int j = 0; j < i; j++) {
        kernels[i][j] = (float) kernel.applyAsDouble(members[i].features, members[j].features);
      }
    }
    return kernels;
  }

  private double[] weights() {
    double[] weights = new double[members.length];
    for (Stratum stratum : strata) {
      for (int place = 0; place < stratum.first + stratum.second; place++) {
        weights[stratum.from + place] = weight(stratum, place);
      }
    }
    return weights;
  }

  /** Of a member by its place in the class: above 0 in the first set, below it in the second. */
  private static double weight(Stratum stratum, int place) {
    return place < stratum.first ? stratum.share / stratum.first : -stratum.share / stratum.second;
  }

  /** Half of the distance, for members that are of the set that the sign of their weight names. */
  private double half(float[][] kernels, double[] weights) {
    double sum = 0;
    for (int i = 0; i < kernels.length; i++) {
      double row = 0;
      for (int j = 0; j < i; j++) {
        row += weights[j] * kernels[i][j];
      }
      sum += weights[i] * row;
    }
    // A row has one fewer to be paired with in its own class and set.
    for (Stratum stratum : strata) {
      for (int i = stratum.from; i < stratum.end(); i++) {
        int mates = (weights[i] > 0 ? stratum.first : stratum.second) - 1;
        for (int j = stratum.from; j < i; j++) {
          if (weights[i] == weights[j]) {
            sum += weights[i] * weights[j] * kernels[i][j] / mates;
          }
        }
      }
    }
    return sum;
  }
}
