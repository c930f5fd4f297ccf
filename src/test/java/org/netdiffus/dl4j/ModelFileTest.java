package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final UNetShape SHAPE = TestTrainings.SHAPE;
  private static final AtomicInteger EXECUTED = new AtomicInteger();

  /** What a stranger's object could do when it is read. */
  private static final class Intruder implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      EXECUTED.incrementAndGet();
    }
  }

  @Test
  void theNumbersOfAModelAreThoseThatWereWritten() throws IOException {
    UNetGraph graph = WorkerGraphs.build(TestTrainings.plan(1, 1, 1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, bytes, true);

    ModelFile file = ModelFile.read(new ByteArrayInputStream(bytes.toByteArray()), SHAPE);

    assertThat(SmallArrays.readFloats(file.weights()))
        .containsExactly(SmallArrays.readFloats(graph.params()));
    assertThat(file.updater()).hasSize(1);
    assertThat(SmallArrays.readFloats(file.updater().get(0)))
        .containsExactly(SmallArrays.readFloats(graph.getUpdater().getStateViewArray()));
  }

  @Test
  void aSerializedObjectInAModelIsNeitherMadeNorPassedOver() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Intruder());
    }
    Map<String, byte[]> parts = parts();
    parts.put("preprocessor.bin", object.toByteArray());

    assertRefused(parts, "the model file holds preprocessor.bin, which netdiffus does not write");
    assertThat(EXECUTED).hasValue(0);
  }

  @Test
  void aConfigurationThatNamesAForeignClassIsRefused() throws IOException {
    Map<String, byte[]> parts = parts();
    String configuration = new String(parts.get("configuration.json"), StandardCharsets.UTF_8);
    parts.put(
        "configuration.json",
        configuration
            .replace("org.netdiffus.dl4j.BlockVertex", "javax.script.ScriptEngineManager")
            .getBytes(StandardCharsets.UTF_8));

    assertRefused(
        parts,
        "the model file names the class javax.script.ScriptEngineManager, which is no part of a"
            + " network");
  }

  @Test
  void aModelThatIsLargerThanItsDescriptionSaysIsNotUnpacked() throws IOException {
    Map<String, byte[]> parts = parts();
    parts.put("coefficients.bin", new byte[10_000_000]);
    assertRefused(parts, "coefficients.bin of the model file is too large for its description");
    parts.remove("coefficients.bin");
    assertRefused(parts, "the model file is not complete: it has no coefficients.bin");
    parts.put("coefficients.bin", new byte[] {0, 1, 2});
    assertThatThrownBy(() -> ModelFile.read(zipped(parts), SHAPE)).isInstanceOf(IOException.class);
  }

  @Test
  void whatAnArraySaysOfItselfIsNotBelieved() throws IOException {
    byte[] weights = Objects.requireNonNull(parts().get("coefficients.bin"));
    ByteBuffer header = ByteBuffer.wrap(weights);
    int length = header.getShort(0) + Short.BYTES;
    int shape = length + Long.BYTES + Short.BYTES + "LONG".length();
    int numbers = shape + Long.BYTES * (2 + 4) + length;
    assertThat(header.getLong(shape)).isEqualTo(1);
    assertThat(header.getLong(numbers)).isEqualTo(SHAPE.parameters());

    // More numbers than there are, by either place, and a shape of more sides than there are.
    String refusal = "the numbers of the model file cannot be read";
    assertRefused(withWeights(patched(weights, numbers, 1L << 40)), refusal);
    assertRefused(withWeights(patched(weights, shape + Long.BYTES, 1L << 40)), refusal);
    assertRefused(withWeights(patched(weights, length, Long.MAX_VALUE)), refusal);
    assertRefused(withWeights(patched(weights, shape, Long.MAX_VALUE)), refusal);
    assertRefused(withWeights(Arrays.copyOf(weights, weights.length - 3)), refusal);
    assertRefused(withWeights(Arrays.copyOf(weights, 60)), refusal);

    // Strides would be read far outside of the numbers.
    ModelFile read =
        ModelFile.read(
            zipped(withWeights(patched(weights, shape + 2 * Long.BYTES, 1L << 30))), SHAPE);
    assertThat(SmallArrays.readFloats(read.weights()))
        .containsExactly(SmallArrays.readFloats(ModelFile.read(zipped(parts()), SHAPE).weights()));
  }

  private static byte[] patched(byte[] bytes, int at, long value) {
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy).putLong(at, value);
    return copy;
  }

  private static Map<String, byte[]> withWeights(byte[] weights) throws IOException {
    Map<String, byte[]> parts = parts();
    parts.put("coefficients.bin", weights);
    return parts;
  }

  private static void assertRefused(Map<String, byte[]> parts, String message) {
    assertThatThrownBy(() -> ModelFile.read(zipped(parts), SHAPE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }

  private static Map<String, byte[]> parts() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(WorkerGraphs.build(TestTrainings.plan(1, 1, 1)), bytes, false);
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
    }
    return parts;
  }

  private static ByteArrayInputStream zipped(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
