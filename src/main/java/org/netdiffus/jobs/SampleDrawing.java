package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.diffusion.SampleBatches;
import org.netdiffus.diffusion.SampleSeed;
import org.netdiffus.diffusion.Sampling;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * Draws the tiles of numbered batches, opening the model once a partition. A model whose output is
 * no number ends the run.
 *
 * @param model the trained model
 * @param sampling the way from noise to tile
 * @param batches which samples are drawn together
 * @param seed seed of the run
 * @param drawn counts tiles as they are drawn
 */
record SampleDrawing(
    TrainedModel model, Sampling sampling, SampleBatches batches, long seed, LongAccumulator drawn)
    implements MapPartitionsFunction<Long, Row> {
  private static final ClippingRange PIXELS = ClippingRange.of(0, 1);

  @Override
  public Iterator<Row> call(Iterator<Long> numbers) {
    Iterator<TileRow> tiles = tiles(numbers);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tiles.hasNext();
      }

      @Override
      public Row next() {
        return TileTable.toRow(tiles.next());
      }
    };
  }

  /** The tiles of the batches with these numbers, one batch in memory at a time. */
  Iterator<TileRow> tiles(Iterator<Long> numbers) {
    if (!numbers.hasNext()) {
      return Collections.emptyIterator();
    }
    Denoiser denoiser = model.network().open();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(numbers, Spliterator.ORDERED), false)
        .flatMap(number -> tiles(denoiser, batches.batch(number)).stream())
        .iterator();
  }

  /** Names of the traces of a batch. */
  List<String> traceIds(long number) {
    return batches.batch(number).stream()
        .map(sample -> TileKind.syntheticTrace(label(sample), sample.index()))
        .toList();
  }

  private List<TileRow> tiles(Denoiser denoiser, List<SampleBatches.Sample> samples) {
    int[] classNumbers = new int[batches.size()];
    long[] seeds = new long[batches.size()];
    for (int i = 0; i < batches.size(); i++) {
      SampleBatches.Sample sample = samples.get(Math.min(i, samples.size() - 1));
      classNumbers[i] = sample.classNumber();
      seeds[i] = SampleSeed.of(seed, label(sample), sample.index());
    }
    float[] drawings = sampling.draw(denoiser, classNumbers, seeds);
    model.normalisation().undo(drawings);
    requireNumbers(drawings, denoiser.values(), samples);
    PIXELS.clip(drawings);
    List<TileRow> tiles = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      int from = i * denoiser.values();
      float[] seen = Arrays.copyOfRange(drawings, from, from + denoiser.values());
      tiles.add(tile(samples.get(i), seeds[i], seen));
    }
    drawn.add(samples.size());
    return tiles;
  }

  /** Clipping leaves what is no number as it is, and no reader could tell where it came from. */
  private void requireNumbers(float[] drawings, int values, List<SampleBatches.Sample> samples) {
    for (int i = 0; i < samples.size() * values; i++) {
      if (!Float.isFinite(drawings[i])) {
        SampleBatches.Sample sample = samples.get(i / values);
        throw new IllegalStateException(
            "the model draws "
                + drawings[i]
                + " into tile "
                + sample.index()
                + " of class "
                + label(sample)
                + ": its weights are broken, train it anew with a lower learning rate");
      }
    }
  }

  private TileRow tile(SampleBatches.Sample sample, long sampleSeed, float[] seen) {
    TileKind kind = model.tiles();
    float[] pixels = model.view().tile(seen, kind.size(), kind.channels(), kind.gamma()).pixels();
    return model
        .scales()
        .draw(kind, label(sample), sampleSeed)
        .sampled(
            label(sample), pixels, new TileRow.Sampled(seed, sample.index(), model.identity()));
  }

  private String label(SampleBatches.Sample sample) {
    return model.labels().get(sample.classNumber());
  }
}
