package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.netdiffus.diffusion.Guidance;
import org.netdiffus.diffusion.Sampler;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of {@code sample-tiles}.
 *
 * @param model run folder of {@code train-denoiser}
 * @param output run folder to write
 * @param perClass tiles of each class
 * @param firstIndex number of the first of them
 * @param sampler the way from noise to tile
 * @param steps steps of the sampler, each with one evaluation of the network, two under guidance
 * @param guidance guidance towards the class
 * @param checkpoint which checkpoint of the model draws
 * @param weights which weights of the model draw
 * @param batch tiles that run through the network together
 * @param seed seed of the run
 * @param preview tiles of each class on the contact sheet; 0 for no sheet
 * @param project whether each tile is replaced by the nearest valid one
 */
record SampleSettings(
    String model,
    String output,
    PerClass perClass,
    long firstIndex,
    Sampler sampler,
    int steps,
    Guidance guidance,
    Checkpoint checkpoint,
    Weights weights,
    int batch,
    long seed,
    int preview,
    boolean project)
    implements Serializable {
  private static final String PER_CLASS = "sample.per-class";
  private static final int MOST_PER_CLASS = 100_000_000;
  private static final int MOST_FIRST_INDEX = 2_000_000_000;

  /** Which checkpoint of a model draws. */
  enum Checkpoint {
    /** That of the least validation loss; the last where none was measured. */
    BEST,
    /** The last. */
    LAST;

    String settingName() {
      return this == BEST ? "best" : "last";
    }
  }

  /** Which weights of a model draw. */
  enum Weights {
    /** Their exponential average over the training. */
    EMA,
    /** As the last step left them. */
    RAW;

    String settingName() {
      return this == EMA ? "ema" : "raw";
    }
  }

  /** How many tiles of each class. */
  sealed interface PerClass extends Serializable {
    /**
     * The counts in the order of the labels.
     *
     * @throws UserError for a label that the model does not know, or when nothing is left to draw
     */
    int[] counts(List<String> labels);
  }

  /** As many of each class. */
  record Equal(int count) implements PerClass {
    @Override
    public int[] counts(List<String> labels) {
      return labels.stream().mapToInt(label -> count).toArray();
    }
  }

  /** By label; none of a class that is not named. */
  record ByLabel(Map<String, Integer> counts) implements PerClass {
    @Override
    public int[] counts(List<String> labels) {
      for (String label : counts.keySet()) {
        if (!labels.contains(label)) {
          throw UserError.settings(
              PER_CLASS + "." + label + ": the model knows no such class",
              "give some of " + String.join(", ", labels));
        }
      }
      return labels.stream().mapToInt(label -> counts.getOrDefault(label, 0)).toArray();
    }
  }

  static SampleSettings of(ResolvedSettings settings) {
    return new SampleSettings(
        settings.requiredText("sample.model", "the folder that train-denoiser has written"),
        settings.requiredText("sample.output", "the folder for the tiles"),
        perClass(settings),
        settings.wholeNumber("sample.first-index", 0, MOST_FIRST_INDEX),
        sampler(settings),
        settings.wholeNumber("sample.steps", 2, 100_000),
        guidance(settings),
        settings.choice("sample.checkpoint", List.of(Checkpoint.values()), Checkpoint::settingName),
        settings.choice("sample.weights", List.of(Weights.values()), Weights::settingName),
        settings.wholeNumber("sample.batch", 1, 100_000),
        settings.longNumber("sample.seed"),
        settings.wholeNumber("sample.preview", 0, 100),
        settings.choice("sample.project", List.of("true", "false")).equals("true"));
  }

  /**
   * Guided samples ask the network for what it answers to tiles of no class, and unguided ones for
   * what it answers to tiles of a class: each only means something if the training has shown it.
   *
   * @param labelDropout share of the labels that the training did not show, 0 to 1
   * @throws UserError when the network was never taught what the guidance asks it for
   */
  static void requireTaught(Guidance guidance, double labelDropout) {
    if (guidance.scale() != 1 && labelDropout == 0) {
      throw UserError.settings(
          "sample.guidance = "
              + guidance.scale()
              + " for a model of train.label-dropout = 0, which never saw a tile without its class",
          "give sample.guidance = 1, or train with train.label-dropout above 0");
    }
    if (guidance.scale() != 0 && labelDropout == 1) {
      throw UserError.settings(
          "sample.guidance = "
              + guidance.scale()
              + " for a model of train.label-dropout = 1, which never saw the class of a tile",
          "give sample.guidance = 0, or train with train.label-dropout below 1");
    }
  }

  static Guidance guidance(ResolvedSettings settings) {
    return new Guidance(settings.number("sample.guidance", 0, 100));
  }

  private static PerClass perClass(ResolvedSettings settings) {
    return settings
        .table(PER_CLASS)
        .<PerClass>map(
            table -> {
              table.forEach(SampleSettings::checkCount);
              if (table.values().stream().allMatch(count -> count == 0)) {
                throw UserError.settings(PER_CLASS + " asks for no tile", "give a count above 0");
              }
              return new ByLabel(table);
            })
        .orElseGet(() -> new Equal(settings.wholeNumber(PER_CLASS, 1, MOST_PER_CLASS)));
  }

  private static void checkCount(String label, int count) {
    if (count < 0 || count > MOST_PER_CLASS) {
      throw UserError.settings(
          PER_CLASS + "." + label + " = " + count,
          "give a whole number from 0 to " + MOST_PER_CLASS);
    }
  }

  private static Sampler sampler(ResolvedSettings settings) {
    double eta = settings.number("sample.eta", 0, 1);
    Sampler sampler =
        settings.choice(
            "sample.sampler",
            List.of(new Sampler.Ddpm(), new Sampler.Ddim(eta), new Sampler.DpmSolver2m()),
            Sampler::settingName);
    if (eta > 0 && !(sampler instanceof Sampler.Ddim)) {
      throw UserError.settings(
          "sample.eta = " + eta + " does nothing with sample.sampler = " + sampler.settingName(),
          "leave it at 0, or sample with ddim");
    }
    return sampler;
  }
}
