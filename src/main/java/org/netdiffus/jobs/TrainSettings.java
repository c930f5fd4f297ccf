package org.netdiffus.jobs;

import java.util.List;
import java.util.SortedMap;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.dl4j.LearningRate;
import org.netdiffus.dl4j.LossWeight;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.UNetOptions;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.dl4j.UNetShape;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of {@code train-denoiser}.
 *
 * @param input run folder of {@code render-tiles}
 * @param output run folder to write
 * @param preset the network
 * @param options what the network has besides the preset's
 * @param normalisation what decides the units of a pixel
 * @param target what the network predicts
 * @param noise form of the noise
 * @param schedule form of the noise schedule
 * @param scheduleSteps steps of the noise schedule
 * @param rate learning rate
 * @param weightDecay of AdamW
 * @param clipNorm greatest norm of a gradient
 * @param batch tiles in a step of one worker
 * @param workers data-parallel workers
 * @param averagingFrequency steps between averages of the workers
 * @param labelDropout share of labels not shown
 * @param lossWeight weight of an example by its noise level
 * @param timeDraw how time steps are drawn
 * @param emaDecay bound of the decay of the weights' average
 * @param seed of every random number
 * @param validationShare share of the training tiles of each class that picks the checkpoint
 * @param checkpointEvery steps between checkpoints
 * @param keepCheckpoints checkpoints to keep
 * @param previewEvery steps between looks at samples; 0 for none
 * @param all the settings that are kept with the model, by their keys: those that it depends on,
 *     and how often it is saved and how many checkpoints stay
 */
record TrainSettings(
    String input,
    String output,
    UNetPreset preset,
    UNetOptions options,
    Normalisation.Form normalisation,
    PredictionTarget target,
    Noise.Form noise,
    NoiseSchedule.Shape schedule,
    int scheduleSteps,
    LearningRate rate,
    double weightDecay,
    double clipNorm,
    int batch,
    int workers,
    int averagingFrequency,
    double labelDropout,
    LossWeight lossWeight,
    TrainingPlan.TimeDraw timeDraw,
    double emaDecay,
    long seed,
    double validationShare,
    int checkpointEvery,
    int keepCheckpoints,
    int previewEvery,
    SortedMap<String, String> all) {
  private static final int MOST_STEPS = 100_000_000;

  static TrainSettings of(ResolvedSettings settings) {
    SortedMap<String, String> all = settings.section("train");
    all.remove("train.input");
    all.remove("train.output");
    all.remove("train.preview-every");
    return new TrainSettings(
        settings.requiredText("train.input", "the folder that render-tiles has written"),
        settings.requiredText("train.output", "the folder for the model"),
        preset(settings),
        options(settings),
        settings.choice(
            "train.normalisation",
            List.of(Normalisation.Form.values()),
            Normalisation.Form::settingName),
        settings.choice(
            "train.target", List.of(PredictionTarget.values()), PredictionTarget::settingName),
        noise(settings),
        settings.choice(
            "train.schedule",
            List.of(NoiseSchedule.Shape.values()),
            NoiseSchedule.Shape::settingName),
        settings.wholeNumber("train.schedule-steps", 21, 10_000),
        rate(settings),
        settings.number("train.weight-decay", 0, 1),
        settings.number("train.clip-norm", 1e-6, 1e6),
        settings.wholeNumber("train.batch", 1, 4096),
        settings.wholeNumber("train.workers", 1, 1024),
        settings.wholeNumber("train.averaging-frequency", 1, MOST_STEPS),
        settings.number("train.label-dropout", 0, 1),
        settings.choice("train.loss-weight", List.of(LossWeight.values()), LossWeight::settingName),
        settings.choice(
            "train.time-draw",
            List.of(TrainingPlan.TimeDraw.values()),
            TrainingPlan.TimeDraw::settingName),
        settings.number("train.ema-decay", 0, 1),
        settings.longNumber("train.seed"),
        settings.number("train.validation-share", 0, 0.5),
        settings.wholeNumber("train.checkpoint-every", 1, MOST_STEPS),
        settings.wholeNumber("train.keep-checkpoints", 1, 1000),
        settings.wholeNumber("train.preview-every", 0, MOST_STEPS),
        all);
  }

  private static Noise.Form noise(ResolvedSettings settings) {
    Noise.Form noise =
        settings.choice("train.noise", List.of(Noise.Form.values()), Noise.Form::settingName);
    UNetPreset preset = preset(settings);
    if (noise == Noise.Form.SYMMETRIC && preset.dimensions() == 1) {
      throw UserError.settings(
          "train.preset = "
              + preset.settingName()
              + " sees the series of a tile, which has no row and column that train.noise ="
              + " symmetric could exchange",
          "give train.noise = independent");
    }
    return noise;
  }

  private static UNetPreset preset(ResolvedSettings settings) {
    return settings.choice("train.preset", List.of(UNetPreset.values()), UNetPreset::settingName);
  }

  private static UNetOptions options(ResolvedSettings settings) {
    boolean symmetricOutput =
        settings.choice("train.symmetric-output", List.of(false, true), String::valueOf);
    if (symmetricOutput && noise(settings) != Noise.Form.SYMMETRIC) {
      throw UserError.settings(
          "train.symmetric-output = true with train.noise = independent (a symmetric answer cannot"
              + " tell such noise from the tile, and sampling would leave it there)",
          "give train.noise = symmetric, or train.symmetric-output = false");
    }
    return new UNetOptions(
        settings.choice(
            "train.positions",
            List.of(UNetOptions.Positions.values()),
            UNetOptions.Positions::settingName),
        symmetricOutput,
        settings.choice(
            "train.variance",
            List.of(UNetOptions.Variance.values()),
            UNetOptions.Variance::settingName));
  }

  private static LearningRate rate(ResolvedSettings settings) {
    return LearningRate.rising(
        settings.number("train.learning-rate", 1e-9, 10),
        settings.number("train.warm-up", 0, 0.5),
        settings.choice(
            "train.decay", List.of(LearningRate.Decay.values()), LearningRate.Decay::settingName),
        settings.wholeNumber("train.steps", 1, MOST_STEPS));
  }

  /**
   * The network for these tiles.
   *
   * @throws UserError when the preset has none for them
   */
  UNetShape shape(TileKind tiles, int classes) {
    if (preset.dimensions() == 1) {
      requireSeries(tiles);
    }
    return shape(tiles.size(), tiles.channels(), classes);
  }

  /**
   * The network for tiles of this size.
   *
   * @param size pixels of a side
   * @throws UserError when the preset has none for it
   */
  UNetShape shape(int size, int channels, int classes) {
    try {
      return preset.shape(size, channels, classes).with(options);
    } catch (IllegalArgumentException e) {
      throw UserError.settings(
          "train.preset = "
              + preset.settingName()
              + " for tiles of "
              + size
              + " pixels ("
              + e.getMessage()
              + ")",
          "give a render.size that the preset takes, or another preset");
    }
  }

  private void requireSeries(TileKind tiles) {
    String asked = "train.preset = " + preset.settingName() + " sees the series of a tile";
    if (!tiles.geometry().invertsExactly()) {
      throw UserError.settings(
          asked + ", which tiles of render.order = " + tiles.order() + " do not give back",
          "give tiles of render.order = paa");
    }
  }

  /** All that decides the training of a network on tiles that are normalised so. */
  TrainingPlan plan(UNetShape shape, Normalisation units) {
    return new TrainingPlan(
        shape,
        units,
        target,
        noise,
        schedule,
        scheduleSteps,
        rate,
        weightDecay,
        clipNorm,
        batch,
        workers,
        averagingFrequency,
        labelDropout,
        lossWeight,
        timeDraw,
        emaDecay,
        seed);
  }
}
