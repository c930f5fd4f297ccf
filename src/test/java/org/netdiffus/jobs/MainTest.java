package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class MainTest {
  @Test
  void aMistakeInUsageOrSettingsIsOneLineAndEndsWithTwo(SparkSession spark) {
    assertThat(errors(2, "no-such-verb")).containsPattern("netdiffus: .*no-such-verb.*--help");
    assertThat(errors(2, "run-pipeline", "--set", "render.sise=3"))
        .hasLineCount(1)
        .contains("did you mean render.size?");
    assertThat(errors(2, "run-pipeline"))
        .hasLineCount(1)
        .contains("pipeline.output is not set: give the folder for all results");
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void aMistakeOfALaterStepIsFoundBeforeTheFirstOneBegins(@TempDir Path folder) {
    String output = "pipeline.output=" + folder.resolve("out");
    assertThat(errors(2, "quickstart", "--set", output, "--set", "sample.sampler=foo"))
        .hasLineCount(1)
        .contains("sample.sampler = foo");
    assertThat(errors(2, "quickstart", "--set", output, "--set", "extract.length=16"))
        .contains("render.size = 32 is above extract.length = 16");
    assertThat(errors(2, "quickstart", "--set", output, "--set", "extract.label=none"))
        .contains("leaves a single class");
    String hidden = "train.label-dropout=0";
    assertThat(
            errors(2, "quickstart", "--set", output, "--set", "sample.guidance=2", "--set", hidden))
        .isEqualTo(
            "netdiffus: sample.guidance = 2.0 for a model of train.label-dropout = 0, which never"
                + " saw a tile without its class: give sample.guidance = 1, or train with"
                + " train.label-dropout above 0.\n");
    assertThat(errors(2, "quickstart", "--dry-run", "--set", output, "--set", "evaluate.seeds=0"))
        .contains("evaluate.seeds = 0");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void helpAndExplainEndWithZero() {
    assertThat(Main.run("--help")).isZero();
    assertThat(Main.run("run-pipeline", "--explain")).isZero();
  }

  private static String errors(int code, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
