package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
