package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.testing.LocalSpark;

/** Labels that would do harm in a page or a path, from a table to the report. */
@ExtendWith(LocalSpark.class)
class HostileLabelsTest {
  private static final String SCRIPT = "<script>alert('x')</script>";
  private static final String UPWARDS = "../../x";
  private static final String LONG = "n".repeat(300);
  private static final String RIGHT_TO_LEFT = "\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD";
  private static final List<String> LABELS = List.of(SCRIPT, UPWARDS, LONG, RIGHT_TO_LEFT);

  @TempDir private Path place;

  @Test
  void theyAreTextInTheReportAndNoPathIsMadeOfThem(SparkSession spark) throws Exception {
    Path work = Files.createDirectories(place.resolve("a/b/work"));
    StringBuilder table = new StringBuilder("flow,app,b0,b1,b2,b3,b4,b5,b6,b7\n");
    for (int i = 0; i < 5 * LABELS.size(); i++) {
      int kind = i % LABELS.size();
      table.append("t%d,\"%s\"".formatted(i, LABELS.get(kind)));
      for (int bin = 0; bin < 8; bin++) {
        table.append(',').append(bin % (kind + 2) == 0 ? 1000 + i : 10);
      }
      table.append('\n');
    }
    Files.writeString(work.resolve("bins.csv"), table);

    run(
        "extract-series",
        "extract.input=" + work.resolve("bins.csv"),
        "extract.format=bins",
        "extract.label=column:app",
        "extract.trace-column=flow",
        "extract.length=8",
        "extract.output=" + work.resolve("series"));
    run(
        "render-tiles",
        "render.input=" + work.resolve("series"),
        "render.output=" + work.resolve("tiles"),
        "render.size=8");
    RunFolder tiles =
        RunFolder.at(work.resolve("tiles").toString(), spark.sparkContext().hadoopConfiguration());
    assertThat(tiles.record().facts().toString()).contains(SCRIPT, UPWARDS, LONG);
    assertThat(ImageIO.read(work.resolve("tiles/preview.png").toFile()).getHeight())
        .isGreaterThan(4 * 96);
    run(
        "train-denoiser",
        "train.input=" + work.resolve("tiles"),
        "train.output=" + work.resolve("model"),
        "train.preset=test",
        "train.batch=2",
        "train.steps=2",
        "train.workers=1",
        "train.preview-every=2");
    run(
        "sample-tiles",
        "sample.model=" + work.resolve("model"),
        "sample.output=" + work.resolve("synthetic"),
        "sample.per-class=2",
        "sample.steps=2");
    run(
        "evaluate",
        "evaluate.real=" + work.resolve("tiles"),
        "evaluate.synthetic=" + work.resolve("synthetic"),
        "evaluate.model=" + work.resolve("model"),
        "evaluate.title=" + SCRIPT,
        "evaluate.output=" + work.resolve("report"),
        "evaluate.updates=2",
        "evaluate.seeds=1",
        "evaluate.forest-trees=2");

    for (String page : List.of("report/report.html", "model/training.html")) {
      String html = Files.readString(work.resolve(page));
      assertThat(html)
          .as(page)
          .doesNotContainIgnoringCase("<script>alert")
          .satisfies(
              text ->
                  // The report has one of its own, which sorts tables.
                  assertThat(text.toLowerCase(Locale.ROOT).split("<script", -1))
                      .hasSize(page.startsWith("report/") ? 2 : 1))
          .contains("<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</bdi>")
          .contains("<bdi>" + RIGHT_TO_LEFT + "</bdi>")
          .contains(UPWARDS)
          .doesNotContain("href=\"" + UPWARDS);
    }
    // Nothing but the five folders and the table, here and above.
    assertThat(names(work))
        .containsExactly("bins.csv", "model", "report", "series", "synthetic", "tiles");
    assertThat(names(place.resolve("a/b"))).containsExactly("work");
    assertThat(names(place)).containsExactly("a");
    try (Stream<Path> all = Files.walk(work)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains("script") || name.contains("nnn") || name.equals("x"));
    }
  }

  private static void run(String verb, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(Main.run(arguments.toArray(String[]::new))).as(verb).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
