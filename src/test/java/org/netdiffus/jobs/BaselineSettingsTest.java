package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.baseline.SeriesJitter;
import org.netdiffus.baseline.SeriesModel;
import org.netdiffus.settings.ResolvedSettings;

class BaselineSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings())
        .isEqualTo(
            new BaselineSettings(
                "i",
                "o",
                BaselineSettings.Kind.BOOTSTRAP,
                100,
                new SeriesJitter(0.1, 0.02),
                new SeriesModel.Rule(12, 24, 50, 1e-5),
                200,
                1));
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "baseline.kind=hmm",
                "baseline.per-class=0",
                "baseline.jitter=0.5",
                "baseline.shift=0.25",
                "baseline.states=3",
                "baseline.symbols=5",
                "baseline.rounds=7",
                "baseline.traces-per-class=11",
                "baseline.seed=-2"))
        .isEqualTo(
            new BaselineSettings(
                "i",
                "o",
                BaselineSettings.Kind.HMM,
                0,
                new SeriesJitter(0.5, 0.25),
                new SeriesModel.Rule(3, 5, 7, 1e-5),
                11,
                -2));
  }

  private static BaselineSettings settings(String... singles) {
    List<String> all = new ArrayList<>(List.of("baseline.input=i", "baseline.output=o"));
    all.addAll(List.of(singles));
    return BaselineSettings.of(ResolvedSettings.resolve(List.of(), all));
  }
}
