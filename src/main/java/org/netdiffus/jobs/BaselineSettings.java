package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.netdiffus.baseline.SeriesJitter;
import org.netdiffus.baseline.SeriesModel;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Settings of {@code train-baseline}.
 *
 * @param input run folder of {@code extract-series}
 * @param output run folder to write
 * @param kind which generator
 * @param perClass series of each class to draw; 0 for as many as the class has training traces
 * @param jitter how the bootstrap changes a series
 * @param rule how hidden Markov models are fitted
 * @param tracesPerClass training traces of each class that a hidden Markov model is fitted to at
 *     most
 * @param seed seed of the run
 */
record BaselineSettings(
    String input,
    String output,
    Kind kind,
    int perClass,
    SeriesJitter jitter,
    SeriesModel.Rule rule,
    int tracesPerClass,
    long seed)
    implements Serializable {
  /** A round that raises the logarithm of the likelihood by less than this share is the last. */
  private static final double GAIN = 1e-5;

  /** Which generator. */
  enum Kind {
    /** A training trace of the class, drawn at random and changed a little. */
    BOOTSTRAP,
    /** A hidden Markov model of each class and feature. */
    HMM;

    String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static BaselineSettings of(ResolvedSettings settings) {
    return new BaselineSettings(
        settings.requiredText("baseline.input", "the folder that extract-series has written"),
        settings.requiredText("baseline.output", "the folder for the model and its series"),
        settings.choice("baseline.kind", List.of(Kind.values()), Kind::settingName),
        settings.wholeNumber("baseline.per-class", 0, 10_000_000),
        new SeriesJitter(
            settings.number("baseline.jitter", 0, 10), settings.number("baseline.shift", 0, 1)),
        new SeriesModel.Rule(
            settings.wholeNumber("baseline.states", 1, 1000),
            settings.wholeNumber("baseline.symbols", 2, 1000),
            settings.wholeNumber("baseline.rounds", 1, 10_000),
            GAIN),
        settings.wholeNumber("baseline.traces-per-class", 1, 10_000),
        settings.longNumber("baseline.seed"));
  }
}
