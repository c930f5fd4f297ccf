package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class CnnTrainingsTest {
  private static final int EACH = 8;
  private static final int SEEDS = 2;
  private static final int UPDATES = 3;

  @Test
  void everyTrainingOfAnEvaluationIsATaskOfOneStage(SparkSession spark) throws TimeoutException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JudgedTiles real = TileFolder.judged(2 * EACH, EACH);
    TreeMap<String, JudgedTiles.Labelled> sets =
        new TreeMap<>(
            Map.of(
                "few", real.training().first(EACH),
                "many", real.training().repeated(50),
                "control", real.test()));
    Broadcast<JudgedTiles> tiles = context.broadcast(real);
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> shared = context.broadcast(sets);
    LongAccumulator updates = spark.sparkContext().longAccumulator();
    Queue<Integer> stages = new ConcurrentLinkedQueue<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            stages.add(stage.stageInfo().numTasks());
          }
        };
    spark.sparkContext().addSparkListener(listener);
    CnnTrainings trained;
    try {
      CnnJudging cnn = new CnnJudging(tiles, shared, UPDATES, 4, 1, updates);
      trained = CnnTrainings.of(context, cnn, List.of("few", "many"), SEEDS);
      spark.sparkContext().listenerBus().waitUntilEmpty();

      int all = SEEDS * (1 + 2 * 2) + 1;
      assertThat(CnnTrainings.count(2, SEEDS)).isEqualTo(all);
      assertThat(stages).containsExactly(all);
      assertThat(updates.value()).isEqualTo((long) all * UPDATES);
      assertThat(trained.results()).hasSize(all);
      assertThat(trained.learning()).hasSize(all - 1);
      assertThat(trained.original())
          .extracting(Accuracy::scenario, Accuracy::trainingTiles)
          .containsExactly("original", real.training().count());
      assertThat(trained.with("few"))
          .extracting(Accuracy::trainingTiles)
          .containsExactly(EACH, real.training().count() + EACH);
      assertThat(trained.with("many"))
          .extracting(Accuracy::trainingTiles)
          .containsExactly(50, real.training().count() + 50);
      assertThat(trained.with("many")).allMatch(one -> one.perSeed().size() == SEEDS);
      // As many as the first set has, of each class as many.
      assertThat(trained.shuffled().trainingTiles())
          .isEqualTo(EACH / TileFolder.LABELS.size() * TileFolder.LABELS.size());
      assertThat(trained.yardstick().runs())
          .hasSize(SEEDS)
          .allMatch(run -> run.sets().keySet().containsAll(sets.keySet()));
    } finally {
      spark.sparkContext().removeSparkListener(listener);
      shared.destroy();
      tiles.destroy();
    }
  }
}
