package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.netdiffus.diffusion.Noise;

class UNetOptionsTest {
  private static final UNetOptions BOTH =
      new UNetOptions(UNetOptions.Positions.COORDINATES, true, UNetOptions.Variance.FIXED);

  @Test
  void coordinatesRunFromMinusOneToOneAndTheTileComesFirst() {
    INDArray tiles = TestGraphs.array(DataType.DOUBLE, 0.4, 2, 3, 3, 2);
    INDArray result = result(new Coordinates(2, 2), 5, tiles);
    double[] joined = SmallArrays.read(result);
    double[] given = SmallArrays.read(tiles);

    assertThat(result.shape()).containsExactly(2, 3, 3, 5);
    for (int tile = 0; tile < 2; tile++) {
      int corner = tile * 9;
      assertThat(place(joined, corner))
          .containsExactly(given[corner * 2], given[corner * 2 + 1], -1, -1, -1);
      int firstRowLastColumn = corner + 2;
      assertThat(place(joined, firstRowLastColumn))
          .containsExactly(
              given[firstRowLastColumn * 2], given[firstRowLastColumn * 2 + 1], -1, 1, 1);
      int secondRowFirstColumn = corner + 3;
      assertThat(place(joined, secondRowFirstColumn))
          .containsExactly(
              given[secondRowFirstColumn * 2], given[secondRowFirstColumn * 2 + 1], 0, -1, 0);
    }
  }

  private static double[] place(double[] joined, int place) {
    return java.util.Arrays.copyOfRange(joined, place * 5, place * 5 + 5);
  }

  @Test
  void aSeriesHasOneCoordinate() {
    INDArray series = Nd4j.createFromArray(new double[] {7, 8, 9}).reshape(1, 1, 3, 1);

    assertThat(SmallArrays.read(result(new Coordinates(1, 1), 2, series)))
        .containsExactly(7, -1, 8, 0, 9, 1);
  }

  @Test
  void theSymmetricMeanOfATileAndItsTransposeIsTakenForEachChannel() {
    double[] tile = {1, 10, 2, 20, 4, 60, 3, 30};
    INDArray tiles = Nd4j.createFromArray(tile).reshape(1, 2, 2, 2);

    assertThat(SmallArrays.read(result(new Symmetry(2), 2, tiles)))
        .containsExactly(1, 10, 3, 40, 3, 40, 3, 30);
  }

  @ParameterizedTest
  @CsvSource({"test, 108", "cpu, 864", "1d-test, 12", "1d-cpu, 96"})
  void coordinatesCostOnlyTheirWeightsInTheFirstConvolution(String preset, long more) {
    UNetShape plain = UNetPreset.named(preset).shape(1, 20);

    assertThat(
            plain
                .with(
                    new UNetOptions(
                        UNetOptions.Positions.COORDINATES, false, UNetOptions.Variance.FIXED))
                .parameters())
        .isEqualTo(plain.parameters() + more);
    assertThat(plain.with(UNetOptions.NONE)).isEqualTo(plain);
  }

  @Test
  void aNetworkWithASymmetricOutputAnswersSymmetrically() {
    UNetShape shape = UNetPreset.TEST.shape(1, 3).with(BOTH);
    MultiDataSet batch = TestGraphs.batch(shape, 2, DataType.FLOAT);

    float[] answer =
        SmallArrays.readFloats(
            TestGraphs.of(shape, DataType.FLOAT).outputSingle(batch.getFeatures()));

    assertThat(answer).doesNotContain(0f);
    for (int i = 0; i < answer.length; i++) {
      int transposed = i / 64 * 64 + i % 8 * 8 + i / 8 % 8;
      assertThat(answer[i]).isEqualTo(answer[transposed]);
    }
  }

  @Test
  void aLearnedVarianceComesBehindAllTargets() throws IOException {
    UNetShape shape =
        UNetPreset.TEST
            .shape(2, 2)
            .with(new UNetOptions(UNetOptions.Positions.NONE, false, UNetOptions.Variance.LEARNED));
    TrainingPlan plan = TestTrainings.with(shape, Noise.Form.INDEPENDENT, 3);
    ComputationGraph graph = TestGraphs.of(shape, DataType.FLOAT);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, false);
    MultiDataSet batch = TestGraphs.batch(shape, 3, DataType.FLOAT);
    float[] joined = SmallArrays.readFloats(graph.outputSingle(batch.getFeatures()));

    TrainedDenoiser denoiser =
        TrainedDenoiser.read(
            new ByteArrayInputStream(model.toByteArray()), TestTrainings.description(plan, 3));
    float[] predicted =
        denoiser.predict(
            SmallArrays.readFloats(batch.getFeatures(0)),
            new int[] {5, 342, 679},
            new int[] {0, 1, 2});

    assertThat(denoiser.learnsVariance()).isTrue();
    int targets = 3 * shape.values();
    assertThat(predicted).hasSize(2 * targets);
    for (int place = 0; place < targets / 2; place++) {
      for (int channel = 0; channel < 2; channel++) {
        assertThat(predicted[place * 2 + channel]).isEqualTo(joined[place * 4 + channel]);
        assertThat(predicted[targets + place * 2 + channel])
            .isEqualTo(joined[place * 4 + 2 + channel]);
      }
    }
  }

  @Test
  void theOptionsSurviveTheFilesOfACheckpoint() throws IOException {
    UNetShape shape = TestTrainings.SHAPE.with(BOTH);
    ComputationGraphConfiguration configuration =
        UNet.configuration(shape, 1, new NoOp(), 0, DataType.FLOAT);
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);

    TrainingPlan plan = TestTrainings.with(shape, Noise.Form.SYMMETRIC, 3);
    DenoiserDescription description = TestTrainings.description(plan, 3);
    assertThat(DenoiserDescription.fromJson(description.toJson())).isEqualTo(description);
    assertThat(description.toJson())
        .contains("\"positions\" : \"coordinates\"", "\"noise\" : \"symmetric\"");

    ComputationGraph graph = TestGraphs.of(shape, DataType.FLOAT);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, false);
    MultiDataSet batch = TestGraphs.batch(shape, 2, DataType.FLOAT);
    assertThat(
            TrainedDenoiser.read(new ByteArrayInputStream(model.toByteArray()), description)
                .predict(
                    SmallArrays.readFloats(batch.getFeatures(0)),
                    new int[] {5, 342},
                    new int[] {0, 1}))
        .isEqualTo(SmallArrays.readFloats(graph.outputSingle(batch.getFeatures())));
  }

  @Test
  void aDescriptionFromBeforeThereWereOptionsIsOfTheNetworkWithoutThem() throws IOException {
    DenoiserDescription description = TestTrainings.description(TestTrainings.plan(3, 1, 1), 3);
    String before =
        description
            .toJson()
            .replaceFirst(",\\s*\"options\" : \\{[^}]*\\}", "")
            .replaceFirst("\"noise\" : \"independent\",", "");

    assertThat(before).doesNotContain("options", "noise");
    assertThat(DenoiserDescription.fromJson(before)).isEqualTo(description);
  }

  @Test
  void aSeriesHasNoSymmetry() {
    UNetShape series = UNetPreset.ONE_D_TEST.shape(1, 2);

    assertThatThrownBy(
            () ->
                series.with(
                    new UNetOptions(UNetOptions.Positions.NONE, true, UNetOptions.Variance.FIXED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a symmetric output is for tiles: a series has no row and column to exchange");
    assertThatThrownBy(() -> TestTrainings.with(series, Noise.Form.SYMMETRIC, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("symmetric noise is for tiles: a series has no row and column to exchange");
  }

  /** What a block makes of its input; a graph needs a layer with weights besides. */
  private static INDArray result(Block block, int channels, INDArray input) {
    ComputationGraph graph =
        TestGraphs.of(
            List.of(
                new UNet.NamedBlock("block", block, List.of(UNet.NOISY)),
                new UNet.NamedBlock(
                    "last", new Convolution(channels, 1, Kernel.ofThree(2)), List.of("block"))),
            List.of(UNet.NOISY));
    return Objects.requireNonNull(graph.feedForward(new INDArray[] {input}, false).get("block"));
  }
}
