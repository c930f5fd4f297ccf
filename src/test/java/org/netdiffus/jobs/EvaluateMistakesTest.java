package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.TileRow;
import org.netdiffus.testing.LocalSpark;

/** What {@code evaluate} says of tiles that it cannot judge. */
@ExtendWith(LocalSpark.class)
class EvaluateMistakesTest {
  @TempDir private Path place;

  @Test
  void whatDoesNotBelongTogetherIsNamed(SparkSession spark) {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", EvaluateTest.REAL, 1);
    List<TileRow> strange = new ArrayList<>(EvaluateTest.copies());
    strange.add(
        TileFolder.synthetic(
            EvaluateTest.REAL.get(0), "mail", 0, EvaluateTest.REAL.get(0).pixels()));
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", strange, 1);
    assertThatThrownBy(() -> run(spark))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("synthetic tiles of class mail")
        .hasMessageContaining("the real classes are iot, video, web");

    TileFolder.write(
        spark,
        place.resolve("synthetic"),
        "sample-tiles",
        EvaluateTest.copies().stream().filter(tile -> !tile.label().equals("web")).toList(),
        1);
    assertThatThrownBy(() -> run(spark))
        .hasMessageContaining("there are no synthetic tiles of class web");

    TileFolder.write(
        spark,
        place.resolve("tiles"),
        "render-tiles",
        EvaluateTest.REAL.stream().filter(t -> t.label().equals("web")).toList(),
        1);
    TileFolder.write(
        spark,
        place.resolve("synthetic"),
        "sample-tiles",
        EvaluateTest.copies().stream().filter(t -> t.label().equals("web")).toList(),
        1);
    assertThatThrownBy(() -> run(spark)).hasMessageContaining("are of class web");
    TileFolder.write(spark, place.resolve("other"), "train-denoiser", EvaluateTest.copies(), 1);
    assertThatThrownBy(() -> run(spark, "evaluate.synthetic=" + place.resolve("other")))
        .hasMessageContaining("was written by train-denoiser");
    assertThat(place.resolve("report")).doesNotExist();
  }

  @Test
  void aClassWithoutNumbersIsNamedWhereverItLies(SparkSession spark) {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", EvaluateTest.REAL, 1);
    TileFolder.write(
        spark,
        place.resolve("synthetic"),
        "sample-tiles",
        broken(EvaluateTest.copies(), "web", "synthetic"),
        1);
    assertThatThrownBy(() -> run(spark))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no synthetic tile of class web that was looked at in ")
        .hasMessageContaining("synthetic has numbers alone")
        .hasMessageEndingWith("make the tiles anew: they hold NaN or infinite pixels.");

    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", EvaluateTest.copies(), 1);
    for (Map.Entry<String, String> part : Map.of("train", "training", "test", "test").entrySet()) {
      TileFolder.write(
          spark,
          place.resolve("tiles"),
          "render-tiles",
          broken(EvaluateTest.REAL, "iot", part.getKey()),
          1);
      assertThatThrownBy(() -> run(spark))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no real " + part.getValue() + " tile of class iot that was");
    }
    assertThat(place.resolve("report")).doesNotExist();
  }

  /** The tiles, those of a class and a part without a number. */
  private static List<TileRow> broken(List<TileRow> tiles, String label, String split) {
    float[] none = new float[EvaluateTest.REAL.get(0).pixels().length];
    Arrays.fill(none, Float.NaN);
    return tiles.stream()
        .map(
            tile ->
                tile.label().equals(label) && tile.split().equals(split)
                    ? tile.projected(none, tile.rawResiduals())
                    : tile)
        .toList();
  }

  private void run(SparkSession spark, String... more) {
    EvaluateTest.run(spark, place, OutputStream.nullOutputStream(), more);
  }
}
