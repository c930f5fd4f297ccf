package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ChanceLevel;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ShuffledLabelsTest {
  private static final int EACH = 40;
  private static final JudgedTiles REAL = TileFolder.judged(2 * EACH, EACH);
  private static final int CLASSES = TileFolder.LABELS.size();

  @Test
  void everyClassIsTheLabelOfAsManyTilesAndNoneIsOfMoreCopies() {
    JudgedTiles.Labelled fewer = new ShuffledLabels(REAL, 62, 1).of(JudgeKind.CNN);
    assertThat(counts(fewer.classes())).containsExactly(20, 20, 20);
    assertThat(copies(fewer)).hasSize(60);
    assertThat(copies(fewer).values()).containsOnly(1);

    JudgedTiles.Labelled more = new ShuffledLabels(REAL, 300, 1).of(JudgeKind.CNN);
    assertThat(counts(more.classes())).containsExactly(100, 100, 100);
    assertThat(copies(more)).hasSize(3 * EACH);
    assertThat(copies(more).values()).containsOnly(2, 3);
    assertThat(new ShuffledLabels(REAL, 1, 1).of(JudgeKind.CNN).count()).isEqualTo(CLASSES);
  }

  @Test
  void labelsSayNothingOfTheClassAndEveryClassifierHasOthers() {
    ShuffledLabels shuffled = new ShuffledLabels(REAL, 1200, 1);
    JudgedTiles.Labelled tiles = shuffled.of(JudgeKind.NAIVE_BAYES);
    long[][] table = new long[CLASSES][CLASSES];
    for (int i = 0; i < tiles.count(); i++) {
      table[classOf(tiles.tiles()[i])][tiles.classes()[i]]++;
    }
    // A third of 400 each: 133 ± 9.4, and none of nine is farther than four of these.
    for (long[] row : table) {
      assertThat(Arrays.stream(row)).allMatch(count -> count > 95 && count < 171);
    }
    assertThat(shuffled.of(JudgeKind.NAIVE_BAYES).classes()).isEqualTo(tiles.classes());
    assertThat(shuffled.of(JudgeKind.MLP).classes()).isNotEqualTo(tiles.classes());
    assertThat(new ShuffledLabels(REAL, 1200, 2).of(JudgeKind.NAIVE_BAYES).classes())
        .isNotEqualTo(tiles.classes());
  }

  @Test
  void classifiersThatLearnThemStayAtChanceAndThoseThatLearnTheClassesDoNot(SparkSession spark) {
    EvaluateSettings settings =
        EvaluateSettings.of(
            ResolvedSettings.resolve(
                List.of(),
                List.of(
                    "evaluate.real=r",
                    "evaluate.synthetic=s",
                    "evaluate.output=o",
                    "evaluate.updates=60",
                    "evaluate.batch=16",
                    "evaluate.forest-trees=20",
                    "evaluate.classifiers=[cnn,random-forest,naive-bayes,mlp]")));
    List<Accuracy> shuffled = new ArrayList<>(List.of(byNetwork(spark, settings)));
    shuffled.addAll(new ShuffledLabels(REAL, 3 * EACH, 1).accuracies(spark, settings));

    assertThat(shuffled)
        .extracting(Accuracy::classifier)
        .containsExactly("cnn", "random-forest", "naive-bayes", "mlp");
    assertThat(shuffled)
        .allSatisfy(
            accuracy -> {
              assertThat(accuracy.scenario()).isEqualTo("shuffled labels");
              assertThat(accuracy.trainingTiles()).isEqualTo(3 * EACH);
              assertThat(accuracy.testTiles()).isEqualTo(3 * EACH);
              assertThat(accuracy.perSeed()).hasSize(1);
            });
    ChanceLevel level = ChanceLevel.of(shuffled);
    assertThat(level.couldFail()).isTrue();
    assertThat(level.holds()).as(level.toString()).isTrue();

    ChanceLevel learnt = ChanceLevel.of(withTheirClasses(spark, settings));
    assertThat(learnt.holds()).as(learnt.toString()).isFalse();
  }

  private static Accuracy byNetwork(SparkSession spark, EvaluateSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<JudgedTiles> real = context.broadcast(REAL);
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> sets =
        context.broadcast(new TreeMap<>(Map.of("set", REAL.training())));
    try {
      CnnJudging cnn =
          new CnnJudging(
              real,
              sets,
              settings.updates(),
              settings.batch(),
              settings.seed(),
              spark.sparkContext().longAccumulator());
      return CnnTrainings.of(context, cnn, List.of("set"), 1).shuffled();
    } finally {
      sets.destroy();
      real.destroy();
    }
  }

  /** The same by the labels as they are: what a fault in the shuffle would give. */
  private static List<Accuracy> withTheirClasses(SparkSession spark, EvaluateSettings settings) {
    Broadcast<JudgedTiles> real =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(REAL.beside(REAL.training()));
    try {
      return new TabularJudging(real, settings.classifiers(), 20, 10, 1)
          .accuracies(spark, List.of(Scenario.SHUFFLED), 1);
    } finally {
      real.destroy();
    }
  }

  private static int classOf(float[] tile) {
    return IntStream.range(0, REAL.training().count())
        .filter(i -> REAL.training().tiles()[i] == tile)
        .map(i -> REAL.training().classes()[i])
        .findFirst()
        .orElseThrow();
  }

  private static int[] counts(int[] classes) {
    int[] counts = new int[CLASSES];
    Arrays.stream(classes).forEach(c -> counts[c]++);
    return counts;
  }

  private static IdentityHashMap<float[], Integer> copies(JudgedTiles.Labelled tiles) {
    IdentityHashMap<float[], Integer> copies = new IdentityHashMap<>();
    Arrays.stream(tiles.tiles()).forEach(tile -> copies.merge(tile, 1, Integer::sum));
    return copies;
  }
}
