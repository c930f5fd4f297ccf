package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.diffusion.Guidance;
import org.netdiffus.diffusion.SampleBatches;
import org.netdiffus.diffusion.Sampler;
import org.netdiffus.diffusion.Sampling;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;

@ExtendWith(LocalSpark.class)
class SampleTilesTest {
  @TempDir private static Path shared;
  @TempDir private Path place;

  @BeforeAll
  static void train(SparkSession spark) throws Exception {
    ModelFolder.write(spark, shared.resolve("model"));
  }

  @Test
  void everyClassGetsItsExactNumber(SparkSession spark) throws Exception {
    assertThat(run("tiles", "sample.per-class={video = 7, web = 4}", "sample.preview=2")).isZero();

    List<TileRow> tiles = tiles(spark, "tiles");
    assertThat(count(tiles)).isEqualTo(new TreeMap<>(Map.of("video", 7L, "web", 4L)));
    assertThat(tiles.stream().map(TileRow::traceId))
        .contains("synthetic/video/0", "synthetic/video/6", "synthetic/web/3")
        .doesNotHaveDuplicates();
    String identity = folder(spark, shared.resolve("model")).identity().sha256();
    for (TileRow tile : tiles) {
      assertThat(tile.split()).isEqualTo("synthetic");
      assertThat(TileKind.of(tile)).isEqualTo(ModelFolder.kind());
      assertThat(tile.origin())
          .isEqualTo(
              new TileRow.Sampled(
                  1, Long.parseLong(tile.traceId().replaceAll(".*/", "")), identity));
      for (float pixel : tile.pixels()) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
    assertThat(ImageIO.read(place.resolve("tiles/preview.png").toFile())).isNotNull();
    assertThat(folder(spark, place.resolve("tiles")).record().counts())
        .containsEntry("tiles", 11L)
        .containsEntry("tiles: synthetic", 11L)
        .containsEntry("tiles of video", 7L)
        .containsEntry("tiles of web", 4L);
  }

  @Test
  void projectedTilesAreThoseOfTheirSeriesAndSayHowFarTheModelWasOff(SparkSession spark)
      throws Exception {
    assertThat(run("drawn", "sample.per-class=3")).isZero();
    assertThat(run("projected", "sample.per-class=3", "sample.project=true")).isZero();

    List<TileRow> drawn = tiles(spark, "drawn");
    List<TileRow> projected = tiles(spark, "projected");
    assertThat(projected).hasSize(6);
    TileGeometry geometry = new TileGeometry(ModelFolder.SIZE, 40, TileOrder.PAA, 0.25);
    for (int i = 0; i < 6; i++) {
      assertThat(projected.get(i).traceId()).isEqualTo(drawn.get(i).traceId());
      assertThat(projected.get(i).origin()).isEqualTo(drawn.get(i).origin());
      SeriesRecovery.Recovered raw = recovered(drawn.get(i), geometry);
      assertThat(drawn.get(i).rawResiduals()).isEmpty();
      assertThat(projected.get(i).rawResiduals()).containsExactly(raw.gramianResidual());
      assertThat(raw.gramianResidual()).isGreaterThan(0.01);
      SeriesRecovery.Recovered valid = recovered(projected.get(i), geometry);
      assertThat(valid.gramianResidual()).isLessThan(1e-6);
      assertThat(valid.asymmetry()).isZero();
      assertThat(valid.values()).containsExactly(raw.values(), within(1e-5));
    }
  }

  @Test
  void anyTileCanBeDrawnAgainAlone(SparkSession spark) throws Exception {
    assertThat(run("all", "sample.per-class=5", "sample.batch=1")).isZero();
    assertThat(run("one", "sample.per-class={web = 1}", "sample.first-index=3", "sample.batch=1"))
        .isZero();

    List<TileRow> one = tiles(spark, "one");
    List<TileRow> all = tiles(spark, "all");
    TileRow same =
        all.stream()
            .filter(tile -> tile.traceId().equals("synthetic/web/3"))
            .findFirst()
            .orElseThrow();
    assertThat(one).hasSize(1);
    assertThat(one.get(0).traceId()).isEqualTo(same.traceId());
    assertThat(one.get(0).origin()).isEqualTo(same.origin());
    assertThat(one.get(0).pixels()).containsExactly(same.pixels());
    assertThat(all).extracting(tile -> Arrays.toString(tile.pixels())).doesNotHaveDuplicates();

    // Among others in a batch, it is the same but for the last bits.
    assertThat(run("batches", "sample.per-class=5", "sample.batch=4")).isZero();
    assertThat(pixelsOf(tiles(spark, "batches"), "synthetic/web/3"))
        .containsExactly(same.pixels(), within(1e-4f));
  }

  private static float[] pixelsOf(List<TileRow> tiles, String traceId) {
    return tiles.stream()
        .filter(tile -> tile.traceId().equals(traceId))
        .findFirst()
        .orElseThrow()
        .pixels();
  }

  private static SeriesRecovery.Recovered recovered(TileRow tile, TileGeometry geometry) {
    return SeriesRecovery.recover(tile.pixels(), geometry, RecoveryRule.ALL_PIXELS);
  }

  @Test
  void coresChangeNothing() throws Exception {
    List<List<String>> contents = new ArrayList<>();
    for (int cores : new int[] {1, 4}) {
      SparkSession session = LocalSpark.anew(cores);
      String output = "on-" + cores;
      assertThat(run(output, "sample.per-class=6", "sample.batch=2", "sample.sampler=ddpm"))
          .isZero();
      contents.add(
          tiles(session, output).stream()
              .map(tile -> tile.traceId() + Arrays.toString(tile.pixels()))
              .toList());
    }
    LocalSpark.anew(2);
    assertThat(contents.get(0)).hasSize(12).isEqualTo(contents.get(1));
  }

  @Test
  void aDrawingThatIsCutOffGoesOnWithTheMissingTiles(SparkSession spark) throws Exception {
    String[] settings = {"sample.per-class=8", "sample.batch=1", "sample.steps=50"};
    assertThat(run("whole", settings)).isZero();
    SparkListener axe = new Axe(spark.sparkContext());
    spark.sparkContext().addSparkListener(axe);
    assertThat(run("cut", settings)).isEqualTo(1);
    spark.sparkContext().removeSparkListener(axe);
    List<String> drawn = dataFiles("cut/_work/data");
    assertThat(drawn).isNotEmpty().hasSizeLessThan(dataFiles("whole/data").size());

    String printed = printed(() -> run("cut", settings));

    assertThat(printed)
        .containsPattern("went on with the (4|8|12) of 16 batches that were missing");
    assertThat(dataFiles("cut/data")).containsAll(drawn);
    assertThat(place.resolve("cut/data/_temporary")).doesNotExist();
    assertThat(pixelsByTrace(spark, "cut")).hasSize(16).isEqualTo(pixelsByTrace(spark, "whole"));
  }

  @Test
  void tasksAreAMinuteLongAndNeverTooMany() {
    assertThat(SampleTiles.partitions(0, 20, 8)).isEqualTo(1);
    assertThat(SampleTiles.partitions(3, 20, 8)).isEqualTo(3);
    assertThat(SampleTiles.partitions(40, 20, 8)).isEqualTo(8);
    assertThat(SampleTiles.partitions(400, 20, 8)).isEqualTo(40);
    assertThat(SampleTiles.partitions(400, 1000, 8)).isEqualTo(400);
    assertThat(SampleTiles.partitions(200_000, 20, 8)).isEqualTo(1000);
    assertThat(SampleTiles.partitions(200_000, 20, 4000)).isEqualTo(4000);
  }

  private List<String> pixelsByTrace(SparkSession spark, String output) {
    return tiles(spark, output).stream()
        .map(tile -> tile.traceId() + Arrays.toString(tile.pixels()))
        .sorted()
        .toList();
  }

  private List<String> dataFiles(String folder) throws Exception {
    try (Stream<Path> files = Files.list(place.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet"))
          .toList();
    }
  }

  /** Cancels every Spark job once a task has written its tiles. */
  private static final class Axe extends SparkListener {
    private final SparkContext context;

    Axe(SparkContext context) {
      this.context = context;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskMetrics().outputMetrics().recordsWritten() > 0) {
        context.cancelAllJobs();
      }
    }
  }

  @Test
  void seedWeightsClassAndGuidanceDecide(SparkSession spark) {
    float[] tile = drawn(spark, SampleSettings.Weights.EMA, 1, 0, Guidance.NONE);
    assertThat(drawn(spark, SampleSettings.Weights.EMA, 1, 0, Guidance.NONE)).isEqualTo(tile);
    assertThat(drawn(spark, SampleSettings.Weights.EMA, 2, 0, Guidance.NONE)).isNotEqualTo(tile);
    assertThat(drawn(spark, SampleSettings.Weights.RAW, 1, 0, Guidance.NONE)).isNotEqualTo(tile);
    assertThat(drawn(spark, SampleSettings.Weights.EMA, 1, 1, Guidance.NONE)).isNotEqualTo(tile);
    assertThat(drawn(spark, SampleSettings.Weights.EMA, 1, 0, new Guidance(3))).isNotEqualTo(tile);
  }

  private static float[] drawn(
      SparkSession spark,
      SampleSettings.Weights weights,
      long seed,
      int classNumber,
      Guidance guidance) {
    RunFolder folder = folder(spark, shared.resolve("model"));
    TrainedModel model = Checkpoints.open(spark, folder, SampleSettings.Checkpoint.BEST, weights);
    int[] perClass = new int[2];
    perClass[classNumber] = 1;
    SampleDrawing drawing =
        new SampleDrawing(
            model,
            new Sampling(
                model.schedule(),
                new Sampler.DpmSolver2m(),
                5,
                guidance,
                model.range(),
                model.noise()),
            SampleBatches.of(perClass, 2),
            seed,
            new LongAccumulator());
    return drawing.tiles(List.of(0L).iterator()).next().pixels();
  }

  @Test
  void aDryRunTellsThePlanAndWritesNothing() throws Exception {
    String printed =
        printed(
            () ->
                Main.run(
                    arguments(
                        "tiles", "sample.per-class={web = 4}", "sample.guidance=2", "--dry-run")));
    assertThat(printed)
        .contains("weights ema")
        .contains("dpm-solver-2m in 5 steps, 10 evaluations of the network for each tile")
        .contains("4 tiles of 8 x 8 pixels in 1 batches of 4")
        .contains("video: 0 tiles")
        .contains("web: 4 tiles");
    assertThat(place.resolve("tiles")).doesNotExist();
  }

  @Test
  void whatTheModelCannotDoIsSaidBeforeAnythingIsWritten() throws Exception {
    assertThat(errors(2, "sample.steps=51"))
        .isEqualTo(
            "netdiffus: sample.steps = 51 for a model trained on 50 steps: give at most 50.\n");
    assertThat(errors(2, "sample.per-class={mail = 1}"))
        .isEqualTo(
            "netdiffus: sample.per-class.mail: the model knows no such class: give some of video,"
                + " web.\n");
    assertThat(errors(3, "sample.model=" + place.resolve("nowhere")))
        .contains("there is nothing at")
        .contains("let train-denoiser write it first");
    assertThat(place.resolve("tiles")).doesNotExist();
  }

  private int run(String output, String... singles) {
    return Main.run(arguments(output, singles));
  }

  private String[] arguments(String output, String... singles) {
    Stream<String> sets =
        Stream.concat(
            Stream.of(
                "sample.model=" + shared.resolve("model"),
                "sample.output=" + place.resolve(output),
                "sample.steps=5",
                "sample.batch=4",
                "sample.preview=0"),
            Stream.of(singles).filter(single -> !single.startsWith("--")));
    return Stream.of(
            Stream.of("sample-tiles"),
            sets.flatMap(single -> Stream.of("--set", single)),
            Stream.of(singles).filter(single -> single.startsWith("--")))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private List<TileRow> tiles(SparkSession spark, String output) {
    return spark
        .read()
        .schema(TileTable.SCHEMA)
        .parquet(folder(spark, place.resolve(output)).data())
        .collectAsList()
        .stream()
        .map(TileTable::fromRow)
        .sorted(Comparator.comparing(TileRow::traceId))
        .toList();
  }

  private static RunFolder folder(SparkSession spark, Path path) {
    return RunFolder.at(path.toString(), spark.sparkContext().hadoopConfiguration());
  }

  private static SortedMap<String, Long> count(List<TileRow> tiles) {
    return tiles.stream()
        .collect(Collectors.groupingBy(TileRow::label, TreeMap::new, Collectors.counting()));
  }

  private String errors(int code, String... singles) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("tiles", singles)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  private static String printed(Runnable work) {
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
