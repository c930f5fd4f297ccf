package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UNetShapeTest {
  /** The counts of the released network's class, checked in PyTorch; see the specification. */
  @ParameterizedTest
  @CsvSource({
    "test, 5421, 5757, 5458",
    "cpu, 1627457, 1630145, 1627746",
    "cpu-64, 1749313, 1752001, 1749602",
    "gpu-64, 23032001, 23037377, 23032578",
    "paper, 121055873, 121066625, 121057026",
    "paper-128, 125062529, 125073281, 125063682",
    "1d-test, 3261, 3597, 3274",
    "1d-cpu, 779201, 781889, 779298",
    "1d-cpu-48, 1745569, 1749601, 1745714",
    "1d-304, 11111873, 11117249, 11112066",
    "1d-720, 11111873, 11117249, 11112066"
  })
  void everyPresetHasTheCountOfParametersOfTheReleasedNetwork(
      String name, long parameters, long withTwentyClasses, long withVariance) {
    UNetPreset preset = UNetPreset.named(name);

    assertThat(preset.settingName()).isEqualTo(name);
    assertThat(preset.shape(1, 0).parameters()).isEqualTo(parameters);
    assertThat(preset.shape(1, 20).parameters()).isEqualTo(withTwentyClasses);
    UNetOptions learned =
        new UNetOptions(UNetOptions.Positions.NONE, false, UNetOptions.Variance.LEARNED);
    assertThat(preset.shape(1, 0).with(learned).parameters()).isEqualTo(withVariance);
  }

  @Test
  void aSizeThatCannotBeHalvedOftenEnoughIsRefusedWithTheNextThatCan() {
    assertThatThrownBy(
            () -> new UNetShape(1, 300, 1, 64, List.of(1, 2, 3, 4), 2, List.of(76), 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size 300 cannot be halved 3 times; the next size that can is 304");
  }

  @Test
  void aPresetThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatThrownBy(() -> UNetPreset.named("huge"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no preset is called huge; there are test, cpu, cpu-64, gpu-64, paper, paper-128,"
                + " 1d-test, 1d-cpu, 1d-cpu-48, 1d-304, 1d-720");
  }
}
