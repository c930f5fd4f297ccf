package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.dl4j.ClassifierSettings;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.FidelityScores.ToldApart;
import org.netdiffus.measure.TwoSampleTest;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.Progress;

/**
 * Tells sets of tiles from the real training tiles by classifiers, and the real test tiles
 * likewise. Each fold of each pair of sets is a training of its own. Those of the CNN and of naive
 * Bayes are Spark tasks that run side by side; boosted trees are trained by MLlib one after the
 * other, whose passes over the tiles are the tasks.
 *
 * @param real real tiles
 * @param sets sets to judge, by name
 * @param controls names of those of which one fold is enough, since they are wrong on purpose
 * @param classifiers which of them are asked
 * @param most tiles of a set at most
 * @param batch tiles in an update of the CNN
 * @param seed of the folds, and of the training of the first of them
 */
record TwoSampleJudging(
    Broadcast<JudgedTiles> real,
    Broadcast<? extends Map<String, JudgedTiles.Labelled>> sets,
    Set<String> controls,
    List<TwoSampleClassifier> classifiers,
    int most,
    int batch,
    long seed)
    implements Serializable {
  /** Times that the CNN goes over few tiles: enough to find a difference of two sets as a whole. */
  private static final int PASSES = 10;

  /**
   * There are dozens of trainings, so that each is bounded; of many tiles each is seen less often.
   */
  private static final int MOST_UPDATES = 200;

  /**
   * Few and shallow trees: every level of each is a pass of Spark over the tiles, and what tells
   * two sets apart as a whole shows in the first of them.
   */
  private static final int ROUNDS = 10;

  private static final int DEPTH = 3;
  private static final double RATE = 0.3;

  /** The first set is labelled 0, the second 1. */
  private static final int CLASSES = 2;

  TwoSampleJudging {
    controls = Set.copyOf(controls);
  }

  /**
   * Two sets to tell apart, as many tiles of each.
   *
   * @param training places of the first among the real training tiles
   * @param set where the second comes from
   * @param places its places there
   * @param folds that are trained, the first of them
   */
  private record Pair(List<Integer> training, String set, List<Integer> places, int folds)
      implements Serializable {
    static Pair of(int[] training, String set, int[] places, int folds) {
      return new Pair(boxed(training), set, boxed(places), folds);
    }

    private static List<Integer> boxed(int[] places) {
      return IntStream.of(places).boxed().toList();
    }
  }

  /**
   * What a set is judged by.
   *
   * @param set the set and training tiles
   * @param holdout test tiles and the same training tiles
   */
  private record Judged(Pair set, Pair holdout) {}

  /** A fold of a pair by a classifier. */
  private record Training(TwoSampleClassifier classifier, Pair pair, int fold)
      implements Serializable {
    boolean isByTrees() {
      return classifier == TwoSampleClassifier.BOOSTED_TREES;
    }
  }

  /**
   * The tests of every set, by its name, each beside that of as many real test tiles. Sets of fewer
   * tiles than there are folds have none.
   */
  SortedMap<String, List<ToldApart>> judge(SparkSession spark) {
    SortedMap<String, Judged> judged = new TreeMap<>();
    sets.value().keySet().forEach(name -> judged(name).ifPresent(one -> judged.put(name, one)));
    Map<Training, double[]> scores = scores(spark, trainings(judged.values()));
    SortedMap<String, List<ToldApart>> told = new TreeMap<>();
    sets.value().keySet().forEach(name -> told.put(name, List.of()));
    judged.forEach((name, one) -> told.put(name, told(one, scores)));
    return told;
  }

  private Optional<Judged> judged(String name) {
    int[][] alike = real.value().beside(set(name)).alike(most);
    if (alike[0].length < TwoSampleTest.FOLDS) {
      return Optional.empty();
    }
    int folds = controls.contains(name) ? 1 : TwoSampleTest.FOLDS;
    return Optional.of(
        new Judged(
            Pair.of(alike[0], name, alike[2], folds),
            Pair.of(alike[0], Yardstick.TEST, alike[1], TwoSampleTest.FOLDS)));
  }

  /** Most sets are as large as the test part, and the holdout of all of them is one pair. */
  private List<Training> trainings(Collection<Judged> judged) {
    List<Pair> pairs =
        judged.stream().flatMap(one -> Stream.of(one.set(), one.holdout())).distinct().toList();
    List<Training> trainings = new ArrayList<>();
    for (TwoSampleClassifier classifier : classifiers) {
      for (Pair pair : pairs) {
        for (int fold = 0; fold < pair.folds(); fold++) {
          trainings.add(new Training(classifier, pair, fold));
        }
      }
    }
    return trainings;
  }

  private Map<Training, double[]> scores(SparkSession spark, List<Training> trainings) {
    Map<Training, double[]> scores = new HashMap<>();
    List<Training> tasks = trainings.stream().filter(one -> !one.isByTrees()).toList();
    if (!tasks.isEmpty()) {
      List<double[]> found = inTasks(spark, tasks);
      IntStream.range(0, tasks.size()).forEach(i -> scores.put(tasks.get(i), found.get(i)));
    }
    List<Training> trees = trainings.stream().filter(Training::isByTrees).toList();
    try (Progress progress = Progress.of("evaluate", "two-sample tests by trees", trees.size())) {
      for (int i = 0; i < trees.size(); i++) {
        scores.put(trees.get(i), byTrees(spark, trees.get(i)));
        progress.done(i + 1L, "");
      }
    }
    return scores;
  }

  private List<double[]> inTasks(SparkSession spark, List<Training> tasks) {
    LongAccumulator done = spark.sparkContext().longAccumulator("two-sample tests");
    return CountedProgress.during(
        spark,
        done,
        "evaluate",
        "two-sample tests",
        tasks.size(),
        () ->
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(tasks, tasks.size())
                .map(
                    one -> {
                      double[] scores = scores(one);
                      done.add(1);
                      return scores;
                    })
                .collect());
  }

  /** What a classifier that one task trains says of the tiles of a fold. */
  private double[] scores(Training one) {
    JudgedTiles.Labelled learnt = learnt(one);
    float[][] asked = asked(one).tiles();
    return switch (one.classifier()) {
      case NAIVE_BAYES -> TwoSampleTest.NAIVE_BAYES.scores(learnt.tiles(), learnt.classes(), asked);
      case CNN -> byNetwork(learnt, asked, seed + one.fold());
      case BOOSTED_TREES -> throw new IllegalStateException("MLlib trains from the driver only");
    };
  }

  private double[] byNetwork(JudgedTiles.Labelled learnt, float[][] asked, long trainingSeed) {
    JudgedTiles all = real.value();
    ClassifierSettings settings =
        new ClassifierSettings(
            all.height(),
            all.width(),
            all.channels(),
            CLASSES,
            updates(learnt.count(), batch),
            batch,
            CnnJudging.LEARNING_RATE,
            trainingSeed);
    TileClassifier network =
        TileClassifier.train(learnt.tiles(), learnt.classes(), settings, () -> {});
    return Arrays.stream(network.probabilities(asked))
        .mapToDouble(of -> logarithm(of[1]) - logarithm(of[0]))
        .toArray();
  }

  /** Of a probability that may be too small for a float. */
  private static double logarithm(float probability) {
    return Math.log(Math.max(probability, Float.MIN_NORMAL));
  }

  /** Updates of a training of the CNN on so many tiles. */
  static int updates(int tiles, int batch) {
    return Math.min(MOST_UPDATES, (PASSES * tiles + batch - 1) / batch);
  }

  private double[] byTrees(SparkSession spark, Training one) {
    JudgedTiles.Labelled learnt = learnt(one);
    GBTClassificationModel trees =
        new GBTClassifier()
            .setMaxIter(ROUNDS)
            .setMaxDepth(DEPTH)
            .setStepSize(RATE)
            .setSeed(seed + one.fold())
            .fit(VectorRows.of(spark, learnt.count(), CLASSES, () -> learnt(one)));
    // The margin of the second class: half of the logarithm of the odds.
    return Arrays.stream(asked(one).tiles())
        .mapToDouble(tile -> 2 * trees.predictRaw(VectorRows.vector(tile)).apply(1))
        .toArray();
  }

  private List<ToldApart> told(Judged judged, Map<Training, double[]> scores) {
    return classifiers.stream()
        .map(
            classifier ->
                new ToldApart(
                    classifier.settingName(),
                    result(classifier, judged.set(), scores),
                    result(classifier, judged.holdout(), scores)))
        .toList();
  }

  private TwoSampleTest.Result result(
      TwoSampleClassifier classifier, Pair pair, Map<Training, double[]> scores) {
    return test(pair)
        .result(
            IntStream.range(0, pair.folds())
                .mapToObj(fold -> new Training(classifier, pair, fold))
                .map(one -> Objects.requireNonNull(scores.get(one)))
                .toList());
  }

  private TwoSampleTest test(Pair pair) {
    return TwoSampleTest.of(
        real.value().training().at(ints(pair.training())).classes(),
        set(pair.set()).at(ints(pair.places())).classes(),
        seed);
  }

  private JudgedTiles.Labelled learnt(Training one) {
    return tiles(one.pair()).at(test(one.pair()).fold(one.fold()).learnt());
  }

  private JudgedTiles.Labelled asked(Training one) {
    return tiles(one.pair()).at(test(one.pair()).fold(one.fold()).asked());
  }

  /** Of the first set and then of the second. */
  private JudgedTiles.Labelled tiles(Pair pair) {
    JudgedTiles.Labelled first = real.value().training().at(ints(pair.training())).named(0);
    return first.and(set(pair.set()).at(ints(pair.places())).named(1));
  }

  private JudgedTiles.Labelled set(String name) {
    return name.equals(Yardstick.TEST)
        ? real.value().test()
        : Objects.requireNonNull(sets.value().get(name), name);
  }

  private static int[] ints(List<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }
}
