package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Looks at the jar for spark-submit, and runs it beside Spark's jars alone. */
class ShadedJarIT {
  private static final Path JAR = Path.of(System.getProperty("shaded.jar"));

  @Test
  void nothingOfWhatSparkBringsIsInIt() throws IOException {
    // DL4J has one class of its own in Spark's package.
    assertThat(entries())
        .filteredOn(name -> name.endsWith(".class"))
        .filteredOn(name -> !name.startsWith("org/apache/spark/TaskContextHelper"))
        .noneMatch(
            name ->
                name.matches(
                    "(org/apache/(spark|hadoop|parquet|commons/(io|lang3|math3|codec|compress))"
                        + "|scala|org/slf4j|com/fasterxml|io/netty|com/esotericsoftware"
                        + "|com/google/common)/.*"));
  }

  @Test
  void theLibrariesThatAClusterMayHaveOfItsOwnAreMoved() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.matches("(picocli|com/typesafe)/.*"))
        .anyMatch(name -> name.equals("org/netdiffus/shaded/picocli/CommandLine.class"))
        .anyMatch(name -> name.equals("org/netdiffus/shaded/config/ConfigFactory.class"));
  }

  @Test
  void itsNativeLibrariesAreForOnePlatform() throws IOException {
    List<String> libraries =
        entries().stream().filter(name -> name.matches(".*\\.(so(\\..*)?|dll|dylib)")).toList();
    assertThat(libraries).isNotEmpty().allMatch(name -> name.matches(".*/linux-x86[-_]64.*"));
  }

  @Test
  void nd4jWithOneDnnAndOpenCvLoadFromIt() throws Exception {
    Path tests = Path.of("target/test-classes");
    String output = java(JAR + File.pathSeparator + tests, ShadedJarProbe.class);
    assertThat(output).contains("HAVE_ONEDNN").contains("sum 12.0").contains("mean 3.0");
  }

  @Test
  void itsCommandLineFindsItsSettings() throws Exception {
    String output = java(JAR.toString(), Main.class, "run-pipeline", "--explain");
    assertThat(output).contains("pipeline.captures");
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String java(String classPath, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    String spark = Files.readString(Path.of("target/classpath/spark.txt")).strip();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                spark + File.pathSeparator + classPath,
                main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
