package org.netdiffus.jobs;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.Guidance;
import org.netdiffus.diffusion.SampleBatches;
import org.netdiffus.diffusion.Sampler;
import org.netdiffus.diffusion.Sampling;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.ContactSheet;
import org.netdiffus.tile.RecoveryRule;

/**
 * A few samples of a few classes, beside real tiles of the same classes. The seeds are always the
 * same, so that two sheets of one training differ by what it has learned in between.
 *
 * @param labels classes that are shown
 * @param real their first training tiles, by label and trace
 * @param perClass samples of each
 */
record SampleSheet(List<String> labels, List<TileRow> real, int perClass) {
  /** No samples at all. */
  static final SampleSheet NONE = new SampleSheet(List.of(), List.of(), 0);

  private static final int MOST_CLASSES = 12;
  private static final int PER_CLASS = 4;

  /** Values that all samples have at most, so that large tiles do not hold up a training. */
  private static final long MOST_VALUES = 1 << 18;

  private static final int EVALUATIONS = 20;
  private static final int BATCH = 8;
  private static final long SEED = 1;

  /** For the training tiles of these labels. */
  static SampleSheet of(Dataset<Row> tiles, List<String> labels, TileKind kind) {
    long values = (long) kind.size() * kind.size() * kind.channels();
    int most = (int) Math.max(1, MOST_VALUES / values);
    int perClass = Math.min(PER_CLASS, most);
    List<String> shown =
        labels.stream().limit(Math.max(1, Math.min(MOST_CLASSES, most / perClass))).toList();
    return new SampleSheet(shown, Preview.first(tiles, shown, perClass), perClass);
  }

  /** Samples of a model, drawn where Spark's tasks run, in the order of labels and seeds. */
  List<TileRow> draw(SparkSession spark, TrainedModel model) {
    int[] counts =
        model.labels().stream().mapToInt(l -> labels.contains(l) ? perClass : 0).toArray();
    Sampling sampling =
        new Sampling(
            model.schedule(),
            new Sampler.DpmSolver2m(),
            EVALUATIONS,
            Guidance.NONE,
            model.range(),
            model.noise());
    LongAccumulator uncounted = spark.sparkContext().longAccumulator();
    SampleDrawing drawing =
        new SampleDrawing(model, sampling, SampleBatches.of(counts, BATCH), SEED, uncounted);
    return SampleTiles.tiles(
            spark, MissingBatches.all(drawing), SampleTiles.partitions(spark, drawing), drawing)
        .collectAsList()
        .stream()
        .map(TileTable::fromRow)
        .sorted(
            Comparator.comparing(TileRow::label)
                .thenComparingLong(tile -> ((TileRow.Sampled) tile.origin()).index()))
        .toList();
  }

  /** The samples as a picture. */
  byte[] png(List<TileRow> samples) {
    return ContactSheet.png(
        labels.stream()
            .map(
                label ->
                    new ContactSheet.Strip(
                        label, ofLabel(samples, label).stream().map(TileRow::picture).toList()))
            .toList());
  }

  /** The samples with their series, beside the real ones. */
  List<ClassExamples> beside(List<TileRow> samples) {
    return labels.stream()
        .map(
            label -> {
              List<TileRow> ours = ofLabel(real, label);
              List<TileRow> made = ofLabel(samples, label);
              return new ClassExamples(
                  label,
                  ours.size(),
                  0,
                  0,
                  made.size(),
                  ours.stream().map(TileRow::pixels).toList(),
                  made.stream().map(TileRow::pixels).toList(),
                  ours.stream().map(SampleSheet::series).toList(),
                  made.stream().map(SampleSheet::series).toList());
            })
        .toList();
  }

  /** The series of the first channel. */
  private static float[] series(TileRow tile) {
    return Channels.isFinite(tile.pixels())
        ? SeriesReading.read(tile, RecoveryRule.ALL_PIXELS).get(0).values()
        : new float[0];
  }

  private static List<TileRow> ofLabel(List<TileRow> tiles, String label) {
    return tiles.stream().filter(tile -> tile.label().equals(label)).toList();
  }
}
