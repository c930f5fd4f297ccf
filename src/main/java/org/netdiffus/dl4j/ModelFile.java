package org.netdiffus.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The numbers in a file that DL4J's {@code ModelSerializer} wrote. A network is built from its
 * description and takes these; DL4J's own way would make an object of every class that the file
 * names, in its JSON as in serialized Java, and so run what a stranger has put there.
 *
 * @param weights every weight, in one row
 * @param updater state of the updater; none in a file that was written without it
 */
record ModelFile(INDArray weights, List<INDArray> updater) {
  private static final String CONFIGURATION = "configuration.json";
  private static final String WEIGHTS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";

  /** Shape and type of an array stand before its numbers. */
  private static final int HEADER_BYTES = 4096;

  /** Adam keeps two numbers for each weight. */
  private static final int MOST_NUMBERS_A_WEIGHT = 2;

  private static final int CONFIGURATION_BYTES = 64 << 20;

  /** Where the classes lie that a network of this program is described by. */
  private static final List<String> ALLOWED =
      List.of("org.netdiffus.dl4j.", "org.deeplearning4j.nn.", "org.nd4j.linalg.");

  /**
   * Reads a file.
   *
   * @param shape of the network; a file of other numbers is refused
   * @throws IOException when it cannot be read, is no file of such a network, or holds or names
   *     what netdiffus does not write
   */
  static ModelFile read(InputStream in, UNetShape shape) throws IOException {
    long parameters = shape.parameters();
    Map<String, Integer> bounds =
        Map.of(
            CONFIGURATION, CONFIGURATION_BYTES,
            WEIGHTS, bytes(parameters),
            UPDATER, bytes(MOST_NUMBERS_A_WEIGHT * parameters));
    Map<String, byte[]> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        Integer bound = bounds.get(name);
        if (bound == null) {
          throw new IOException(
              "the model file holds " + name + ", which netdiffus does not write: it is not read");
        }
        byte[] bytes = zip.readNBytes(bound + 1);
        if (bytes.length > bound) {
          throw new IOException(name + " of the model file is too large for its description");
        }
        parts.put(name, bytes);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the model file is damaged", e); // a name that is no text
    }
    refuseForeignClasses(new ObjectMapper().readTree(required(parts, CONFIGURATION)));
    StoredRow weights = StoredRow.of(required(parts, WEIGHTS));
    if (weights.length() != parameters) {
      throw new IOException(
          "the model has " + weights.length() + " parameters, its description " + parameters);
    }
    return new ModelFile(
        weights.toArray(),
        parts.containsKey(UPDATER)
            ? List.of(StoredRow.of(required(parts, UPDATER)).toArray())
            : List.of());
  }

  private static byte[] required(Map<String, byte[]> parts, String name) throws IOException {
    byte[] bytes = parts.get(name);
    if (bytes == null) {
      throw new IOException("the model file is not complete: it has no " + name);
    }
    return bytes;
  }

  private static int bytes(long numbers) {
    return Math.toIntExact(numbers * Float.BYTES + HEADER_BYTES);
  }

  /** None of them would be made; a file that names one is not what it says it is. */
  private static void refuseForeignClasses(JsonNode configuration) throws IOException {
    for (JsonNode node : configuration.findValues("@class")) {
      String name = node.asText();
      if (ALLOWED.stream().noneMatch(name::startsWith)) {
        throw new IOException(
            "the model file names the class " + name + ", which is no part of a network");
      }
    }
  }
}
