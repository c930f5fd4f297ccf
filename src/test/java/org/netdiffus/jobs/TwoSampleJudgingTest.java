package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.measure.FidelityScores.ToldApart;
import org.netdiffus.spark.TileRow;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TwoSampleJudgingTest {
  private static final int EACH = 10;
  private static final List<TileRow> ALL = TileFolder.real(3 * EACH, 0);
  private static final JudgedTiles REAL =
      new JudgedTiles(
          TileFolder.LABELS,
          TileFolder.SIZE,
          TileFolder.SIZE,
          1,
          part(0),
          part(1),
          JudgedTiles.Labelled.NONE);

  @ParameterizedTest
  @EnumSource(TwoSampleClassifier.class)
  void noiseIsToldFromRealTilesAndRealTilesAreNot(
      TwoSampleClassifier classifier, SparkSession spark) {
    ToldApart noise = judged(spark, classifier, 100, noise(EACH)).get(0);

    assertThat(noise.classifier()).isEqualTo(classifier.settingName());
    assertThat(noise.set().area()).isGreaterThan(0.9);
    // Scores are odds: above 0 the second set is the likelier.
    assertThat(noise.set().accuracy()).isGreaterThan(0.8);
    assertThat(noise.holdout().area()).isCloseTo(0.5, within(3 * noise.holdout().error()));
  }

  @Test
  void setsAreAsLargeAsTheTestPartAndSmallOnesAreNotJudged(SparkSession spark) {
    TwoSampleClassifier fast = TwoSampleClassifier.NAIVE_BAYES;
    JudgedTiles.Labelled fresh = part(2);
    JudgedTiles.Labelled more = fresh.and(noise(5));

    assertThat(judged(spark, fast, 1000, more)).isEqualTo(judged(spark, fast, 1000, fresh));
    assertThat(judged(spark, fast, 18, fresh)).isNotEqualTo(judged(spark, fast, 1000, fresh));
    assertThat(judged(spark, fast, 1000, noise(1))).isEmpty();
  }

  @Test
  void ofAControlOneFoldIsTrained(SparkSession spark) {
    TwoSampleClassifier fast = TwoSampleClassifier.NAIVE_BAYES;
    ToldApart whole = judged(spark, fast, 1000, part(2)).get(0);
    ToldApart control = judged(spark, fast, 1000, part(2), Set.of("set")).get(0);

    assertThat(control.holdout()).isEqualTo(whole.holdout());
    assertThat(control.set().error()).isGreaterThan(1.5 * whole.set().error());
  }

  @Test
  void theNetworkGoesOverFewTilesTenTimesAndIsBounded() {
    assertThat(TwoSampleJudging.updates(96, 32)).isEqualTo(30);
    assertThat(TwoSampleJudging.updates(97, 32)).isEqualTo(31);
    assertThat(TwoSampleJudging.updates(3200, 32)).isEqualTo(200);
  }

  private static List<ToldApart> judged(
      SparkSession spark, TwoSampleClassifier classifier, int most, JudgedTiles.Labelled set) {
    return judged(spark, classifier, most, set, Set.of());
  }

  private static List<ToldApart> judged(
      SparkSession spark,
      TwoSampleClassifier classifier,
      int most,
      JudgedTiles.Labelled set,
      Set<String> controls) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<JudgedTiles> real = context.broadcast(REAL);
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> sets =
        context.broadcast(new TreeMap<>(Map.of("set", set)));
    try {
      return Objects.requireNonNull(
          new TwoSampleJudging(real, sets, controls, List.of(classifier), most, 16, 1)
              .judge(spark)
              .get("set"));
    } finally {
      real.destroy();
      sets.destroy();
    }
  }

  /** Every third tile of each class. */
  private static JudgedTiles.Labelled part(int third) {
    JudgedTiles.Labelled all =
        new JudgedTiles.Labelled(
            ALL.stream().map(TileRow::pixels).toArray(float[][]::new),
            ALL.stream().mapToInt(tile -> TileFolder.LABELS.indexOf(tile.label())).toArray());
    return all.at(IntStream.range(0, ALL.size()).filter(i -> i % 3 == third).toArray());
  }

  /** Of each class so many tiles of grey pixels: real ones are hardly ever grey. */
  private static JudgedTiles.Labelled noise(int each) {
    Random random = new Random(5);
    int count = each * TileFolder.LABELS.size();
    float[][] tiles = new float[count][TileFolder.SIZE * TileFolder.SIZE];
    for (float[] tile : tiles) {
      for (int i = 0; i < tile.length; i++) {
        tile[i] = (float) (0.5 + 0.1 * random.nextGaussian());
      }
    }
    return new JudgedTiles.Labelled(tiles, IntStream.range(0, count).map(i -> i / each).toArray());
  }
}
