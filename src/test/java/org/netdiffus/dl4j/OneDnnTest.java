package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That oneDNN is there, and that the network's convolutions reach it. */
class OneDnnTest {
  @Test
  void theLoadedLibraryWasBuiltWithOneDnn() {
    assertThat(OneDnn.buildInformation()).contains("HAVE_ONEDNN");
    assertThat(OneDnn.isPresent()).isTrue();
    assertThatCode(OneDnn::require).doesNotThrowAnyException();
  }

  /**
   * oneDNN tells of every primitive that it runs when the environment asks for it, so a step of
   * training in a process of its own shows which convolutions reach it.
   */
  @Test
  void everyConvolutionOfATrainingStepRunsInOneDnn() throws IOException, InterruptedException {
    int convolutions = OneDnnProbe.convolutions();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                OneDnnProbe.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("ONEDNN_VERBOSE", "1");
    builder.environment().put("DNNL_VERBOSE", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();

    List<String> run = output.lines().filter(line -> line.contains(",convolution,")).toList();
    assertThat(run).filteredOn(line -> line.contains("forward")).hasSize(convolutions);
    assertThat(run).filteredOn(line -> line.contains("backward_data")).hasSize(convolutions);
    assertThat(run).filteredOn(line -> line.contains("backward_weights")).hasSize(convolutions);
  }
}
