package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Standard errors by the bootstrap (Efron 1979): of each class as many tiles as there are, drawn
 * with replacement. Only the spread of the draws is used, not their mean, which repeated tiles
 * shift.
 *
 * @param draws number of draws; fewer than 2 give an error of 0
 * @param seed of the draws
 */
public record Resampling(int draws, long seed) {
  /** Step of the streams that halves are drawn from, apart from those of draws. */
  private static final long HALVES = 2;

  /** A figure of two sets with its error. */
  public Measured measured(
      ComparedSet set, ComparedSet training, ToDoubleBiFunction<ComparedSet, ComparedSet> figure) {
    double[] drawn =
        IntStream.range(0, draws)
            .mapToDouble(
                draw ->
                    figure.applyAsDouble(
                        set.at(places(set.classes(), 2L * draw)),
                        training.at(places(training.classes(), 2L * draw + 1))))
            .toArray();
    return new Measured(figure.applyAsDouble(set, training), deviation(drawn));
  }

  /** The median of some numbers with its error. */
  public Measured median(double[] values) {
    double[] drawn =
        IntStream.range(0, draws)
            .mapToDouble(draw -> NearestDistance.median(drawn(values, draw)))
            .toArray();
    return new Measured(NearestDistance.median(values), deviation(drawn));
  }

  /** A figure of two groups of numbers with its error: each group is drawn by itself. */
  public Measured ofGroups(
      double[] one, double[] other, ToDoubleBiFunction<double[], double[]> figure) {
    double[] drawn =
        IntStream.range(0, draws)
            .mapToDouble(
                draw -> figure.applyAsDouble(drawn(one, 2L * draw), drawn(other, 2L * draw + 1)))
            .toArray();
    return new Measured(figure.applyAsDouble(one, other), deviation(drawn));
  }

  /** The mean of contributions with the error that the bootstrap of a mean tends to. */
  public static Measured mean(double[] values) {
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    return new Measured(mean, deviation(values) / Math.sqrt(Math.max(1, values.length)));
  }

  /**
   * The mean of contributions of 0 to 1 with the error of a share by Agresti and Coull (1998),
   * which is not 0 where all contributions are alike; of others, such as densities, that of a mean.
   */
  public static Measured share(double[] values) {
    boolean shares = DoubleStream.of(values).allMatch(value -> value >= 0 && value <= 1);
    if (!shares) {
      return mean(values);
    }
    double count = values.length + 4.0;
    double share = (DoubleStream.of(values).sum() + 2) / count;
    return new Measured(mean(values).value(), Math.sqrt(share * (1 - share) / count));
  }

  /**
   * The difference of two shares of the same examples, with its error by Agresti and Min (2005),
   * half an example more of each kind, which is not 0 where both are right and wrong alike.
   *
   * @param one 1 for each example that counts, else 0
   * @param other the same for the same examples
   */
  public static Measured paired(double[] one, double[] other) {
    double difference = 0;
    double squares = 1;
    for (int i = 0; i < one.length; i++) {
      difference += one[i] - other[i];
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    double count = one.length + 2.0;
    return new Measured(
        difference / one.length, Math.sqrt(squares - difference * difference / count) / count);
  }

  /** The mean of figures of several networks: their own errors, and their spread over seeds. */
  public static Measured overSeeds(List<Measured> figures) {
    double[] values = figures.stream().mapToDouble(Measured::value).toArray();
    double within = figures.stream().mapToDouble(m -> m.error() * m.error()).average().orElse(0);
    double between = deviation(values) / Math.sqrt(values.length);
    return new Measured(mean(values).value(), Math.sqrt(within + between * between));
  }

  /** Sample standard deviation; 0 of fewer than two. */
  static double deviation(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * Half of the places of each class without repeats; of an odd number one less or one more, as
   * often.
   *
   * @return places in order
   */
  int[] half(int[] classes, long draw) {
    CounterRandom random = CounterRandom.of(seed, Purpose.BOOTSTRAP, draw, HALVES);
    List<Integer> chosen = new ArrayList<>();
    for (List<Integer> places : ofClass(classes)) {
      int[] order = random.permutation(places.size());
      int half = (places.size() + random.nextInt(2)) / 2;
      IntStream.range(0, half).forEach(i -> chosen.add(places.get(order[i])));
    }
    return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private double[] drawn(double[] values, long draw) {
    return IntStream.of(places(new int[values.length], draw)).mapToDouble(i -> values[i]).toArray();
  }

  private int[] places(int[] classes, long draw) {
    CounterRandom random = CounterRandom.of(seed, Purpose.BOOTSTRAP, draw, 0);
    List<List<Integer>> ofClass = ofClass(classes);
    return IntStream.of(classes)
        .map(c -> ofClass.get(c).get(random.nextInt(ofClass.get(c).size())))
        .toArray();
  }

  /** The places of each class by its number. */
  private static List<List<Integer>> ofClass(int[] classes) {
    List<List<Integer>> ofClass = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      while (ofClass.size() <= classes[i]) {
        ofClass.add(new ArrayList<>());
      }
      ofClass.get(classes[i]).add(i);
    }
    return ofClass;
  }
}
