package org.netdiffus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same network in PyTorch, in a process of its own that computes when it is told to: asked in
 * turn with ours, it meets the same machine.
 */
public final class PyTorch implements AutoCloseable {
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String version;

  /**
   * Time of some work.
   *
   * @param cpu seconds of the computing thread
   * @param wall seconds on the clock
   */
  public record Times(double cpu, double wall) {}

  private PyTorch(Process process) throws IOException {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.version = answer();
  }

  /**
   * Starts the script, when a python3 that has torch is found.
   *
   * @param script {@code network_speed.py}
   */
  public static Optional<PyTorch> start(Path script, int batch, int classes) {
    try {
      for (String python : PYTHONS) {
        if (hasTorch(python)) {
          ProcessBuilder builder =
              new ProcessBuilder(
                  python,
                  script.toString(),
                  "--batch",
                  Integer.toString(batch),
                  "--classes",
                  Integer.toString(classes));
          builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
          builder.redirectError(ProcessBuilder.Redirect.INHERIT);
          return Optional.of(new PyTorch(builder.start()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasTorch(String python) throws IOException {
    Process probe;
    try {
      probe =
          new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false; // there is no such program
    }
    try {
      return probe.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking for torch", e);
    }
  }

  /** Version of PyTorch and the number of its network's parameters. */
  public String version() {
    return version;
  }

  /** Makes training steps. */
  public Times train(int count) {
    return ask("train " + count);
  }

  /** Runs the network forward, without gradients. */
  public Times forward(int count) {
    return ask("forward " + count);
  }

  private Times ask(String question) {
    try {
      questions.write(question + "\n");
      questions.flush();
      String[] seconds = answer().split(" ", -1);
      return new Times(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the PyTorch script ended without an answer");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
