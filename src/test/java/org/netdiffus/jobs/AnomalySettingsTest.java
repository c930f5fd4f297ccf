package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.settings.ResolvedSettings;

class AnomalySettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings()).isEqualTo(new AnomalySettings(2, 5, List.of(5, 10), 5));
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "experiment.anomaly.anomalous=1",
                "experiment.anomaly.legitimate=3",
                "experiment.anomaly.known=[8, 2]",
                "experiment.anomaly.members=4"))
        .isEqualTo(new AnomalySettings(1, 3, List.of(2, 8), 4));
  }

  @Test
  void whatCannotBeIsToldWithItsRemedy() {
    assertThatThrownBy(() -> settings("experiment.anomaly.known=[5, 0]"))
        .hasMessage("experiment.anomaly.known = 5, 0: give different whole numbers from 1 on.");
    List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");
    assertThatThrownBy(
            () -> settings().requireEnough(labels.subList(0, 6), List.of(80L, 80L), "tiles"))
        .hasMessage(
            "2 anomalous and 5 legitimate classes of the 6 in tiles: give a smaller"
                + " experiment.anomaly.legitimate or experiment.anomaly.anomalous.");
    assertThatThrownBy(
            () ->
                settings()
                    .requireEnough(labels, List.of(80L, 80L, 10L, 80L, 80L, 80L, 80L), "tiles"))
        .hasMessage(
            "experiment.anomaly.known = 10 in tiles, where class c has 10 training tiles: give"
                + " fewer than it has.");
  }

  @Test
  void everyRunDrawsClassesOfItsOwnAndTheSameOnesAgain() {
    List<AnomalyChoice> choices =
        IntStream.range(0, 20).mapToObj(run -> AnomalyChoice.of(20, settings(), 1, run)).toList();
    assertThat(choices)
        .allSatisfy(
            choice -> {
              assertThat(choice.all()).hasSize(7).doesNotHaveDuplicates();
              assertThat(choice.legitimate()).hasSize(5);
            })
        .hasSizeGreaterThan(1)
        .doesNotHaveDuplicates();
    assertThat(choices.stream().flatMap(choice -> choice.anomalous().stream()).distinct())
        .hasSizeGreaterThan(10);
    assertThat(AnomalyChoice.of(20, settings(), 1, 3)).isEqualTo(choices.get(3));
    assertThat(AnomalyChoice.of(20, settings(), 2, 3)).isNotEqualTo(choices.get(3));
  }

  private static AnomalySettings settings(String... singles) {
    return AnomalySettings.of(ResolvedSettings.resolve(List.of(), List.of(singles)));
  }
}
