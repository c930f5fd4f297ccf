package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The experiments of the paper that can be run by their name. */
enum Experiment {
  /** Figures 2 and 7. */
  FIDELITY(
      "How near are synthetic tiles to real ones, beside two simple generators and a same-size part"
          + " of the real data, and does the model give its training tiles away?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>(baselines(settings));
      steps.add(
          evaluate(
              settings, "report", settings.data() + "/tiles", besideBaselines(settings), Map.of()));
      steps.add(
          new ExperimentStep(
              "audit-privacy",
              Map.of(
                  "audit.model", settings.data() + "/model",
                  "audit.real", settings.data() + "/tiles",
                  "audit.output", settings.output() + "/privacy")));
      return steps;
    }

    @Override
    Map<String, String> unlessGiven() {
      return Map.of();
    }
  },

  /** Figure 3 and level L3 of table 1. */
  CLASSIFIERS(
      "What are synthetic tiles worth to classifiers that are tested on real ones, in place of as"
          + " many originals and beside them?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>(baselines(settings));
      steps.add(
          evaluate(
              settings, "report", settings.data() + "/tiles", besideBaselines(settings), Map.of()));
      return steps;
    }

    @Override
    Map<String, String> unlessGiven() {
      return Map.of(
          "evaluate.two-sample",
          TwoSampleClassifier.NAIVE_BAYES.settingName(),
          "evaluate.classifiers",
          CLASSIFIERS_OF_THE_PAPER,
          "evaluate.synthetic-per-class",
          "1x",
          "baseline.per-class",
          "0");
    }
  },

  /** Figure 8. */
  HOW_MANY("How many synthetic tiles does a classifier need to do without originals?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>();
      for (double multiple : settings.multiples()) {
        steps.add(
            evaluate(
                settings,
                multipleReport(multiple),
                settings.data() + "/tiles",
                List.of(settings.data() + "/synthetic"),
                Map.of("evaluate.synthetic-per-class", multiple + "x")));
      }
      return steps;
    }
  },

  /** Figure 4. */
  LIMITED_DATA(
      "Do synthetic tiles help where few originals are known, the model itself being trained on"
          + " those few?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>();
      for (double share : settings.shares()) {
        String end = "-" + share;
        String tiles = settings.output() + "/tiles" + end;
        String model = settings.output() + "/model" + end;
        String synthetic = settings.output() + "/synthetic" + end;
        steps.add(sharedTiles(settings, share, tiles));
        steps.add(
            new ExperimentStep(
                "train-denoiser", Map.of("train.input", tiles, "train.output", model)));
        steps.add(
            new ExperimentStep(
                "sample-tiles", Map.of("sample.model", model, "sample.output", synthetic)));
        steps.add(
            evaluate(
                settings,
                shareReport(share),
                tiles,
                List.of(synthetic),
                Map.of("evaluate.model", model)));
      }
      return steps;
    }
  },

  /** Figure 6. */
  EARLY("How well is traffic told apart by its beginning, with and without synthetic tiles?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      String tiles = settings.output() + "/tiles";
      return List.of(
          prefixTiles(settings, tiles),
          evaluate(settings, "report", tiles, List.of(settings.data() + "/synthetic"), Map.of()),
          evaluate(
              settings,
              "report-whole",
              settings.data() + "/tiles",
              List.of(settings.data() + "/synthetic"),
              Map.of()));
    }
  },

  /** Figure 5. */
  ANOMALY(
      "Do synthetic tiles help to recognise classes of which few traces are known, and to notice"
          + " those of which none is?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      String beginnings = settings.output() + "/tiles";
      return List.of(
          detection(settings, "whole", settings.data() + "/tiles"),
          prefixTiles(settings, beginnings),
          detection(settings, "beginning", beginnings));
    }

    @Override
    List<String> needs() {
      return List.of(TILES, SYNTHETIC);
    }
  },

  /** Table 2. */
  ONE_OR_TWO_DIMENSIONS(
      "Is a diffusion model of images better than one of the series that they show, of the same shape"
          + " and of the same size?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>();
      List<String> synthetic = new ArrayList<>(List.of(settings.data() + "/synthetic"));
      for (String preset : settings.seriesPresets()) {
        String model = settings.output() + "/model-" + preset;
        String tiles = settings.output() + "/synthetic-" + preset;
        steps.add(
            new ExperimentStep(
                "train-denoiser",
                Map.of(
                    "train.input",
                    settings.data() + "/tiles",
                    "train.output",
                    model,
                    "train.preset",
                    preset,
                    "train.noise",
                    "independent",
                    "train.symmetric-output",
                    "false",
                    "train.positions",
                    "none")));
        steps.add(
            new ExperimentStep(
                "sample-tiles", Map.of("sample.model", model, "sample.output", tiles)));
        synthetic.add(tiles);
      }
      steps.add(evaluate(settings, "report", settings.data() + "/tiles", synthetic, Map.of()));
      return steps;
    }
  },

  /** Table 3. */
  SERIES_OR_IMAGE("Are series told apart better as images than as they are?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      List<ExperimentStep> steps = new ArrayList<>();
      for (double share : settings.formShares()) {
        String tiles = settings.data() + "/tiles";
        if (share < 1) {
          tiles = settings.output() + "/tiles-" + share;
          steps.add(sharedTiles(settings, share, tiles));
        }
        steps.add(
            new ExperimentStep(
                CompareForms.NAME,
                Map.of(
                    "evaluate.real",
                    tiles,
                    "evaluate.input",
                    settings.data() + "/series",
                    "evaluate.model",
                    "",
                    "evaluate.output",
                    settings.output() + "/forms-" + share)));
      }
      return steps;
    }

    @Override
    List<String> needs() {
      return List.of(TILES);
    }
  },

  /** Table 1. */
  HIERARCHY("How well are kinds of traffic told apart, platforms, and the classes of each?") {
    @Override
    List<ExperimentStep> steps(ExperimentSettings settings) {
      String tiles = settings.output() + "/tiles";
      String synthetic = settings.output() + "/synthetic";
      List<ExperimentStep> steps =
          new ArrayList<>(
              List.of(
                  union(settings, TrafficSet::tiles, tiles),
                  union(settings, TrafficSet::synthetic, synthetic),
                  evaluate(settings, TYPES_REPORT, tiles, List.of(synthetic), Map.of())));
      for (TrafficSet set : settings.sets()) {
        steps.add(
            evaluate(
                settings, "report-" + set.name(), set.tiles(), List.of(set.synthetic()), Map.of()));
      }
      return steps;
    }

    @Override
    List<String> needs() {
      return List.of(TILES, SYNTHETIC);
    }
  };

  /** Folder of the data with its real tiles. */
  static final String TILES = "tiles";

  /** Folder of the data with its model. */
  static final String MODEL = "model";

  /** Folder of the data with its synthetic tiles. */
  static final String SYNTHETIC = "synthetic";

  /** Name of the report on the kinds of traffic. */
  static final String TYPES_REPORT = "types";

  /** Boosted trees stand for XGBoost. */
  private static final String CLASSIFIERS_OF_THE_PAPER =
      "[cnn, boosted-trees, mlp, naive-bayes, random-forest]";

  private final String purpose;

  Experiment(String purpose) {
    this.purpose = purpose;
  }

  /** Name on the command line, such as {@code how-many}. */
  String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it asks, in a sentence. */
  String purpose() {
    return purpose;
  }

  /** The verbs that it takes, in order. */
  abstract List<ExperimentStep> steps(ExperimentSettings settings);

  /** Folders of the data without which it cannot begin. */
  List<String> needs() {
    return List.of(TILES, MODEL, SYNTHETIC);
  }

  /**
   * Settings that stand unless the user gives others. The two-sample tests are of fidelity, and
   * other experiments take the cheapest of them.
   */
  Map<String, String> unlessGiven() {
    return Map.of("evaluate.two-sample", TwoSampleClassifier.NAIVE_BAYES.settingName());
  }

  /** Name of the report on a multiple of the originals. */
  static String multipleReport(double multiple) {
    return "report-" + multiple + "x";
  }

  /** Name of the report on a share of the training series. */
  static String shareReport(double share) {
    return "report-" + share;
  }

  /** The model's tiles and the series of the simple generators. */
  private static List<String> besideBaselines(ExperimentSettings settings) {
    return Stream.concat(
            Stream.of(settings.data() + "/" + SYNTHETIC),
            Stream.of(BaselineSettings.Kind.values())
                .map(kind -> settings.output() + "/" + kind.settingName()))
        .toList();
  }

  private static List<ExperimentStep> baselines(ExperimentSettings settings) {
    List<ExperimentStep> steps = new ArrayList<>();
    for (BaselineSettings.Kind kind : BaselineSettings.Kind.values()) {
      steps.add(
          new ExperimentStep(
              "train-baseline",
              Map.of(
                  "baseline.input",
                  settings.data() + "/series",
                  "baseline.output",
                  settings.output() + "/" + kind.settingName(),
                  "baseline.kind",
                  kind.settingName())));
    }
    return steps;
  }

  /** Real tiles of the beginnings of the traces. */
  private static ExperimentStep prefixTiles(ExperimentSettings settings, String tiles) {
    return new ExperimentStep(
        "render-tiles",
        Map.of(
            "render.input",
            settings.data() + "/series",
            "render.output",
            tiles,
            "render.prefix",
            settings.prefix(),
            "render.prefix-side",
            "crop"));
  }

  /** All real test tiles, and those of a share of the training series. */
  private static ExperimentStep sharedTiles(
      ExperimentSettings settings, double share, String tiles) {
    return new ExperimentStep(
        "render-tiles",
        Map.of(
            "render.input", settings.data() + "/series",
            "render.output", tiles,
            "render.training-share", "" + share));
  }

  private static ExperimentStep union(
      ExperimentSettings settings, Function<TrafficSet, String> part, String output) {
    return new ExperimentStep(
        UniteTiles.NAME,
        Map.of(
            UniteTiles.SECTION + ".input",
            settings.sets().stream().map(part).collect(Collectors.joining(",")),
            UniteTiles.SECTION + ".labels",
            settings.sets().stream().map(TrafficSet::type).collect(Collectors.joining(",")),
            UniteTiles.SECTION + ".output",
            output));
  }

  private static ExperimentStep detection(ExperimentSettings settings, String name, String real) {
    return new ExperimentStep(
        DetectAnomalies.NAME,
        Map.of(
            "evaluate.real",
            real,
            "evaluate.synthetic",
            settings.data() + "/synthetic",
            "evaluate.model",
            "",
            "evaluate.output",
            settings.output() + "/" + name));
  }

  private static ExperimentStep evaluate(
      ExperimentSettings settings,
      String report,
      String real,
      List<String> synthetic,
      Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("evaluate.real", real);
    all.put("evaluate.synthetic", String.join(",", synthetic));
    all.put("evaluate.model", "");
    all.put("evaluate.output", settings.output() + "/" + report);
    all.putAll(more);
    return new ExperimentStep("evaluate", all);
  }
}
