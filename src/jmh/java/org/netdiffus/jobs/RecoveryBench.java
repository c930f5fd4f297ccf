package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.bench.Machine;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

/**
 * How far a series read from a tile is from the averages that it stands for, on test traces of real
 * data, and how far real tiles, synthetic ones and noise are from the tile of any series.
 */
public final class RecoveryBench {
  private static final double GAMMA = 0.25;

  private RecoveryBench() {}

  /** A data set: settings of its extraction, and the side of its tiles. */
  private record DataSet(String name, String input, int size, List<String> settings) {}

  private static final List<DataSet> SETS =
      List.of(
          new DataSet(
              "iot-setup-pcap",
              "iot-setup-pcap",
              64,
              List.of(
                  "extract.format=pcap",
                  "extract.packets=all",
                  "extract.client=mac-file:_iotdevice-mac.txt",
                  "extract.feature=signed-size",
                  "extract.length=300")),
          new DataSet(
              "alexa-commands",
              "alexa-commands",
              64,
              List.of(
                  "extract.format=packets",
                  "extract.label=file-name",
                  "extract.feature=signed-size",
                  "extract.length=300")),
          new DataSet(
              "video-titles",
              "video-titles/binned.csv.gz",
              64,
              List.of(
                  "extract.format=bins",
                  "extract.label=column:label",
                  "extract.feature=bytes",
                  "extract.bin-packets=100",
                  "extract.length=320")),
          new DataSet(
              "video-quality-bins",
              "video-quality-bins/bins.csv.gz",
              128,
              List.of("extract.format=bins", "extract.label=column:label", "extract.length=720")),
          new DataSet(
              "video-sessions",
              "video-sessions",
              32,
              List.of("extract.format=packets", "extract.length=120")),
          new DataSet(
              "mirage-video",
              "mirage-video/flows.csv.gz",
              8,
              List.of(
                  "extract.format=bins",
                  "extract.label=column:label",
                  "extract.feature=bytes",
                  "extract.bin-packets=1",
                  "extract.table.bin-prefix=pl",
                  "extract.length=10")),
          new DataSet(
              "web-tor-cells",
              "web-tor-cells/files",
              128,
              List.of("extract.format=cells", "extract.feature=direction", "extract.length=5000")),
          new DataSet(
              "web-tor-real-sample",
              "web-tor-real-sample",
              128,
              List.of(
                  "extract.format=cells",
                  "extract.table.time-unit=ns",
                  "extract.feature=direction",
                  "extract.train-share=0.5",
                  "extract.length=5000")),
          new DataSet(
              "youtube-pcap",
              "youtube-pcap",
              128,
              List.of(
                  "extract.format=pcap",
                  "extract.label=none",
                  "extract.client=private-networks",
                  "extract.split=order",
                  "extract.bin-width=250ms",
                  "extract.length=720")));

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for few tiles of each set; names of sets, for these alone; {@code
   *     --picture FILE} for the picture of a trace, its tiles and what is read from them; {@code
   *     NAME=FOLDER} for the residuals of synthetic tiles, FOLDER holding their Parquet files
   */
  public static void main(String[] words) throws IOException {
    List<String> given = List.of(words);
    int most = given.contains("--quick") ? 30 : 200;
    Path project = Path.of(System.getenv("NETDIFFUS_BENCHES")).resolve("../..").normalize();
    Path data = project.resolve("../shared/data");
    System.out.println(Machine.here());
    System.out.println(
        "mean (greatest) error of a value, as a share of the training maximum; up to "
            + most
            + " test traces; residual: median (1 to 99 % of the tiles)");
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      for (DataSet set : chosen(given)) {
        if (Files.exists(data.resolve(set.input()))) {
          measure(runs, set, data, most, given);
        } else {
          System.out.println(set.name() + " is not here");
        }
      }
    }
    for (String word : given) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        synthetic(word.substring(0, equals), word.substring(equals + 1), most);
      }
    }
  }

  private static List<DataSet> chosen(List<String> words) {
    List<DataSet> named = SETS.stream().filter(set -> words.contains(set.name())).toList();
    return named.isEmpty() ? SETS : named;
  }

  private static void measure(
      SimulatedRuns runs, DataSet set, Path data, int most, List<String> words) throws IOException {
    runs.verb(
        2,
        "extract-series",
        Stream.concat(
                set.settings().stream(),
                Stream.of(
                    "extract.input=" + input(runs, data.resolve(set.input())),
                    "extract.output=" + runs.path("series")))
            .toArray(String[]::new));
    List<double[]> series = new ArrayList<>();
    try (SparkSession spark = session()) {
      Dataset<Row> rows =
          spark
              .read()
              .schema(SeriesTable.SCHEMA)
              .parquet(RunFolder.at(runs.path("series").toString(), new Configuration()).data());
      Dataset<Row> chosen = rows.filter("split = 'test'");
      String feature = rows.first().getAs("feature");
      SeriesScale scale =
          ScaleFitting.fit(rows, List.of(feature), new ScaleRule.TrainingMaximum()).get(0);
      for (Row row : chosen.orderBy(xxhash64(chosen.col("trace_id"))).limit(most).collectAsList()) {
        SeriesRow one = SeriesTable.fromRow(row);
        series.add(scale.scale(one.values()).values());
      }
    }
    report(set, series);
    int picture = words.indexOf("--picture");
    if (picture >= 0 && set.name().equals("video-quality-bins")) {
      ImagingPicture.write(
          series.stream()
              .max(Comparator.comparingDouble(s -> Arrays.stream(s).sum()))
              .orElseThrow(),
          set.size(),
          Path.of(words.get(picture + 1)));
    }
  }

  /** A set of one capture is given twice: extract-series wants a trace for each part. */
  private static Path input(SimulatedRuns runs, Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return given;
    }
    List<Path> captures;
    try (Stream<Path> all = Files.walk(given)) {
      captures = all.filter(file -> file.toString().endsWith(".pcap")).toList();
    }
    if (captures.size() != 1) {
      return given;
    }
    Path folder = Files.createDirectories(runs.path("twice"));
    for (String name : List.of("one.pcap", "other.pcap")) {
      Files.copy(captures.get(0), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }

  private static void report(DataSet set, List<double[]> series) {
    int points = series.get(0).length;
    System.out.printf(
        Locale.ROOT, "%s: %d traces, %d to %d%n", set.name(), series.size(), points, set.size());
    for (TileOrder order : List.of(TileOrder.PAA, TileOrder.RESIZE_GAMMA, TileOrder.GAMMA_RESIZE)) {
      TileGeometry geometry = new TileGeometry(set.size(), points, order, GAMMA);
      for (RecoveryRule rule : List.of(RecoveryRule.DIAGONAL, RecoveryRule.ALL_PIXELS)) {
        double sum = 0;
        double greatest = 0;
        double interval = 0;
        List<Double> residuals = new ArrayList<>();
        String used = "";
        for (double[] one : series) {
          double[] averages = averages(one, set.size());
          SeriesRecovery.Recovered recovered =
              SeriesRecovery.recover(Tiles.render(one, geometry), geometry, rule);
          used = recovered.rule().settingName();
          residuals.add(recovered.gramianResidual());
          interval = Math.max(interval, recovered.interval());
          for (int i = 0; i < set.size(); i++) {
            double error = Math.abs(recovered.values()[i] - averages[i]);
            sum += error;
            greatest = Math.max(greatest, error);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "  %-13s %-11s error %.1e (%.1e)  interval up to %.1e  residual %s%n",
            order.settingName(),
            used,
            sum / series.size() / set.size(),
            greatest,
            interval,
            quantiles(residuals));
      }
    }
    for (double noise : new double[] {0.005, 0.02}) {
      System.out.printf(
          Locale.ROOT,
          "  %-13s with pixel noise %.3f  residual %s%n",
          "paa",
          noise,
          quantiles(noisy(series, set.size(), noise)));
    }
    System.out.printf(
        Locale.ROOT,
        "  %-13s of noise alone  residual %s%n",
        "paa",
        quantiles(noise(series.size(), set.size())));
  }

  private static double[] averages(double[] series, int size) {
    TileGeometry geometry = new TileGeometry(size, series.length, TileOrder.PAA, 1);
    double[] pixels = Tiles.renderInDouble(series, geometry);
    return IntStream.range(0, size).mapToDouble(i -> Math.sqrt(pixels[i * size + i])).toArray();
  }

  private static List<Double> noisy(List<double[]> series, int size, double noise) {
    Random random = new Random(1);
    TileGeometry geometry = new TileGeometry(size, series.get(0).length, TileOrder.PAA, GAMMA);
    List<Double> residuals = new ArrayList<>();
    for (double[] one : series) {
      float[] pixels = Tiles.render(one, geometry);
      for (int i = 0; i < pixels.length; i++) {
        double pixel = pixels[i] + noise * random.nextGaussian();
        pixels[i] = (float) Math.max(0, Math.min(1, pixel));
      }
      residuals.add(residual(pixels, geometry));
    }
    return residuals;
  }

  private static List<Double> noise(int count, int size) {
    Random random = new Random(2);
    TileGeometry geometry = new TileGeometry(size, size, TileOrder.PAA, GAMMA);
    List<Double> residuals = new ArrayList<>();
    for (int tile = 0; tile < count; tile++) {
      float[] pixels = new float[size * size];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      residuals.add(residual(pixels, geometry));
    }
    return residuals;
  }

  private static double residual(float[] pixels, TileGeometry geometry) {
    return SeriesRecovery.recover(pixels, geometry, RecoveryRule.ALL_PIXELS).gramianResidual();
  }

  private static void synthetic(String name, String folder, int most) {
    List<Double> residuals = new ArrayList<>();
    try (SparkSession spark = session()) {
      for (Row row :
          spark
              .read()
              .schema(TileTable.SCHEMA)
              .parquet(folder)
              .orderBy(xxhash64(col("trace_id")))
              .limit(most)
              .collectAsList()) {
        TileRow tile = TileTable.fromRow(row);
        residuals.add(residual(tile.pixels(), tile.geometry()));
      }
    }
    System.out.printf(
        Locale.ROOT, "%s: %d tiles, residual %s%n", name, residuals.size(), quantiles(residuals));
  }

  private static SparkSession session() {
    return SparkSession.builder().master("local[2]").getOrCreate();
  }

  private static String quantiles(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    return String.format(
        Locale.ROOT,
        "%.1e (%.1e to %.1e)",
        sorted[last / 2],
        sorted[last / 100],
        sorted[last - last / 100]);
  }
}
