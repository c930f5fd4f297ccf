package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
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
 * Draws the tiles of numbered batches, opening the model once a partition.
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
    if (!numbers.hasNext()) {
      return List.<Row>of().iterator();
    }
    Denoiser denoiser = model.network().open();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(numbers, Spliterator.ORDERED), false)
        .flatMap(number -> rows(denoiser, batches.batch(number)).stream())
        .iterator();
  }

  private List<Row> rows(Denoiser denoiser, List<SampleBatches.Sample> samples) {
    int[] classNumbers = new int[batches.size()];
    long[] seeds = new long[batches.size()];
    for (int i = 0; i < batches.size(); i++) {
      SampleBatches.Sample sample = samples.get(Math.min(i, samples.size() - 1));
      classNumbers[i] = sample.classNumber();
      seeds[i] = SampleSeed.of(seed, label(sample), sample.index());
    }
    float[] tiles = sampling.draw(denoiser, classNumbers, seeds);
    model.normalisation().undo(tiles);
    PIXELS.clip(tiles);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      int from = i * denoiser.values();
      float[] pixels = Arrays.copyOfRange(tiles, from, from + denoiser.values());
      rows.add(TileTable.toRow(tile(samples.get(i), pixels)));
    }
    drawn.add(samples.size());
    return rows;
  }

  private TileRow tile(SampleBatches.Sample sample, float[] pixels) {
    return model
        .tiles()
        .sampled(
            label(sample), pixels, new TileRow.Sampled(seed, sample.index(), model.identity()));
  }

  private String label(SampleBatches.Sample sample) {
    return model.labels().get(sample.classNumber());
  }
}
