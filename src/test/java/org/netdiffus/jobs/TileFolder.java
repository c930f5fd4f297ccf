package org.netdiffus.jobs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

/** Run folders as {@code render-tiles}, {@code sample-tiles} and {@code train-denoiser} write. */
final class TileFolder {
  static final int SIZE = 8;
  static final List<String> LABELS = List.of("iot", "video", "web");
  private static final TileGeometry GEOMETRY = new TileGeometry(SIZE, SIZE, TileOrder.PAA, 0.25);

  private TileFolder() {}

  /** Writes tiles in so many files. */
  static void write(
      SparkSession spark, Path place, String verb, List<TileRow> tiles, int partitions) {
    write(spark, place, tiles, partitions, record(verb));
  }

  /** Writes tiles with the record of their run. */
  static void write(
      SparkSession spark, Path place, List<TileRow> tiles, int partitions, RunRecord record) {
    RunFolder folder = begin(spark, place, record);
    List<Row> rows = tiles.stream().map(TileTable::toRow).toList();
    spark
        .createDataFrame(rows, TileTable.SCHEMA)
        .repartition(partitions)
        .write()
        .parquet(folder.workPath(RunFolder.DATA).toString());
    folder.publish(record);
  }

  /** Writes a model folder that holds its loss curve only. */
  static void writeModel(SparkSession spark, Path place, String metrics) {
    writeModel(spark, place, metrics, record("train-denoiser"));
  }

  /** Writes a model folder with the record of its run. */
  static void writeModel(SparkSession spark, Path place, String metrics, RunRecord record) {
    RunFolder folder = begin(spark, place, record);
    folder.writeWork("metrics.jsonl", metrics.getBytes(StandardCharsets.UTF_8));
    folder.publish(record);
  }

  /** The tiles of {@link #real} as tasks receive them, without synthetic ones. */
  static JudgedTiles judged(int perClass, int test) {
    List<TileRow> all = real(perClass, test);
    return new JudgedTiles(
        LABELS, SIZE, SIZE, 1, part(all, "train"), part(all, "test"), JudgedTiles.Labelled.NONE);
  }

  private static JudgedTiles.Labelled part(List<TileRow> all, String split) {
    List<TileRow> rows = all.stream().filter(tile -> tile.split().equals(split)).toList();
    return new JudgedTiles.Labelled(
        rows.stream().map(TileRow::pixels).toArray(float[][]::new),
        rows.stream().mapToInt(tile -> LABELS.indexOf(tile.label())).toArray());
  }

  /** Tiles of bursts whose period tells the class; the last {@code test} of each class test. */
  static List<TileRow> real(int perClass, int test) {
    List<TileRow> tiles = new ArrayList<>();
    for (String label : LABELS) {
      for (int trace = 0; trace < perClass; trace++) {
        tiles.add(
            new TileRow(
                label + "/" + trace + ".pcap",
                label,
                trace < perClass - test ? "train" : "test",
                SIZE,
                1,
                Tiles.render(bursts(label, trace), GEOMETRY),
                List.of("bytes-down"),
                SIZE,
                "paa",
                0.25,
                List.of(new TileRow.Scale("bytes-down", "training-maximum", 1500, false)),
                new TileRow.Captured(SIZE)));
      }
    }
    return tiles;
  }

  /** The same picture as a synthetic tile. */
  static TileRow synthetic(TileRow tile, String label, int index, float[] pixels) {
    return new TileRow(
        "synthetic/" + label + "/" + index,
        label,
        "synthetic",
        tile.size(),
        tile.channels(),
        pixels,
        tile.features(),
        tile.points(),
        tile.order(),
        tile.gamma(),
        tile.scales(),
        new TileRow.Sampled(1, index, "0".repeat(64)));
  }

  private static double[] bursts(String label, int trace) {
    Random random = new Random((label + trace).hashCode());
    int period = 2 + LABELS.indexOf(label);
    int phase = random.nextInt(period);
    double[] values = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] =
          (i + phase) % period == 0 ? 0.6 + 0.4 * random.nextDouble() : 0.1 * random.nextDouble();
    }
    return values;
  }

  private static RunFolder begin(SparkSession spark, Path place, RunRecord record) {
    RunFolder folder = RunFolder.at(place.toString(), spark.sparkContext().hadoopConfiguration());
    folder.begin(record);
    return folder;
  }

  private static RunRecord record(String verb) {
    return record(verb, List.of(), Map.of());
  }

  /** The record of a run with some settings. */
  static RunRecord record(String verb, Map<String, String> settings) {
    return record(verb, settings, List.of(), Map.of());
  }

  /** The record of a run that read some inputs and knows some facts. */
  static RunRecord record(String verb, List<InputIdentity> inputs, Map<String, String> facts) {
    return record(verb, Map.of("made.by", verb), inputs, facts);
  }

  private static RunRecord record(
      String verb,
      Map<String, String> settings,
      List<InputIdentity> inputs,
      Map<String, String> facts) {
    return new RunRecord(
        RunRecord.PROGRAM,
        verb,
        new TreeMap<>(settings),
        inputs,
        new TreeMap<>(),
        new TreeMap<>(facts),
        new TreeMap<>(),
        new TreeMap<>());
  }
}
