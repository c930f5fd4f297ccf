package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class SampledManifoldsTest {
  private static final int DIMENSION = 8;
  private static final Map<String, Function<Manifolds, double[]>> FIGURES = figures();

  /**
   * 200 pairs of sets of one distribution: the interval of each has to hold what such pairs have on
   * average. Of 200 intervals that hold it 95 times in a hundred, fewer than 181 do so in one of a
   * hundred runs. Draws are seeded.
   */
  @Test
  void intervalsHoldTheMeanOfTwoSetsOfOneDistribution() {
    int pairs = 200;
    List<SampledManifolds> found =
        IntStream.range(0, pairs)
            .mapToObj(
                pair -> sampled(gaussian(2L * pair, 60, 0.4), gaussian(2L * pair + 1, 60, 0.4), 20))
            .toList();
    FIGURES.forEach(
        (name, part) -> {
          Measured[] measured =
              found.stream().map(one -> one.measured(part)).toArray(Measured[]::new);
          double mean = Arrays.stream(measured).mapToDouble(Measured::value).average().orElse(0);
          long within =
              Arrays.stream(measured)
                  .filter(one -> one.lower() <= mean && mean <= one.upper())
                  .count();
          assertThat(within).as(name).isGreaterThanOrEqualTo(181);
        });
  }

  @Test
  void errorsHoldTheDrawOfTheJudgedSetWhicheverSideIsScored() {
    double[][] real = gaussian(1, 400, 0.4);
    for (Function<Manifolds, double[]> part :
        List.<Function<Manifolds, double[]>>of(Manifolds::recall, Manifolds::coverage)) {
      double few = sampled(real, gaussian(2, 24, 0.4), 40).measured(part).error();
      double many = sampled(real, gaussian(3, 400, 0.4), 40).measured(part).error();
      assertThat(few).isGreaterThan(1.5 * many);
    }
  }

  @Test
  void largerSetsAreLookedAtWholeAndTheirErrorsAreThoseOfSomeScaled() {
    double[][] real = gaussian(1, 2300, 0.4);
    double[][] made = gaussian(2, 2300, 0.4);
    SampledManifolds all = sampled(real, made, 8);
    SampledManifolds some = sampled(first(real, 1150), first(made, 1150), 8);

    Manifolds whole = Manifolds.of(real, made, Manifolds.NEIGHBOURS);
    FIGURES.forEach(
        (name, part) ->
            assertThat(all.measured(part).value())
                .as(name)
                .isCloseTo(Resampling.mean(part.apply(whole)).value(), within(1e-6)));
    // Errors fall with the root of the number; eight draws know them to a quarter.
    Function<Manifolds, double[]> part = Manifolds::clippedCoverage;
    assertThat(some.measured(part).error() / all.measured(part).error())
        .isCloseTo(Math.sqrt(2), within(0.7));
  }

  @Test
  void whereAllAreAlikeTheErrorIsThatOfAShare() {
    SampledManifolds strangers = sampled(gaussian(1, 60, 0.4), gaussian(2, 60, 50), 20);
    assertThat(strangers.measured(Manifolds::precision))
        .isEqualTo(Resampling.share(new double[60]));
  }

  @Test
  void halvesAreOfEachClassWithoutRepeats() {
    int[] classes = {0, 0, 0, 0, 1, 1, 2, 2, 2};
    Resampling resampling = new Resampling(3, 5);
    int ofThree = 0;
    for (int draw = 0; draw < 200; draw++) {
      int[] half = resampling.half(classes, draw);
      assertThat(half).doesNotHaveDuplicates().isSorted();
      assertThat(IntStream.of(half).filter(i -> classes[i] == 0).count()).isEqualTo(2);
      assertThat(IntStream.of(half).filter(i -> classes[i] == 1).count()).isEqualTo(1);
      ofThree += (int) IntStream.of(half).filter(i -> classes[i] == 2).count();
    }
    assertThat(ofThree).isBetween(260, 340);
    assertThat(resampling.half(classes, 7)).isEqualTo(resampling.half(classes, 7));
  }

  @Test
  void distancesThatAreKeptGiveTheSameFigures() {
    double[][] real = gaussian(1, 50, 0.4);
    double[][] made = gaussian(2, 40, 1);
    PairDistances pairs = PairDistances.of(real, made);
    assertThat(Manifolds.of(pairs.kept(), 5))
        .usingRecursiveComparison()
        .isEqualTo(Manifolds.of(pairs, 5));
  }

  private static Map<String, Function<Manifolds, double[]>> figures() {
    Map<String, Function<Manifolds, double[]>> figures = new LinkedHashMap<>();
    figures.put("precision", Manifolds::precision);
    figures.put("recall", Manifolds::recall);
    figures.put("coverage", Manifolds::coverage);
    figures.put("clippedDensity", Manifolds::clippedDensity);
    figures.put("clippedCoverage", Manifolds::clippedCoverage);
    return figures;
  }

  private static SampledManifolds sampled(double[][] real, double[][] made, int draws) {
    return SampledManifolds.of(
        real, classes(real.length), made, classes(made.length), new Resampling(draws, 1));
  }

  private static int[] classes(int count) {
    return IntStream.range(0, count).map(i -> i % 2).toArray();
  }

  private static double[][] first(double[][] rows, int count) {
    return Arrays.copyOf(rows, count);
  }

  /** Two classes around places of their own. */
  private static double[][] gaussian(long set, int count, double apart) {
    double[][] rows = new double[count][DIMENSION];
    for (int i = 0; i < count; i++) {
      CounterRandom random = CounterRandom.of(set, Purpose.NOISE, i, 0);
      for (int j = 0; j < DIMENSION; j++) {
        rows[i][j] = (i % 2 == 0 ? apart : -apart) + random.nextGaussian();
      }
    }
    return rows;
  }
}
