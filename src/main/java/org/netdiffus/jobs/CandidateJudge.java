package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Judgement;

/**
 * Judges one set of synthetic tiles against the real ones: every candidate and every control goes
 * through here, so that their figures compare.
 *
 * @param spark session
 * @param real the real tiles
 * @param yardstick the CNN trained on real tiles, which has seen every set that is judged
 * @param settings of the evaluation
 * @param updates where trainings count their updates
 */
record CandidateJudge(
    SparkSession spark,
    TileSample real,
    Yardstick yardstick,
    EvaluateSettings settings,
    LongAccumulator updates) {
  /** What needs the candidate's tiles to train on. */
  private static final List<Scenario> SCENARIOS = List.of(Scenario.SYNTH, Scenario.BOTH);

  /**
   * What was found.
   *
   * @param judgement figures
   * @param trainings trainings of the CNN on the tiles
   */
  record Found(Judgement judgement, List<CnnJudging.Result> trainings) {}

  /**
   * Judges a set of tiles.
   *
   * @param name of the set among what the yardstick has seen
   * @param title what a reader sees
   * @param tiles the set, by label and place
   */
  Found judge(String name, String title, List<MeasuredTile> tiles) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TileSample sample = real.beside(tiles);
    Broadcast<JudgedTiles> judged = context.broadcast(sample.judged());
    try {
      CnnJudging cnn =
          new CnnJudging(judged, settings.updates(), settings.batch(), settings.seed(), updates);
      List<CnnJudging.Result> trainings = cnn.all(context, SCENARIOS, settings.seeds());
      List<Accuracy> accuracies = new ArrayList<>();
      SCENARIOS.forEach(scenario -> accuracies.add(cnn.accuracy(scenario, trainings)));
      accuracies.addAll(
          new ForestJudging(judged, settings.forestTrees(), settings.seed())
              .accuracies(spark, SCENARIOS, settings.seeds()));
      NearestJudging nearest = NearestJudging.of(context, judged);
      return new Found(
          new Judgement(
              name,
              title,
              accuracies,
              EvaluationScores.of(name, sample, yardstick, nearest),
              nearest.close(sample),
              EvaluationScores.histograms(sample)),
          trainings);
    } finally {
      judged.destroy();
    }
  }
}
