package org.netdiffus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tiles of the same series by numpy and OpenCV, in a process of its own. */
public final class NumpyTiles {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  private NumpyTiles() {}

  /**
   * Measures them.
   *
   * @param script {@code tile_speed.py}
   * @param series series of one length
   * @param size side of the tiles
   * @return tiles a second of CPU time by order; empty when no python3 has both libraries
   */
  public static Map<String, Double> rates(Path script, double[][] series, int size)
      throws IOException {
    Map<String, Double> rates = new TreeMap<>();
    for (String python : PYTHONS) {
      if (rates.isEmpty() && answers(python)) {
        rates.putAll(rates(python, script, series, size));
      }
    }
    return rates;
  }

  private static boolean answers(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import cv2, numpy")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Double> rates(String python, Path script, double[][] series, int size)
      throws IOException {
    Path file = Files.createTempFile("series", ".f64");
    ByteBuffer bytes =
        ByteBuffer.allocate(series.length * series[0].length * Double.BYTES)
            .order(ByteOrder.nativeOrder());
    for (double[] one : series) {
      for (double value : one) {
        bytes.putDouble(value);
      }
    }
    Files.write(file, bytes.array());
    ProcessBuilder builder =
        new ProcessBuilder(
            python, script.toString(), file.toString(), "" + series[0].length, "" + size);
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, Double> rates = new TreeMap<>();
    try (BufferedReader answers = builder.start().inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        String[] words = line.split(" ", 2);
        if (words[0].equals("numpy")) {
          System.out.println("  " + line);
        } else {
          rates.put(words[0], Double.parseDouble(words[1]));
        }
      }
    } finally {
      Files.delete(file);
    }
    return rates;
  }
}
