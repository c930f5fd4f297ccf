package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {
  @Test
  void aTaskTakesTheFirstGpuThatSparkAssignedToIt() {
    assertThat(ComputeDevice.of(List.of("2", "3"), ComputeDevice.Build.CUDA, 4))
        .isEqualTo(new ComputeDevice.Gpu(2));
    assertThat(new ComputeDevice.Gpu(2)).hasToString("GPU 2");
  }

  @Test
  void withoutAnAssignmentABuildForGpusTakesTheFirst() {
    assertThat(ComputeDevice.of(List.of(), ComputeDevice.Build.CUDA, 1))
        .isEqualTo(new ComputeDevice.Gpu(0));
  }

  @Test
  void aBuildForTheCpuSaysThatItLeavesAnAssignedGpuAlone() {
    assertThat(ComputeDevice.of(List.of("1"), ComputeDevice.Build.CPU, 0))
        .hasToString("the CPU (Spark assigned GPU 1, but this build has no CUDA)");
    assertThat(ComputeDevice.of(List.of(), ComputeDevice.Build.CPU, 0)).hasToString("the CPU");
  }

  @Test
  void aBuildForGpusThatFindsNoneSaysSoAndComputesOnTheCpu() {
    assertThat(ComputeDevice.of(List.of("1"), ComputeDevice.Build.CUDA_UNUSABLE, 0))
        .hasToString("the CPU (Spark assigned GPU 1, but no device with CUDA 11.6 was found)");
    assertThat(ComputeDevice.of(List.of(), ComputeDevice.Build.CUDA_UNUSABLE, 0))
        .hasToString("the CPU (no device with CUDA 11.6 was found)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "17", "MIG-7", ""})
  void aGpuThatIsNotThereIsNamed(String address) {
    assertThatThrownBy(() -> ComputeDevice.of(List.of(address), ComputeDevice.Build.CUDA, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Spark assigned GPU "
                + address
                + " and there are 2 to see, numbered from 0: the discovery script and"
                + " CUDA_VISIBLE_DEVICES must agree");
  }

  @Test
  void outsideATaskTheBuildOfTheTestsComputesOnTheCpu() {
    assertThat(ComputeDevice.attach()).isEqualTo(new ComputeDevice.Cpu(""));
  }
}
