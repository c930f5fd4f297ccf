package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.ConfusionMatrix;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

/** Seeded evaluations for tests: shaped like real ones, no measurement of anything. */
record MadeUp(
    List<ClassExamples> classes,
    List<Accuracy> accuracies,
    List<Score> scores,
    LossCurve loss,
    List<Control> controls,
    List<String> warnings,
    int size) {
  /** With a control that is noticed. */
  MadeUp(
      List<ClassExamples> classes,
      List<Accuracy> accuracies,
      List<Score> scores,
      LossCurve loss,
      List<String> warnings,
      int size) {
    this(classes, accuracies, scores, loss, List.of(noise("recall", 0.1)), warnings, size);
  }

  static final Score FRECHET =
      lower("frechet-classifier", "Fréchet distance, classifier features", 1.31);
  static final Score NEAREST =
      score(
          "nearest-training",
          "Distance to the nearest training trace",
          0.212,
          0.204,
          Score.Better.NEAR_FLOOR,
          "",
          220,
          "Far below the floor the model has copied training traces.");

  static final CloseTiles FEW_CLOSE =
      new CloseTiles(0.11, 220, 13, 1, 220, 11, List.of("synthetic/web/3"));

  /** Good in every respect, few classes. */
  static MadeUp good() {
    return new MadeUp(
        classes(List.of("video", "web", "iot"), 32, 2, 7),
        accuracies(0.90, 0.89, 0.93, 400, true),
        List.of(FRECHET, NEAREST),
        loss(80, 0.06),
        List.of(noise("recall", 0.1)),
        List.of(),
        32);
  }

  MadeUp with(List<Accuracy> other) {
    return new MadeUp(classes, other, scores, loss, controls, warnings, size);
  }

  MadeUp scored(Score... other) {
    return new MadeUp(classes, accuracies, List.of(other), loss, controls, warnings, size);
  }

  MadeUp labelled(String... labels) {
    return new MadeUp(
        classes(List.of(labels), size, 2, 7), accuracies, scores, loss, controls, warnings, size);
  }

  Evaluation evaluation() {
    return evaluation(FEW_CLOSE);
  }

  Evaluation evaluation(CloseTiles closeTiles) {
    return new Evaluation(
        size,
        1,
        "bytes down per 0.25 s",
        classes,
        accuracies.stream().filter(a -> a.scenario().equals("original")).toList(),
        List.of(
            new Judgement(
                "synthetic",
                "Synthetic tiles",
                accuracies.stream().filter(a -> !a.scenario().equals("original")).toList(),
                scores,
                closeTiles,
                List.of(
                    histogram("Pixel values", 0, 1, 0.3, 0.12, 64),
                    histogram("Bytes of a trace", 0, 4.2e6, 0.2, 0.1, 32),
                    histogram("Length of a burst, seconds", 0, 12, 0.02, 0.015, 32),
                    histogram("Gap between bursts, seconds", 0, 30, 0.4, 0.2, 32)))),
        controls,
        loss,
        settings(),
        new TreeMap<>(
            Map.of(
                "netdiffus",
                "0.1.0-SNAPSHOT",
                "spark",
                "3.5.7",
                "dl4j",
                "1.0.0-M2.1",
                "java",
                "17.0.15")),
        warnings);
  }

  MadeUp controlled(Control... other) {
    return new MadeUp(classes, accuracies, scores, loss, List.of(other), warnings, size);
  }

  /** A control whose recall is so much, that of real data being 0.9. */
  static Control noise(String score, double value) {
    return new Control(
        new Judgement(
            "control-noise",
            "Gaussian noise",
            List.of(),
            List.of(
                score(score, "Recall", value, 0.9, Score.Better.HIGHER_SHARE, "", 60, "Recall.")),
            FEW_CLOSE,
            List.of()),
        Demand.worse("recall"),
        List.of());
  }

  /**
   * A control that classifiers were trained on, with what they named and what else has to notice.
   */
  static Control shuffled(long[][] named, Demand... also) {
    Control noise = noise("recall", 0.1);
    ConfusionMatrix confusion = new ConfusionMatrix(named);
    Accuracy accuracy =
        new Accuracy(
            "cnn",
            "shuffled labels",
            120,
            (int) confusion.total(),
            List.of(confusion.accuracy()),
            2000,
            false,
            List.of(confusion));
    return new Control(
        new Judgement(
            "control-shuffled-labels",
            "Shuffled labels",
            List.of(accuracy),
            noise.judgement().scores(),
            FEW_CLOSE,
            List.of()),
        noise.meant(),
        List.of(also));
  }

  static Score score(
      String name,
      String title,
      double value,
      double floor,
      Score.Better better,
      String unit,
      int n,
      String meaning) {
    return new Score(
        name,
        Score.Group.TILES,
        title,
        new Measured(value, 0.01 * value),
        new Measured(floor, 0.01 * floor),
        better,
        unit,
        n,
        meaning);
  }

  static Score lower(String name, String title, double ratio) {
    return score(
        name,
        title,
        0.4 * ratio,
        0.4,
        Score.Better.LOWER,
        "",
        220,
        "How far the two clouds of features are apart, in means and spreads.");
  }

  static List<Accuracy> accuracies(
      double original, double synth, double both, int testTiles, boolean converged) {
    return List.of(
        accuracy("cnn", "original", original, testTiles, converged),
        accuracy("cnn", "synth", synth, testTiles, converged),
        accuracy("cnn", "ori+synth", both, testTiles, converged));
  }

  static Accuracy accuracy(
      String classifier, String scenario, double mean, int testTiles, boolean converged) {
    int updates = classifier.equals("cnn") ? 2000 : 0;
    return new Accuracy(
        classifier,
        scenario,
        testTiles * 4,
        testTiles,
        List.of(mean - 0.01, mean, mean + 0.01),
        updates,
        converged,
        List.of(
            new ConfusionMatrix(new long[][] {{13, 2, 0}, {1, 13, 1}, {0, 1, 14}}),
            new ConfusionMatrix(new long[][] {{13, 2, 0}, {1, 13, 1}, {0, 1, 14}}),
            new ConfusionMatrix(new long[][] {{14, 1, 1}, {1, 13, 0}, {0, 2, 13}})));
  }

  static LossCurve loss(int points, double end) {
    SplittableRandom random = new SplittableRandom(11);
    int[] steps = new int[points];
    double[] loss = new double[points];
    for (int i = 0; i < points; i++) {
      steps[i] = 10 * (i + 1);
      loss[i] = (end + Math.exp(-i / 6.0)) * (1 + 0.1 * random.nextGaussian());
    }
    return new LossCurve(steps, loss);
  }

  static List<ClassExamples> classes(List<String> labels, int size, int examples, long seed) {
    List<ClassExamples> classes = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      SplittableRandom random = new SplittableRandom(seed + label);
      double rate = 0.06 + 0.3 * random.nextDouble();
      double peak = 2e3 * Math.pow(400, random.nextDouble());
      List<float[]> real = bursts(random, examples, size, rate, 0.05);
      List<float[]> synthetic = bursts(random, examples, size, rate * 1.2, 0.12);
      classes.add(
          new ClassExamples(
              labels.get(label),
              16,
              4,
              4,
              80,
              real.stream().map(x -> tile(x, random, 0)).toList(),
              synthetic.stream().map(x -> tile(x, random, 0.02)).toList(),
              real.stream().map(x -> scaled(x, peak)).toList(),
              synthetic.stream().map(x -> scaled(x, peak * 0.9)).toList()));
    }
    return classes;
  }

  private static List<float[]> bursts(
      SplittableRandom random, int count, int size, double rate, double noise) {
    int period = 3 + random.nextInt(9);
    List<float[]> series = new ArrayList<>();
    for (int example = 0; example < count; example++) {
      float[] x = new float[size];
      int phase = random.nextInt(period);
      int end = size - random.nextInt(size / 3);
      for (int i = 0; i < end; i++) {
        boolean burst = (i + phase) % period == 0 || random.nextDouble() < rate / 3;
        double value =
            (burst ? 0.35 + 0.5 * random.nextDouble() : 0.02) + noise * random.nextDouble();
        x[i] = (float) Math.min(1, value);
      }
      series.add(x);
    }
    return series;
  }

  private static float[] tile(float[] x, SplittableRandom random, double noise) {
    int n = x.length;
    float[] pixels = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double angle = (Math.acos(x[i]) + Math.acos(x[j])) / 2;
        double field = Math.pow(Math.cos(angle), 2);
        pixels[i * n + j] = (float) (Math.pow(field, 0.25) + noise * random.nextGaussian());
      }
    }
    return pixels;
  }

  private static float[] scaled(float[] x, double peak) {
    float[] scaled = new float[x.length];
    IntStream.range(0, x.length).forEach(i -> scaled[i] = (float) (x[i] * peak));
    return scaled;
  }

  private static Histogram histogram(
      String title, double lower, double upper, double centre, double width, int bins) {
    return new Histogram(
        title,
        lower,
        upper,
        bell(bins, centre, width, 0.02, 1),
        bell(bins, centre, width * 1.03, 0.06, 2),
        bell(bins, centre * 1.06, width * 1.15, 0.03, 3));
  }

  private static double[] bell(int bins, double centre, double width, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares =
        IntStream.range(0, bins)
            .mapToDouble(
                i -> {
                  double z = ((i + 0.5) / bins - centre) / width;
                  return Math.exp(-z * z / 2) * Math.max(0, 1 + 3 * noise * random.nextGaussian());
                })
            .toArray();
    double sum = IntStream.range(0, bins).mapToDouble(i -> shares[i]).sum();
    return IntStream.range(0, bins).mapToDouble(i -> shares[i] / sum).toArray();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("evaluate.seeds", "3");
    settings.put("evaluate.updates", "2000");
    settings.put("evaluate.real", "runs/iot/tiles");
    settings.put("extract.bin-width", "250 ms");
    settings.put("extract.feature", "bytes-down");
    settings.put("extract.format", "pcap");
    settings.put("extract.split", "hash");
    settings.put("render.gamma", "0.25");
    settings.put("render.order", "paa");
    settings.put("render.size", "32");
    settings.put("sample.per-class", "80");
    settings.put("sample.sampler", "dpm-solver-2m");
    settings.put("sample.steps", "20");
    settings.put("train.batch", "32");
    settings.put("train.preset", "cpu");
    settings.put("train.seed", "1");
    settings.put("train.steps", "800");
    return settings;
  }
}
