package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.AllTilesScores;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.Resampling;
import org.netdiffus.measure.Score;

/**
 * Judges one set of synthetic tiles against the real ones: every candidate and every control goes
 * through here, so that their figures compare.
 *
 * @param spark session
 * @param real the real tiles
 * @param networks the CNN trained on everything that is judged
 * @param nearest distances to the nearest training tile, by the name of the set: of the tiles that
 *     {@link #asked} chooses
 * @param pairs figures that look at pairs
 * @param ofAllTiles sums over every tile of a set, by its name, where a sample holds fewer
 * @param settings of the evaluation
 */
record CandidateJudge(
    SparkSession spark,
    TileSample real,
    CnnTrainings networks,
    Map<String, double[]> nearest,
    PairFigures pairs,
    Map<String, AllTilesScores> ofAllTiles,
    EvaluateSettings settings) {
  /** What the other classifiers have to be trained on. */
  static final List<Scenario> TABULAR = List.of(Scenario.SYNTH, Scenario.BOTH, Scenario.REPEATED);

  /** The tiles of a set that the search for the nearest training tile is asked about. */
  static List<MeasuredTile> asked(List<String> labels, List<MeasuredTile> tiles) {
    int ofClass = Math.max(1, NearestJudging.MOST_QUERIES / labels.size());
    return labels.stream()
        .flatMap(label -> TileSample.first(tiles, label, ofClass).stream())
        .toList();
  }

  /**
   * Judges a candidate.
   *
   * @param name of the set among those that the CNN was trained on
   * @param title what a reader sees
   * @param tiles the set, by label and place
   */
  Judgement judge(String name, String title, List<MeasuredTile> tiles) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<JudgedTiles> judged = context.broadcast(real.beside(tiles).judged());
    try {
      List<Accuracy> accuracies = new ArrayList<>(networks.with(name));
      accuracies.addAll(
          new TabularJudging(
                  judged,
                  settings.classifiers(),
                  settings.forestTrees(),
                  settings.boostingRounds(),
                  settings.seed())
              .accuracies(spark, TABULAR, settings.seeds()));
      return figures(name, title, tiles, accuracies);
    } finally {
      judged.destroy();
    }
  }

  /**
   * Judges a control, by the same figures.
   *
   * @param accuracies of the classifiers that must have learnt nothing from it; mostly none
   */
  Control judge(Controls control, List<MeasuredTile> tiles, List<Accuracy> accuracies) {
    return new Control(
        figures(control.key(), control.title(), tiles, accuracies),
        ControlDemands.meant(control),
        ControlDemands.also(control));
  }

  private Judgement figures(
      String name, String title, List<MeasuredTile> tiles, List<Accuracy> accuracies) {
    Resampling resampling = new Resampling(settings.resamples(), settings.seed());
    TileSample sample = real.beside(tiles);
    NearestJudging close = nearest(name, sample);
    List<Score> scores = new ArrayList<>(pairs.scores(name, sample, resampling));
    scores.add(close.score(resampling));
    Optional.ofNullable(ofAllTiles.get(name))
        .map(all -> all.beside(scores))
        .ifPresent(scores::addAll);
    return new Judgement(
        name, title, accuracies, scores, close.close(), EvaluationHistograms.of(sample));
  }

  /** Of the set and of the test tiles as many of each class. */
  private NearestJudging nearest(String name, TileSample sample) {
    int[][] alike = sample.judged().alike(NearestJudging.MOST_QUERIES);
    return new NearestJudging(
        distances(name, sample.synthetic(), alike[2]),
        IntStream.of(alike[2]).mapToObj(i -> sample.synthetic().get(i).traceId()).toList(),
        distances(Yardstick.TEST, sample.test(), alike[1]));
  }

  private double[] distances(String name, List<MeasuredTile> tiles, int[] places) {
    double[] found = Objects.requireNonNull(nearest.get(name), name);
    SortedMap<String, Double> byTrace = new TreeMap<>();
    List<MeasuredTile> asked = asked(real.labels(), tiles);
    for (int i = 0; i < found.length; i++) {
      byTrace.put(key(asked.get(i)), found[i]);
    }
    return Arrays.stream(places)
        .mapToDouble(i -> Objects.requireNonNull(byTrace.get(key(tiles.get(i)))))
        .toArray();
  }

  private static String key(MeasuredTile tile) {
    return tile.place() + " " + tile.label();
  }
}
