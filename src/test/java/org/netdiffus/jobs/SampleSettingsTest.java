package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.netdiffus.diffusion.Guidance;
import org.netdiffus.diffusion.Sampler;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

class SampleSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings())
        .isEqualTo(
            new SampleSettings(
                "m",
                "o",
                new SampleSettings.Equal(100),
                0,
                new Sampler.DpmSolver2m(),
                20,
                Guidance.NONE,
                SampleSettings.Checkpoint.BEST,
                SampleSettings.Weights.EMA,
                50,
                1,
                8,
                false));
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "sample.per-class={a = 3, b = 0}",
                "sample.first-index=11",
                "sample.sampler=ddim",
                "sample.eta=0.5",
                "sample.steps=7",
                "sample.guidance=2.5",
                "sample.checkpoint=last",
                "sample.weights=raw",
                "sample.batch=9",
                "sample.seed=-4",
                "sample.preview=0",
                "sample.project=true"))
        .isEqualTo(
            new SampleSettings(
                "m",
                "o",
                new SampleSettings.ByLabel(Map.of("a", 3, "b", 0)),
                11,
                new Sampler.Ddim(0.5),
                7,
                new Guidance(2.5),
                SampleSettings.Checkpoint.LAST,
                SampleSettings.Weights.RAW,
                9,
                -4,
                0,
                true));
    assertThat(settings("sample.sampler=ddpm").sampler()).isEqualTo(new Sampler.Ddpm());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample.model= | sample.model is not set: give the folder that train-denoiser has written"
            + " with --set sample.model=….",
        "sample.sampler=euler | sample.sampler = euler: give one of ddpm, ddim, dpm-solver-2m.",
        "sample.eta=0.5 | sample.eta = 0.5 does nothing with sample.sampler = dpm-solver-2m: leave"
            + " it at 0, or sample with ddim.",
        "sample.steps=1 | sample.steps = 1: give a whole number from 2 to 100000.",
        "sample.per-class=0 | sample.per-class = 0: give a whole number from 1 to 100000000.",
        "sample.per-class={a=-1} | sample.per-class.a = -1: give a whole number from 0 to"
            + " 100000000.",
        "sample.per-class={a=0} | sample.per-class asks for no tile: give a count above 0.",
        "sample.guidance=-1 | sample.guidance = -1.0: give a number from 0.0 to 100.0."
      })
  void aMistakeSaysWhatToDo(String single, String message) {
    assertThatThrownBy(() -> settings(single)).isInstanceOf(UserError.class).hasMessage(message);
  }

  @Test
  void countsFollowTheLabelsOfTheModel() {
    assertThat(new SampleSettings.Equal(4).counts(List.of("a", "b"))).containsExactly(4, 4);
    SampleSettings.PerClass byLabel = new SampleSettings.ByLabel(Map.of("b", 7));
    assertThat(byLabel.counts(List.of("a", "b"))).containsExactly(0, 7);
    assertThatThrownBy(() -> byLabel.counts(List.of("x", "y")))
        .isInstanceOf(UserError.class)
        .hasMessage("sample.per-class.b: the model knows no such class: give some of x, y.");
  }

  private static SampleSettings settings(String... singles) {
    return SampleSettings.of(
        ResolvedSettings.resolve(
            List.of(),
            Stream.concat(Stream.of("sample.model=m", "sample.output=o"), Stream.of(singles))
                .toList()));
  }
}
