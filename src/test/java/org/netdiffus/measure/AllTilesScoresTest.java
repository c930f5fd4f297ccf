package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/** Sums of any number of tiles give what the figures of all tiles at once give. */
class AllTilesScoresTest {
  private static final int SEEN = 6;
  private static final int DOMAIN = DomainFeatures.NAMES.size();
  private static final TrafficProfile RULE = new TrafficProfile(0.1, 1, true);
  private static final List<CountedTile> TRAINING = tiles(1, 400, 0);
  private static final List<CountedTile> TEST = tiles(2, 300, 0);
  private static final List<CountedTile> MADE = tiles(3, 500, 0.6);

  @Test
  void eachFigureIsThatOfAllTilesAtOnce() {
    List<Score> sampled = sampled();
    List<Score> whole = scores(blocks(MADE, 1));
    for (Score score : sampled) {
      double near =
          score.name().startsWith("emd")
              ? 0.02 * score.value() + 0.01
              : 2e-3 + 1e-3 * score.value();
      assertThat(value(whole, score.name() + "-all"))
          .as(score.name())
          .isCloseTo(score.value(), within(near));
      assertThat(score(whole, score.name() + "-all").floor())
          .as(score.name())
          .isCloseTo(score.floor(), within(near));
    }
    assertThat(whole).hasSameSizeAs(sampled).hasSizeGreaterThan(20);
    assertThat(whole).noneMatch(Score::betterThanHoldout);
    assertThat(whole.get(0).meaning())
        .endsWith("over all 500 synthetic, 400 training and 300 test tiles.");
    assertThat(whole.get(0).n()).isEqualTo(300);
  }

  @Test
  void orderAndPartsDoNotMatterToTheLastBit() {
    List<CountedTile> backwards = new ArrayList<>(MADE);
    Collections.reverse(backwards);
    assertThat(scores(blocks(backwards, 7))).isEqualTo(scores(blocks(MADE, 1)));
  }

  /** What a mean of independent numbers has: deviation over the root of their number. */
  @Test
  void theErrorOfAMeanIsThatOfTheTextbookAndThatOfADistanceAsTheBootstrapHasIt() {
    List<Score> whole = scores(blocks(MADE, 1));
    double expected =
        Resampling.deviation(MADE.stream().mapToDouble(CountedTile::residual).toArray())
            / Math.sqrt(MADE.size());
    // Ten blocks know an error to about a quarter.
    assertThat(score(whole, "gramian-residual-all").synthetic().error())
        .isBetween(0.5 * expected, 1.7 * expected);
    double bootstrap = score(sampled(), "frechet-classifier").synthetic().error();
    assertThat(score(whole, "frechet-classifier-all").synthetic().error())
        .isBetween(0.4 * bootstrap, 2.2 * bootstrap);
  }

  @Test
  void aFigureThatBlocksHaveNothingInCommonForIsNoNumberAndEndsNothing() {
    BlockTotals one = new BlockTotals(axes());
    BlockTotals other = new BlockTotals(axes());
    for (int block = 0; block < 3; block++) {
      one.add(block, TRAINING.get(0), 1);
      other.add(block, TRAINING.get(1), 1);
    }
    Score divergence =
        score(new AllTilesScores(one, other, other).beside(sampled()), "pixel-jsd-all");
    assertThat(divergence.value()).isNaN();
    assertThat(divergence.floor()).isZero();
  }

  @Test
  void classesWeighAsTheyAreTold() {
    BlockTotals even = new BlockTotals(axes());
    BlockTotals uneven = new BlockTotals(axes());
    for (int i = 0; i < MADE.size(); i++) {
      CountedTile tile = MADE.get(i);
      even.add(i % 10, tile, 1);
      // Class 0 stands there three times, each time for a third.
      for (int times = 0; times < (tile.label() == 0 ? 3 : 1); times++) {
        uneven.add(i % 10, tile, tile.label() == 0 ? 1.0 / 3 : 1);
      }
    }
    BlockTotals training = blocks(TRAINING, 1);
    List<Score> one = new AllTilesScores(even, training, training).beside(sampled());
    List<Score> other = new AllTilesScores(uneven, training, training).beside(sampled());
    for (Score score : one) {
      assertThat(value(other, score.name()))
          .as(score.name())
          .isCloseTo(score.value(), within(1e-3 * Math.max(1, score.value()) + 3e-3));
    }
  }

  @Test
  void whatIsNoNumberIsNamedAndWhatIsTooLargeIsBounded() {
    VectorMoments moments = new VectorMoments(2);
    assertThatThrownBy(() -> moments.add(new double[] {0, Double.NaN}, 1))
        .hasMessage("vector[1] = NaN");
    assertThatThrownBy(() -> moments.add(new double[3], 1)).hasMessage("3 numbers, not 2");
    moments.add(new double[] {1e7, -1e9}, 1);
    moments.add(new double[] {1024, -1024}, 1);
    assertThat(moments.mean()).containsExactly(1024, -1024);
    assertThat(moments.covariance()).isDeepEqualTo(new double[2][2]);
    VectorMoments full = new VectorMoments(1);
    full.add(new double[] {1024}, 0x1p26);
    assertThatThrownBy(() -> full.add(new double[] {1024}, 0x1p26))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void valuesComeBackFromTheirBins() {
    TrafficAxis axis = TrafficAxis.of(new double[] {-1500, 0, 3, 1500}, 40);
    for (double value : new double[] {-1500, -3, 0, 0.5, 3, 70, 1500, 9000, -20000}) {
      assertThat(axis.middle(axis.bin(value)))
          .isCloseTo(value, within(0.1 + 0.003 * Math.abs(value)));
    }
    assertThat(axis.bin(1e300)).isEqualTo(TrafficAxis.BINS - 1);
    assertThat(axis.divergence(new long[TrafficAxis.BINS], new long[TrafficAxis.BINS])).isZero();
    long[] one = new long[TrafficAxis.BINS];
    one[axis.bin(100)] = 5;
    assertThat(axis.divergence(one, new long[TrafficAxis.BINS])).isEqualTo(1);
    assertThat(axis.distance(one, new long[TrafficAxis.BINS])).isCloseTo(100, within(1.0));
  }

  private static List<Score> scores(BlockTotals made) {
    return new AllTilesScores(made, blocks(TRAINING, 1), blocks(TEST, 1)).beside(sampled());
  }

  /** Figures of all tiles at once, those that sums can give too. */
  private static List<Score> sampled() {
    ComparedSet made = compared(MADE);
    ComparedSet training = compared(TRAINING);
    ComparedSet test = compared(TEST);
    Resampling resampling = new Resampling(30, 1);
    List<Score> all =
        new ArrayList<>(
            FidelityScores.of(made, training, test, new ValueRange(0, 1), List.of(), resampling));
    all.addAll(TrafficScores.of(made, training, test, axes().domain(), RULE, "", resampling));
    List<String> ofPairs =
        List.of(
            "kid-classifier",
            "mmd-classifier",
            "mmd-chance",
            "precision",
            "recall",
            "density-clipped",
            "coverage",
            "coverage-clipped");
    all.removeIf(score -> ofPairs.contains(score.name()));
    return all;
  }

  private static TileAxes axes() {
    Map<TrafficQuantity, TrafficAxis> traffic = new EnumMap<>(TrafficQuantity.class);
    ComparedSet training = compared(TRAINING);
    for (TrafficQuantity quantity : TrafficQuantity.values()) {
      double[] known = training.numbers(quantity);
      if (known.length > 0) {
        traffic.put(quantity, TrafficAxis.of(known, RULE.idleBelow()));
      }
    }
    double[] ones = new double[DOMAIN];
    Arrays.fill(ones, 1);
    return new TileAxes(
        2,
        new ValueRange(0, 1),
        Standardisation.ofOneUnit(rows(TRAINING)),
        new Standardisation(new double[DOMAIN], ones),
        traffic);
  }

  private static BlockTotals blocks(List<CountedTile> tiles, int parts) {
    BlockTotals all = new BlockTotals(axes());
    for (int part = 0; part < parts; part++) {
      BlockTotals some = new BlockTotals(axes());
      for (int i = part; i < tiles.size(); i += parts) {
        // The block follows from the tile, wherever it stands.
        some.add(Math.floorMod(Arrays.hashCode(tiles.get(i).pixels()), 10), tiles.get(i), 1);
      }
      all = all.add(some);
    }
    return all;
  }

  private static ComparedSet compared(List<CountedTile> tiles) {
    return new ComparedSet(
        tiles.stream().mapToInt(CountedTile::label).toArray(),
        tiles.stream().map(CountedTile::pixels).toArray(float[][]::new),
        List.of(
            new ComparedSet.Seen(
                rows(tiles), tiles.stream().mapToInt(CountedTile::named).toArray())),
        tiles.stream().mapToDouble(CountedTile::residual).toArray(),
        tiles.stream().mapToDouble(CountedTile::asymmetry).toArray(),
        tiles.stream().map(CountedTile::domain).toArray(double[][]::new),
        tiles.stream().map(CountedTile::traffic).toList());
  }

  private static double[][] rows(List<CountedTile> tiles) {
    return tiles.stream().map(CountedTile::seen).toArray(double[][]::new);
  }

  private static List<CountedTile> tiles(long seed, int count, double shift) {
    return IntStream.range(0, count)
        .mapToObj(i -> tile(CounterRandom.of(seed, Purpose.NOISE, i, 0), i, shift))
        .toList();
  }

  private static CountedTile tile(CounterRandom random, int i, double shift) {
    double[] seen = new double[SEEN];
    for (int j = 0; j < SEEN; j++) {
      seen[j] = random.nextGaussian() * (j + 1) + shift + (j > 0 ? 0.3 * seen[j - 1] : 0);
    }
    float[] series = new float[32];
    for (int k = 0; k < series.length; k++) {
      double value = random.nextGaussian() + shift;
      series[k] =
          Math.abs(value) < 0.5 ? 0 : (float) (Math.signum(value) * Math.exp(Math.abs(value)));
    }
    float[] pixels = new float[16];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = (float) Math.min(1, Math.max(0, 0.4 + 0.2 * random.nextGaussian() + 0.2 * shift));
    }
    return new CountedTile(
        i % 2,
        random.nextDouble() < 0.8 ? i % 2 : 1 - i % 2,
        pixels,
        seen,
        new DomainFeatures(RULE.idleBelow(), 1).of(series),
        RULE.of(series),
        random.nextDouble(),
        random.nextDouble());
  }

  private static Score score(List<Score> scores, String name) {
    return scores.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static double value(List<Score> scores, String name) {
    return score(scores, name).value();
  }
}
