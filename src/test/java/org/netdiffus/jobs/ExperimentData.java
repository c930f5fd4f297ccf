package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * The folder of a pipeline whose model knows everything: its synthetic tiles are the training tiles
 * under other names. The period of its bursts tells the class of a trace.
 */
final class ExperimentData {
  private ExperimentData() {}

  /**
   * Writes series of 32 points, tiles, a model and synthetic tiles: of each class 12 traces for
   * training and 3 for test.
   *
   * @param size side of the tiles
   */
  static void write(SparkSession spark, Path data, String feature, List<String> labels, int size) {
    SeriesFolder.write(spark, data.resolve("series"), series(feature, labels), feature, 2);
    assertThat(
            Main.run(
                "render-tiles",
                "--set",
                "render.input=" + data.resolve("series"),
                "--set",
                "render.output=" + data.resolve("tiles"),
                "--set",
                "render.size=" + size))
        .isZero();
    List<TileRow> synthetic = new ArrayList<>();
    Map<String, Integer> made = new HashMap<>();
    for (TileRow tile : tiles(spark, data.resolve("tiles"))) {
      if (tile.split().equals("train")) {
        int index = made.merge(tile.label(), 1, Integer::sum);
        synthetic.add(TileFolder.synthetic(tile, tile.label(), index, tile.pixels()));
      }
    }
    TileFolder.write(spark, data.resolve("synthetic"), "sample-tiles", synthetic, 2);
    TileFolder.writeModel(spark, data.resolve("model"), "");
  }

  /** The tiles of a folder, by trace. */
  static List<TileRow> tiles(SparkSession spark, Path folder) {
    return spark
        .read()
        .schema(TileTable.SCHEMA)
        .parquet(folder.resolve("data").toString())
        .orderBy("trace_id", "split")
        .collectAsList()
        .stream()
        .map(TileTable::fromRow)
        .toList();
  }

  private static List<SeriesRow> series(String feature, List<String> labels) {
    List<SeriesRow> rows = new ArrayList<>();
    for (String label : labels) {
      for (int trace = 0; trace < 15; trace++) {
        Random random = new Random((label + trace).hashCode());
        int period = 2 + labels.indexOf(label);
        int phase = random.nextInt(period);
        float[] values = new float[32];
        for (int i = 0; i < values.length; i++) {
          values[i] = (i + phase) % period == 0 ? 900 + random.nextInt(600) : random.nextInt(50);
        }
        rows.add(
            new SeriesRow(
                label + "/" + trace + ".pcap",
                label,
                trace % 5 == 4 ? "test" : "train",
                feature,
                values.length,
                values,
                label + "/" + trace + ".pcap"));
      }
    }
    return rows;
  }

  /** The words that run an experiment with small networks. */
  static String[] words(String name, Path data, String... more) {
    List<String> few =
        List.of(
            "experiment.data=" + data,
            "evaluate.seeds=1",
            "evaluate.batch=8",
            "evaluate.classifiers=cnn",
            "evaluate.sample=20",
            "evaluate.resamples=20");
    return Stream.of(
            Stream.of("experiment", "--name", name),
            Stream.concat(few.stream(), Arrays.stream(more).filter(word -> !word.startsWith("--")))
                .flatMap(setting -> Stream.of("--set", setting)),
            Arrays.stream(more).filter(word -> word.startsWith("--")))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  /** {@code experiment.json} of an experiment. */
  static JsonNode summary(Path data, String name) {
    return json(data.resolve("experiments/" + name + "/summary/experiment.json"));
  }

  /** A file of JSON. */
  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
