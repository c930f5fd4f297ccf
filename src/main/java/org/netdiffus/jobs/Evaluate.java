package org.netdiffus.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.NearestDistance;
import org.netdiffus.measure.Score;
import org.netdiffus.measure.TwoSampleTest;
import org.netdiffus.report.Estimate;
import org.netdiffus.report.ReportJson;
import org.netdiffus.report.ReportPage;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.RunFolder;

/** {@code evaluate}: real and synthetic tiles to {@code report.json} and {@code report.html}. */
final class Evaluate implements Job {
  private final EvaluateSettings settings;
  private final SortedMap<String, String> resolved;

  private Evaluate(EvaluateSettings settings, SortedMap<String, String> resolved) {
    this.settings = settings;
    this.resolved = resolved;
  }

  static Job of(ResolvedSettings settings) {
    SortedMap<String, String> section = settings.section("evaluate");
    // Places say nothing about the result, and a report may travel.
    List.of("real", "synthetic", "model", "output").forEach(p -> section.remove("evaluate." + p));
    return new Evaluate(EvaluateSettings.of(settings), section);
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    EvaluationInput input = EvaluationInput.open(spark, settings);
    LossCurve loss = ModelLossCurve.read(input.models());
    int perClass = TileSample.perClass(input, settings.tilesPerClass());
    List<String> plan =
        List.of(
            "%d classes of %d x %d pixels: %d training, %d test, %d synthetic tiles"
                .formatted(
                    input.labels().size(),
                    input.size(),
                    input.size(),
                    total(input, EvaluationInput.PartCounts::training),
                    total(input, EvaluationInput.PartCounts::test),
                    total(input, EvaluationInput.PartCounts::synthetic)),
            "at most %d tiles of each class and part are judged; where there are more, figures over all of them too"
                .formatted(perClass),
            "CNN: %d trainings of %d updates; other classifiers: %s"
                .formatted(
                    trainings(input),
                    settings.updates(),
                    settings.classifiers().stream()
                        .filter(kind -> kind != JudgeKind.CNN)
                        .map(JudgeKind::settingName)
                        .collect(Collectors.joining(", "))),
            "two-sample tests of every set in %d folds, of controls in one: %s"
                .formatted(
                    TwoSampleTest.FOLDS,
                    settings.twoSample().stream()
                        .map(TwoSampleClassifier::settingName)
                        .collect(Collectors.joining(", "))),
            "%d negative controls; pairs are looked at in samples of at most %d tiles"
                .formatted(Controls.values().length, settings.sample()),
            "writes report.html and report.json");
    return new Prepared(
        input.identities(), plan, folder -> write(spark, input, perClass, loss, folder));
  }

  private long trainings(EvaluationInput input) {
    return CnnTrainings.count(input.candidates().size(), settings.seeds());
  }

  private Outcome write(
      SparkSession spark, EvaluationInput input, int perClass, LossCurve loss, RunFolder folder) {
    TileSample real = TileSample.ofReal(input, perClass, settings.seed());
    requireEveryClass("real training", real.labels(), real.training(), input.real());
    requireEveryClass("real test", real.labels(), real.test(), input.real());
    SortedMap<String, List<MeasuredTile>> tiles = new TreeMap<>();
    for (int i = 0; i < input.candidates().size(); i++) {
      Candidate candidate = input.candidates().get(i);
      List<MeasuredTile> made = TileSample.of(candidate, perClass, settings.seed());
      requireEveryClass("synthetic", real.labels(), made, input.synthetic().get(i));
      tiles.put(candidate.name(), made);
    }
    LongAccumulator updates = spark.sparkContext().longAccumulator("CNN updates");
    long trainings = trainings(input);
    return CountedProgress.during(
        spark,
        updates,
        "evaluate",
        "CNN updates",
        settings.updates() * trainings,
        () -> judge(spark, input, perClass, real, tiles, updates, loss, folder));
  }

  /** What is no number is left out as the tiles are read. */
  private static void requireEveryClass(
      String which, List<String> labels, List<MeasuredTile> tiles, RunFolder folder) {
    Set<String> there = tiles.stream().map(MeasuredTile::label).collect(Collectors.toSet());
    for (String label : labels) {
      if (!there.contains(label)) {
        throw UserError.input(
            "no %s tile of class %s that was looked at in %s has numbers alone"
                .formatted(which, label, folder),
            "make the tiles anew: they hold NaN or infinite pixels");
      }
    }
  }

  private Outcome judge(
      SparkSession spark,
      EvaluationInput input,
      int perClass,
      TileSample real,
      SortedMap<String, List<MeasuredTile>> tiles,
      LongAccumulator updates,
      LossCurve loss,
      RunFolder folder) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SortedMap<String, double[]> nearest =
        nearest(spark, input, real, tiles, Map.of(Yardstick.TEST, real.test()));
    SortedMap<String, List<MeasuredTile>> controls = controls(real, nearest);
    nearest.putAll(nearest(spark, input, real, controls, Map.of()));
    Broadcast<JudgedTiles> realTiles = context.broadcast(real.judged());
    TreeMap<String, JudgedTiles.Labelled> sets = new TreeMap<>();
    tiles.forEach((name, set) -> sets.put(name, real.labelled(set)));
    controls.forEach((name, set) -> sets.put(name, real.labelled(set)));
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> shared = context.broadcast(sets);
    CnnJudging cnn =
        new CnnJudging(
            realTiles, shared, settings.updates(), settings.batch(), settings.seed(), updates);
    try {
      CnnTrainings networks =
          CnnTrainings.of(
              context,
              cnn,
              input.candidates().stream().map(Candidate::name).toList(),
              settings.seeds());
      Yardstick yardstick = networks.yardstick();
      List<Accuracy> realAccuracies = new ArrayList<>(List.of(networks.original()));
      realAccuracies.addAll(
          new TabularJudging(
                  realTiles,
                  settings.classifiers(),
                  settings.forestTrees(),
                  settings.boostingRounds(),
                  settings.seed())
              .accuracies(spark, List.of(Scenario.ORIGINAL), settings.seeds()));
      List<MeasuredTile> first = named(tiles, input.candidates().get(0).name());
      List<Accuracy> shuffled = new ArrayList<>(List.of(networks.shuffled()));
      shuffled.addAll(
          new ShuffledLabels(real.judged(), first.size(), settings.seed())
              .accuracies(spark, settings));
      CandidateJudge judge =
          new CandidateJudge(
              spark,
              real,
              networks,
              nearest,
              new PairFigures(
                  yardstick,
                  new TwoSampleJudging(
                          realTiles,
                          shared,
                          controls.keySet(),
                          settings.twoSample(),
                          settings.sample(),
                          settings.batch(),
                          settings.seed())
                      .judge(spark),
                  settings.sample(),
                  input.features().get(0)),
              AllTiles.of(spark, input, perClass, real, yardstick, settings.seed()),
              settings);
      List<Judgement> judgements = new ArrayList<>();
      for (Candidate candidate : input.candidates()) {
        judgements.add(
            judge.judge(candidate.name(), candidate.title(), named(tiles, candidate.name())));
      }
      List<Control> judgedControls =
          Arrays.stream(Controls.values())
              .map(
                  control ->
                      judge.judge(
                          control,
                          named(controls, control.key()),
                          control == Controls.SHUFFLED_LABELS ? shuffled : List.of()))
              .toList();
      TileSample sample = real.beside(first);
      return publish(
          spark,
          input,
          sample,
          realAccuracies,
          judgements,
          judgedControls,
          networks.learning(),
          loss,
          folder);
    } finally {
      shared.destroy();
      realTiles.destroy();
    }
  }

  private SortedMap<String, double[]> nearest(
      SparkSession spark,
      EvaluationInput input,
      TileSample real,
      Map<String, List<MeasuredTile>> tiles,
      Map<String, List<MeasuredTile>> more) {
    SortedMap<String, List<MeasuredTile>> queries = new TreeMap<>();
    tiles.forEach((name, set) -> queries.put(name, CandidateJudge.asked(real.labels(), set)));
    more.forEach((name, set) -> queries.put(name, CandidateJudge.asked(real.labels(), set)));
    return NearestJudging.search(spark, input.realTiles(), queries);
  }

  private SortedMap<String, List<MeasuredTile>> controls(
      TileSample real, SortedMap<String, double[]> nearest) {
    double distance = NearestDistance.median(Objects.requireNonNull(nearest.get(Yardstick.TEST)));
    Controls.Source source = Controls.Source.of(real, settings.sample(), distance, settings.seed());
    SortedMap<String, List<MeasuredTile>> controls = new TreeMap<>();
    for (Controls control : Controls.values()) {
      controls.put(control.key(), control.tiles(source));
    }
    return controls;
  }

  private static List<MeasuredTile> named(
      SortedMap<String, List<MeasuredTile>> tiles, String name) {
    return Objects.requireNonNull(tiles.get(name), name);
  }

  private Outcome publish(
      SparkSession spark,
      EvaluationInput input,
      TileSample sample,
      List<Accuracy> realAccuracies,
      List<Judgement> judgements,
      List<Control> controls,
      List<CnnJudging.Result> trainings,
      LossCurve loss,
      RunFolder folder) {
    SortedMap<String, String> allSettings = Provenance.settings(input);
    allSettings.putAll(resolved);
    Evaluation evaluation =
        new Evaluation(
            input.size(),
            input.channels(),
            Provenance.seriesUnit(input),
            examples(input, sample),
            realAccuracies,
            judgements,
            controls,
            loss,
            allSettings,
            Versions.all(spark.version()),
            EvaluationWarnings.of(input, sample, trainings, settings));
    folder.writeWork("report.json", ReportJson.write(evaluation).getBytes(StandardCharsets.UTF_8));
    folder.writeWork(
        "report.html",
        ReportPage.html(evaluation, settings.title()).getBytes(StandardCharsets.UTF_8));
    return new Outcome(
        counts(input, sample, evaluation.closeTiles()),
        new TreeMap<>(Map.of("labels", String.join(", ", input.labels()))),
        summary(evaluation, folder));
  }

  private static long total(
      EvaluationInput input, ToLongFunction<EvaluationInput.PartCounts> part) {
    return input.census().values().stream().mapToLong(part).sum();
  }

  private List<ClassExamples> examples(EvaluationInput input, TileSample sample) {
    List<ClassExamples> classes = new ArrayList<>();
    input
        .census()
        .forEach(
            (label, counts) -> {
              // Of the test part: those that nobody trained on.
              List<MeasuredTile> real = TileSample.first(sample.test(), label, settings.examples());
              List<MeasuredTile> synthetic =
                  TileSample.first(sample.synthetic(), label, settings.examples());
              classes.add(
                  new ClassExamples(
                      label,
                      counts.training(),
                      counts.test(),
                      sample.test().stream().filter(t -> t.label().equals(label)).count(),
                      counts.synthetic(),
                      real.stream().map(MeasuredTile::pixels).toList(),
                      synthetic.stream().map(MeasuredTile::pixels).toList(),
                      real.stream().map(MeasuredTile::series).toList(),
                      synthetic.stream().map(MeasuredTile::series).toList()));
            });
    return classes;
  }

  private static SortedMap<String, Long> counts(
      EvaluationInput input, TileSample sample, CloseTiles close) {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("tiles, training", total(input, EvaluationInput.PartCounts::training));
    counts.put("tiles, test", total(input, EvaluationInput.PartCounts::test));
    counts.put("tiles, synthetic", total(input, EvaluationInput.PartCounts::synthetic));
    input
        .census()
        .forEach((label, part) -> counts.put("tiles, synthetic, " + label, part.synthetic()));
    counts.put("tiles judged, training", (long) sample.training().size());
    counts.put("tiles judged, test", (long) sample.test().size());
    counts.put("tiles judged, synthetic", (long) sample.synthetic().size());
    counts.put("synthetic tiles nearer than any test", (long) close.nearest());
    counts.put("synthetic tiles close to training", (long) close.close());
    return counts;
  }

  /** ± is what it is in the report: one standard error of accuracies and two of scores. */
  private static List<String> summary(Evaluation evaluation, RunFolder folder) {
    List<String> lines = new ArrayList<>();
    for (Accuracy accuracy : evaluation.accuracies()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-13s %-9s accuracy %.3f ± %.3f on %d real test tiles%s",
              accuracy.classifier(),
              accuracy.scenario(),
              accuracy.mean(),
              Estimate.of(accuracy).error(),
              accuracy.testTiles(),
              accuracy.converged() ? "" : " (not converged)"));
    }
    for (Score score : evaluation.scores()) {
      String error =
          score.better() == Score.Better.CHANCE
              ? "" // no estimate, so nothing to be unsure of
              : String.format(Locale.ROOT, " ± %.2g", 2 * score.synthetic().error());
      lines.add(
          String.format(
              Locale.ROOT,
              "%-45s %.4g%s, real against real %.4g (n = %d)",
              score.title(),
              score.value(),
              error,
              score.floor(),
              score.n()));
    }
    CloseTiles close = evaluation.closeTiles();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d synthetic tiles as near to training as the nearest %d of %d real test"
                + " tiles%s",
            close.close(),
            close.tiles(),
            close.testClose(),
            close.testTiles(),
            close.moreThanChance() ? ": look for copies" : ""));
    lines.addAll(evaluation.warnings());
    lines.add("report: " + folder.path("report.html").toUri().getPath());
    return lines;
  }
}
