package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.RankNormalisation;

class TrainedDenoiserTest {
  private static final TrainingPlan PLAN = TestTrainings.plan(10, 1, 1);

  @Test
  void aNetworkThatIsWrittenAndReadPredictsTheSame() throws IOException {
    ComputationGraph graph = TestGraphs.of(TestTrainings.SHAPE, DataType.FLOAT);
    MultiDataSet batch = TestGraphs.batch(TestTrainings.SHAPE, 3, DataType.FLOAT);
    float[] expected = SmallArrays.readFloats(graph.outputSingle(batch.getFeatures()));

    TrainedDenoiser denoiser = denoiser(graph);
    float[] predicted =
        denoiser.predict(
            SmallArrays.readFloats(batch.getFeatures(0)),
            new int[] {5, 342, 679},
            new int[] {0, 1, 2});

    assertThat(predicted).isEqualTo(expected);
    assertThat(denoiser.values()).isEqualTo(64);
    assertThat(denoiser.classes()).isEqualTo(2);
    assertThat(denoiser.noClass()).isEqualTo(2);
    assertThat(denoiser.target()).isEqualTo(PredictionTarget.V);
  }

  @Test
  void aTileIsPredictedTheSameInAnyBatch() throws IOException {
    TrainedDenoiser denoiser = denoiser(TestGraphs.of(TestTrainings.SHAPE, DataType.FLOAT));
    MultiDataSet batch = TestGraphs.batch(TestTrainings.SHAPE, 2, DataType.FLOAT);
    float[] tiles = SmallArrays.readFloats(batch.getFeatures(0));
    float[] second = java.util.Arrays.copyOfRange(tiles, 64, 128);

    float[] together = denoiser.predict(tiles, new int[] {10, 500}, new int[] {0, 1});
    float[] alone = denoiser.predict(second, new int[] {500}, new int[] {1});

    assertThat(java.util.Arrays.copyOfRange(together, 64, 128)).containsExactly(alone, within(0f));
  }

  @Test
  void theConfigurationOfANetworkIsTheSameAfterJson() {
    ComputationGraphConfiguration configuration = WorkerGraphs.build(PLAN).getConfiguration();

    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
  }

  @Test
  void theDescriptionIsTheSameAfterJson() throws IOException {
    DenoiserDescription description = TestTrainings.description(PLAN, 10);

    assertThat(DenoiserDescription.fromJson(description.toJson())).isEqualTo(description);
  }

  @Test
  void normalScoresAreTheSameAfterJson() throws IOException {
    NormalScores scores =
        NormalScores.of(new float[] {0.1f, 0.2f}, new float[] {0.1f, 0.7f}, new long[] {3, 4});
    RankNormalisation ranks = new RankNormalisation(List.of(scores, scores));

    assertThat(NormalisationJson.read(NormalisationJson.write(ranks))).isEqualTo(ranks);
  }

  @Test
  void aDescriptionWithoutAPartIsRefused() {
    assertThatThrownBy(() -> DenoiserDescription.fromJson("{\"step\": 1, \"settings\": {}}"))
        .isInstanceOf(IOException.class)
        .hasMessage("the description of a denoiser is not complete");
  }

  @Test
  void aModelOfAnotherSizeIsRefused() throws IOException {
    byte[] other = written(TestGraphs.of(UNetPreset.TEST.shape(1, 3), DataType.FLOAT));

    assertThatThrownBy(
            () ->
                TrainedDenoiser.read(
                    new ByteArrayInputStream(other), TestTrainings.description(PLAN, 10)))
        .isInstanceOf(IOException.class)
        .hasMessage("the model has 5485 parameters, its description 5469");
  }

  @Test
  void predictionNeedsAsManyClassesAsSteps() throws IOException {
    TrainedDenoiser denoiser = denoiser(TestGraphs.of(TestTrainings.SHAPE, DataType.FLOAT));

    assertThatThrownBy(() -> denoiser.predict(new float[64], new int[] {1}, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("64 values, 1 steps and 2 classes do not belong together");
  }

  private static TrainedDenoiser denoiser(ComputationGraph graph) throws IOException {
    return TrainedDenoiser.read(
        new ByteArrayInputStream(written(graph)), TestTrainings.description(PLAN, 10));
  }

  private static byte[] written(ComputationGraph graph) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, out, false);
    return out.toByteArray();
  }
}
