package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.simulate.TrafficClass;
import org.netdiffus.simulate.TrafficModel;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class SimulateCapturesTest {
  private static final List<String> FEW =
      List.of(
          "simulate.classes=[iot-light, web-search, iot-plug]",
          "simulate.traces-per-class=3",
          "simulate.seed=11");

  @TempDir private Path place;

  @Test
  void everyCaptureHasTheBytesOfTheModelWhicheverTaskWritesIt(SparkSession spark) throws Exception {
    Path output = place.resolve("captures");
    assertThat(simulate(0, output, FEW)).contains("simulate-captures: wrote " + output);

    Map<String, byte[]> files = files(output.resolve("data"));
    assertThat(files).hasSize(9);
    long packets = 0;
    for (TrafficClass trafficClass :
        List.of(TrafficClass.IOT_LIGHT, TrafficClass.WEB_SEARCH, TrafficClass.IOT_PLUG)) {
      for (int index = 0; index < 3; index++) {
        String label = trafficClass.label();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        TrafficModel.write(trafficClass, 11, index, expected);
        assertThat(files)
            .containsEntry(
                label + "/" + label + "-00000" + index + ".pcap", expected.toByteArray());
        packets += packets(expected.toByteArray());
      }
    }
    RunFolder folder =
        RunFolder.completed(
            output.toString(), "simulate-captures", spark.sparkContext().hadoopConfiguration());
    assertThat(folder.record().counts())
        .containsEntry("captures", 9L)
        .containsEntry("packets", packets);
    assertThat(folder.record().facts()).containsEntry("labels", "iot-light, web-search, iot-plug");
    assertThat(folder.record().settings())
        .containsOnlyKeys("simulate.classes", "simulate.traces-per-class", "simulate.seed");
  }

  @Test
  void mistakesAreNamedAndNothingIsWritten(SparkSession spark) throws Exception {
    assertThat(spark.sparkContext().isLocal()).isTrue();
    Path output = place.resolve("captures");
    assertThat(simulate(2, output, List.of("simulate.classes=[web-news, voip]")))
        .hasLineCount(1)
        .contains(
            "simulate.classes names 'voip': give some of video-hd, video-sd, video-low, web-");
    assertThat(simulate(2, output, List.of("simulate.classes=[web-news, web-news]")))
        .contains("simulate.classes names web-news twice: name each class once.");
    assertThat(simulate(2, output, List.of("simulate.classes=[]")))
        .contains("simulate.classes is empty: name at least one class.");
    assertThat(simulate(2, output, List.of("simulate.traces-per-class=0")))
        .contains("simulate.traces-per-class = 0: give a whole number from 1 to 1000000.");
    assertThat(output).doesNotExist();

    Files.createDirectories(output);
    Files.writeString(output.resolve("thesis.txt"), "precious");
    assertThat(simulate(2, output, FEW)).contains("was not written by netdiffus");
    try (Stream<Path> left = Files.list(output)) {
      assertThat(left).containsExactly(output.resolve("thesis.txt"));
    }
  }

  @Test
  void theFolderHasToBeGiven() {
    ResolvedSettings defaults = ResolvedSettings.resolve(List.of(), List.of());
    assertThatThrownBy(() -> SimulateSettings.of(defaults))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("simulate.output is not set");
  }

  @Test
  void theDefaultsAreSixClassesOfFortyTraces() {
    assertThat(settings("simulate.output=out"))
        .isEqualTo(
            new SimulateSettings(
                "out",
                List.of(
                    TrafficClass.VIDEO_HD,
                    TrafficClass.VIDEO_SD,
                    TrafficClass.WEB_NEWS,
                    TrafficClass.WEB_SEARCH,
                    TrafficClass.IOT_CAMERA,
                    TrafficClass.IOT_LIGHT),
                40,
                1));
  }

  @Test
  void everySettingIsTaken() {
    assertThat(
            settings(
                "simulate.output=there",
                "simulate.classes=web-feed,video-low",
                "simulate.traces-per-class=7",
                "simulate.seed=-9223372036854775808"))
        .isEqualTo(
            new SimulateSettings(
                "there",
                List.of(TrafficClass.WEB_FEED, TrafficClass.VIDEO_LOW),
                7,
                Long.MIN_VALUE));
  }

  @Test
  void theReferenceNamesEveryClass() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/reference.conf")) {
      assertThat(in).isNotNull();
      String reference = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reference.substring(0, reference.indexOf("classes = ")))
          .contains(Stream.of(TrafficClass.values()).map(TrafficClass::label).toList());
    }
  }

  private static SimulateSettings settings(String... singles) {
    return SimulateSettings.of(ResolvedSettings.resolve(List.of(), List.of(singles)));
  }

  /** Runs the verb, expects its exit code and returns all that it printed. */
  private static String simulate(int code, Path output, List<String> singles) {
    List<String> arguments = new ArrayList<>(List.of("simulate-captures"));
    arguments.addAll(List.of("--set", "simulate.output=" + output));
    singles.forEach(single -> arguments.addAll(List.of("--set", single)));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(caught, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      assertThat(Main.run(arguments.toArray(String[]::new))).isEqualTo(code);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static long packets(byte[] file) throws Exception {
    long packets = 0;
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file))) {
      while (reader.advance()) {
        packets++;
      }
    }
    return packets;
  }
}
