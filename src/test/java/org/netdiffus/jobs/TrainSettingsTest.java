package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.dl4j.LearningRate;
import org.netdiffus.dl4j.LossWeight;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

class TrainSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    TrainSettings settings = settings();

    assertThat(settings.preset()).isEqualTo(UNetPreset.CPU);
    assertThat(settings.target()).isEqualTo(PredictionTarget.V);
    assertThat(settings.schedule()).isEqualTo(NoiseSchedule.Shape.COSINE);
    assertThat(settings.scheduleSteps()).isEqualTo(1000);
    assertThat(settings.rate())
        .isEqualTo(new LearningRate(0.001, 100, LearningRate.Decay.COSINE, 2000));
    assertThat(settings.weightDecay()).isZero();
    assertThat(settings.clipNorm()).isEqualTo(1);
    assertThat(settings.batch()).isEqualTo(32);
    assertThat(settings.workers()).isEqualTo(2);
    assertThat(settings.averagingFrequency()).isEqualTo(10);
    assertThat(settings.labelDropout()).isCloseTo(0.1, within(1e-12));
    assertThat(settings.lossWeight()).isEqualTo(LossWeight.UNIFORM);
    assertThat(settings.timeDraw()).isEqualTo(TrainingPlan.TimeDraw.STRATIFIED);
    assertThat(settings.emaDecay()).isCloseTo(0.9999, within(1e-12));
    assertThat(settings.seed()).isEqualTo(1);
    assertThat(settings.checkpointEvery()).isEqualTo(200);
    assertThat(settings.keepCheckpoints()).isEqualTo(2);
  }

  @Test
  void everyKeyReachesItsComponent() {
    TrainSettings settings =
        settings(
            "train.preset=test",
            "train.target=epsilon",
            "train.schedule=linear",
            "train.schedule-steps=300",
            "train.steps=50",
            "train.learning-rate=0.25",
            "train.warm-up=0.1",
            "train.decay=constant",
            "train.weight-decay=0.03",
            "train.clip-norm=4",
            "train.batch=6",
            "train.workers=3",
            "train.averaging-frequency=7",
            "train.label-dropout=0.4",
            "train.loss-weight=min-snr",
            "train.time-draw=independent",
            "train.ema-decay=0.8",
            "train.seed=-9",
            "train.checkpoint-every=11",
            "train.keep-checkpoints=5");

    assertThat(settings.preset()).isEqualTo(UNetPreset.TEST);
    assertThat(settings.target()).isEqualTo(PredictionTarget.EPSILON);
    assertThat(settings.schedule()).isEqualTo(NoiseSchedule.Shape.LINEAR);
    assertThat(settings.scheduleSteps()).isEqualTo(300);
    assertThat(settings.rate())
        .isEqualTo(new LearningRate(0.25, 5, LearningRate.Decay.CONSTANT, 50));
    assertThat(settings.weightDecay()).isEqualTo(0.03);
    assertThat(settings.clipNorm()).isEqualTo(4);
    assertThat(settings.batch()).isEqualTo(6);
    assertThat(settings.workers()).isEqualTo(3);
    assertThat(settings.averagingFrequency()).isEqualTo(7);
    assertThat(settings.labelDropout()).isEqualTo(0.4);
    assertThat(settings.lossWeight()).isEqualTo(LossWeight.MIN_SNR);
    assertThat(settings.timeDraw()).isEqualTo(TrainingPlan.TimeDraw.INDEPENDENT);
    assertThat(settings.emaDecay()).isEqualTo(0.8);
    assertThat(settings.seed()).isEqualTo(-9);
    assertThat(settings.checkpointEvery()).isEqualTo(11);
    assertThat(settings.keepCheckpoints()).isEqualTo(5);
  }

  @Test
  void anUnknownTargetNamesTheKnownOnes() {
    assertThatThrownBy(() -> settings("train.target=score"))
        .isInstanceOf(UserError.class)
        .hasMessage("train.target = score: give one of epsilon, v.");
  }

  private static TrainSettings settings(String... singles) {
    List<String> all = new ArrayList<>(List.of("train.input=i", "train.output=o"));
    all.addAll(List.of(singles));
    return TrainSettings.of(ResolvedSettings.resolve(List.of(), all));
  }
}
