package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class ClassifierNetworkTest {
  // DL4J's check insists on this default of the whole JVM.
  @BeforeEach
  void checkInDouble() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterEach
  void computeInFloat() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  @ParameterizedTest(name = "{0} px, {1} channels")
  @CsvSource({"32, 1, 1314740", "64, 1, 1707956", "128, 1, 3280820", "128, 3, 3281396"})
  void theNumberOfParametersIsThatOfTheReleasedNetwork(int size, int channels, long parameters) {
    assertThat(ClassifierNetwork.of(settings(size, size, channels), DataType.FLOAT).numParams())
        .isEqualTo(parameters);
  }

  @Test
  void theTwinOfSeriesHasTheParametersOfTheReleasedOne() {
    assertThat(ClassifierNetwork.of(settings(1, 720, 1), DataType.FLOAT).numParams())
        .isEqualTo(1_877_748);
  }

  @ParameterizedTest(name = "{0} px")
  @CsvSource({"8, 256", "15, 256", "16, 256", "20, 256", "31, 256", "32, 1024", "100, 9216"})
  void everySizeLeavesAtLeastOnePixel(int size, int flattened) {
    assertThat(ClassifierNetwork.stages(settings(size, size, 1)).get(8).inputs())
        .isEqualTo(flattened);
  }

  @Test
  void aSeriesIsHalvedByEveryStage() {
    assertThat(ClassifierNetwork.stages(settings(1, 720, 1)).get(8).inputs()).isEqualTo(45 * 256);
    assertThat(ClassifierNetwork.stages(settings(1, 9, 1)).get(8).inputs()).isEqualTo(256);
  }

  @ParameterizedTest(name = "{0} x {1}, {2} channels")
  @CsvSource({"8, 8, 1", "7, 7, 2", "1, 8, 1", "1, 15, 2"})
  void theGradientOfEveryKindOfStageIsTheSlopeOfTheLoss(int height, int width, int channels) {
    ClassifierStage.Kind kind =
        height == 1 ? ClassifierStage.Kind.LINE : ClassifierStage.Kind.SQUARE;
    ClassifierStage.Kind full = ClassifierStage.Kind.FULL;
    int pooled = Math.max(1, height / 2) * (width / 2);
    List<ClassifierStage> stages =
        List.of(
            new ClassifierStage(kind, channels, 4, ClassifierActivation.ELU, false, 0),
            new ClassifierStage(kind, 4, 3, ClassifierActivation.ELU, true, 0.1),
            new ClassifierStage(kind, 3, 5, ClassifierActivation.RELU, false, 0.1),
            new ClassifierStage(full, pooled * 5, 6, ClassifierActivation.RELU, false, 0.5),
            new ClassifierStage(full, 6, 4, ClassifierActivation.RELU, false, 0));
    MultiLayerNetwork network = ClassifierNetwork.of(stages, 3, 5, DataType.DOUBLE);
    assertThatTheGradientIsTheSlopeOfTheLoss(network, height, width, channels, 40);
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"8, 8", "1, 20"})
  void theGradientOfTheWholeNetworkIsTheSlopeOfTheLoss(int height, int width) {
    ClassifierSettings settings = new ClassifierSettings(height, width, 1, 3, 1, 4, 0.01, 5);
    assertThatTheGradientIsTheSlopeOfTheLoss(
        ClassifierNetwork.of(settings, DataType.DOUBLE), height, width, 1, 2);
  }

  @Test
  void theFeatureLayerIsSixtyFourWide() {
    assertThat(
            ClassifierNetwork.stages(settings(32, 32, 1))
                .get(ClassifierNetwork.featureLayer())
                .outputs())
        .isEqualTo(64);
  }

  private static ClassifierSettings settings(int height, int width, int channels) {
    return new ClassifierSettings(height, width, channels, 20, 1, 32, 0.01, 1);
  }

  /** DL4J's own check: central differences of the loss against the gradient, in double. */
  private static void assertThatTheGradientIsTheSlopeOfTheLoss(
      MultiLayerNetwork network, int height, int width, int channels, int parametersPerArray) {
    CounterRandom random = CounterRandom.of(9, Purpose.SELECTION, 0, 0);
    INDArray parameters = network.params();
    // Gains and shifts start at 1 and 0; such a value could hide a missing factor.
    for (long i = 0; i < parameters.length(); i++) {
      parameters.putScalar(i, parameters.getDouble(i) + 0.02 * random.nextGaussian());
    }
    int batch = 6;
    double[] tiles = new double[batch * height * width * channels];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = random.nextGaussian();
    }
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, batch, 3);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % 3, 1);
    }
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.MLNConfig()
                    .net(network)
                    .input(Nd4j.create(tiles, new long[] {batch, height, width, channels}, 'c'))
                    .labels(labels)
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)
                    .subset(true)
                    .maxPerParam(parametersPerArray)))
        .isTrue();
  }
}
