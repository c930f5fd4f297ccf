package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.dl4j.LearningRate;
import org.netdiffus.dl4j.LossWeight;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.UNetOptions;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

class TrainSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    TrainSettings settings = settings();

    assertThat(settings.all()).containsEntry("train.batch", "32").doesNotContainKey("train.input");
    assertThat(settings)
        .isEqualTo(
            new TrainSettings(
                "i",
                "o",
                UNetPreset.CPU,
                UNetOptions.NONE,
                Normalisation.Form.MOMENTS,
                PredictionTarget.V,
                Noise.Form.INDEPENDENT,
                NoiseSchedule.Shape.COSINE,
                1000,
                new LearningRate(0.001, 100, LearningRate.Decay.COSINE, 2000),
                0,
                1,
                32,
                2,
                10,
                0.1,
                LossWeight.UNIFORM,
                TrainingPlan.TimeDraw.STRATIFIED,
                0.9999,
                1,
                0,
                200,
                2,
                500,
                settings.all()));
  }

  @Test
  void everyKeyReachesItsComponent() {
    TrainSettings settings =
        settings(
            "train.preset=test",
            "train.positions=coordinates",
            "train.symmetric-output=true",
            "train.variance=learned",
            "train.normalisation=ranks",
            "train.target=epsilon",
            "train.noise=symmetric",
            "train.schedule=linear",
            "train.schedule-steps=500",
            "train.steps=400",
            "train.learning-rate=0.002",
            "train.warm-up=0.25",
            "train.decay=constant",
            "train.weight-decay=0.01",
            "train.clip-norm=2",
            "train.batch=9",
            "train.workers=3",
            "train.averaging-frequency=7",
            "train.label-dropout=0.2",
            "train.loss-weight=min-snr",
            "train.time-draw=independent",
            "train.ema-decay=0.99",
            "train.seed=-4",
            "train.validation-share=0.25",
            "train.checkpoint-every=11",
            "train.keep-checkpoints=5",
            "train.preview-every=0");

    assertThat(settings)
        .isEqualTo(
            new TrainSettings(
                "i",
                "o",
                UNetPreset.TEST,
                new UNetOptions(
                    UNetOptions.Positions.COORDINATES, true, UNetOptions.Variance.LEARNED),
                Normalisation.Form.RANKS,
                PredictionTarget.EPSILON,
                Noise.Form.SYMMETRIC,
                NoiseSchedule.Shape.LINEAR,
                500,
                new LearningRate(0.002, 399, LearningRate.Decay.CONSTANT, 400),
                0.01,
                2,
                9,
                3,
                7,
                0.2,
                LossWeight.MIN_SNR,
                TrainingPlan.TimeDraw.INDEPENDENT,
                0.99,
                -4,
                0.25,
                11,
                5,
                0,
                settings.all()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.noise=blue | train.noise = blue: give one of independent, symmetric.",
        "train.normalisation=grey | train.normalisation = grey: give one of moments, ranks.",
        "train.positions=all | train.positions = all: give one of none, coordinates.",
        "train.symmetric-output=yes | train.symmetric-output = yes: give one of false, true.",
        "train.symmetric-output=true | train.symmetric-output = true with train.noise ="
            + " independent (a symmetric answer cannot tell such noise from the tile, and sampling"
            + " would leave it there): give train.noise = symmetric, or train.symmetric-output ="
            + " false."
      })
  void aMistakeSaysWhatToDo(String single, String message) {
    assertThatThrownBy(() -> settings(single)).isInstanceOf(UserError.class).hasMessage(message);
  }

  private static TrainSettings settings(String... singles) {
    return TrainSettings.of(
        ResolvedSettings.resolve(
            List.of(),
            Stream.concat(Stream.of("train.input=i", "train.output=o"), Stream.of(singles))
                .toList()));
  }
}
