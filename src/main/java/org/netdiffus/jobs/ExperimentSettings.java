package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.measure.PaperResult;
import org.netdiffus.report.PaperResults;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of {@code experiment}.
 *
 * @param experiment which one
 * @param data output folder of {@code run-pipeline}: series, tiles, model and synthetic; of {@code
 *     hierarchy} the first of them
 * @param output folder that receives the folders of the steps and {@code summary}
 * @param standsFor the paper's data sets whose figures are shown: those whose name begins so; empty
 *     for all
 * @param multiples of {@code how-many}: synthetic tiles of each class as multiples of its training
 *     tiles
 * @param shares of {@code limited-data}: shares of the training series
 * @param prefix of {@code early} and {@code anomaly}: the beginning that is seen, as {@code
 *     render.prefix}
 * @param seriesPresets of {@code one-or-two-dimensions}: networks of one dimension
 * @param formShares of {@code series-or-image}: shares of the training series
 * @param sets of {@code hierarchy}: the sets of traffic; of others none
 */
record ExperimentSettings(
    Experiment experiment,
    String data,
    String output,
    String standsFor,
    List<Double> multiples,
    List<Double> shares,
    String prefix,
    List<String> seriesPresets,
    List<Double> formShares,
    List<TrafficSet> sets) {
  private static final String STANDS_FOR = "experiment.stands-for";
  private static final String PRESETS = "experiment.one-dimension.presets";

  static ExperimentSettings of(ResolvedSettings settings) {
    Experiment experiment =
        settings.choice("experiment.name", List.of(Experiment.values()), Experiment::settingName);
    List<TrafficSet> sets =
        experiment == Experiment.HIERARCHY ? TrafficSet.all(settings) : List.of();
    String data =
        sets.isEmpty()
            ? settings.requiredText("experiment.data", "a folder that run-pipeline has written")
            : sets.get(0).folder();
    String output = settings.text("experiment.output");
    return new ExperimentSettings(
        experiment,
        data,
        output.isEmpty() ? data + "/experiments/" + experiment.settingName() : output,
        standsFor(settings),
        numbers(settings, "experiment.multiples", 1000),
        numbers(settings, "experiment.shares", 1),
        settings.requiredText("experiment.prefix", "a time or a share of the series"),
        seriesPresets(settings),
        numbers(settings, "experiment.series-or-image.shares", 1),
        sets);
  }

  private static List<String> seriesPresets(ResolvedSettings settings) {
    List<String> names = settings.texts(PRESETS);
    List<String> known =
        Arrays.stream(UNetPreset.values())
            .filter(preset -> preset.dimensions() == 1)
            .map(UNetPreset::settingName)
            .toList();
    if (names.isEmpty() || Set.copyOf(names).size() < names.size() || !known.containsAll(names)) {
      throw UserError.settings(
          PRESETS + " = " + String.join(", ", names),
          "give different ones of " + String.join(", ", known));
    }
    return names;
  }

  /** Whether a figure of the paper is of a data set that the data stand for. */
  boolean isOf(PaperResult figure) {
    return standsFor.isEmpty()
        || figure.dataSets().stream().anyMatch(name -> name.startsWith(standsFor));
  }

  private static String standsFor(ResolvedSettings settings) {
    String begin = settings.text(STANDS_FOR);
    SortedSet<String> known = PaperResults.dataSets();
    if (known.stream().noneMatch(name -> name.startsWith(begin))) {
      throw UserError.settings(
          STANDS_FOR + " = " + begin,
          "leave it empty, or give the beginning of one of the paper's data sets: "
              + String.join(", ", known));
    }
    return begin;
  }

  private static List<Double> numbers(ResolvedSettings settings, String key, double most) {
    List<Double> numbers = settings.texts(key).stream().map(ExperimentSettings::number).toList();
    boolean inBounds = numbers.stream().allMatch(number -> number > 0 && number <= most);
    if (numbers.isEmpty() || !inBounds || Set.copyOf(numbers).size() < numbers.size()) {
      throw UserError.settings(
          key + " = " + String.join(", ", settings.texts(key)),
          "give different numbers above 0 and at most " + (int) most);
    }
    return numbers;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN; // refused by the caller, who says what would be right
    }
  }
}
