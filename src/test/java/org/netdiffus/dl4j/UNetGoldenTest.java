package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Output, loss and gradients as PyTorch computes them; {@code unet-golden.py} says how. */
class UNetGoldenTest {
  private static final UNetShape SHAPE = UNetPreset.TEST.shape(1, 3);

  @ParameterizedTest
  @CsvSource({"DOUBLE, 1e-10", "FLOAT, 1e-5"})
  void theNetworkComputesWhatPyTorchComputes(DataType type, double tolerance) throws IOException {
    JsonNode golden = golden();
    ComputationGraph graph = TestGraphs.of(SHAPE, type);
    assertThat(golden.get("parameters").longValue()).isEqualTo(graph.numParams());
    Map<String, INDArray> weights = graph.paramTable();
    weights.forEach(UNetGoldenTest::draw);
    MultiDataSet batch = TestGraphs.batch(SHAPE, 3, type);

    double[] output = SmallArrays.read(graph.outputSingle(batch.getFeatures()));
    for (int i = 0; i < output.length; i++) {
      double expected = golden.get("output").get(i).doubleValue();
      assertThat(output[i]).isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
    }

    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(null, batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    double loss = golden.get("loss").doubleValue();
    assertThat(graph.score()).isCloseTo(loss, within(tolerance * loss));
    Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
    assertThat(gradients.keySet()).isEqualTo(weights.keySet());
    gradients.forEach(
        (name, gradient) -> {
          double[] values = SmallArrays.read(gradient);
          double norm = 0;
          for (double value : values) {
            norm += value * value;
          }
          double[] found = {
            Math.sqrt(norm), values[0], values[values.length / 2], values[values.length - 1]
          };
          JsonNode expected = golden.get("gradients").get(name);
          for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                .as("%s, number %d", name, i)
                .isCloseTo(
                    expected.get(i).doubleValue(),
                    within(tolerance * (1 + expected.get(0).doubleValue())));
          }
        });
  }

  private static void draw(String name, INDArray weight) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    double phase = checksum.getValue() % 1000 / 100.0;
    double[] values = TestGraphs.numbers((int) weight.length(), phase);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.4;
    }
    SmallArrays.write(values, weight);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = UNetGoldenTest.class.getResourceAsStream("/golden/unet-golden.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
