package org.netdiffus.jobs;

import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.series.Split;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * Measures how well a model denoises each tile at some noise levels, opening it once a partition.
 * All noises of one tile run through the network together and none of another, and follow from the
 * tile's name, so a loss depends on the tile, the model and the seed alone.
 *
 * @param model the trained model
 * @param steps time step of each noise level
 * @param draws noises of each level
 * @param seed seed of the noises
 * @param notNumbers counts tiles with a pixel that is no finite number, which are left out
 * @param probed counts tiles as they are measured
 */
record LossProbing(
    TrainedModel model,
    int[] steps,
    int draws,
    long seed,
    LongAccumulator notNumbers,
    LongAccumulator probed)
    implements MapPartitionsFunction<Row, Row> {
  /** Column that says what the model knows of a tile: {@code member} or {@code held-out}. */
  static final String PART = "part";

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    Denoiser denoiser = model.network().open();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .filter(this::isFinite)
        .map(row -> probe(denoiser, TileTable.fromRow(row), row.<String>getAs(PART)))
        .iterator();
  }

  private boolean isFinite(Row row) {
    boolean finite = Channels.isFinite(TileTable.fromRow(row).pixels());
    if (!finite) {
      notNumbers.add(1);
    }
    return finite;
  }

  private Row probe(Denoiser denoiser, TileRow tile, String part) {
    double[] losses =
        losses(
            denoiser,
            tile.seen(model.view()),
            model.labels().indexOf(tile.label()),
            tile.traceId());
    probed.add(1);
    return RowFactory.create(tile.traceId(), tile.label(), part, losses);
  }

  /** Mean squared error of the network's target at each level, over all values and draws. */
  double[] losses(Denoiser denoiser, float[] seen, int classNumber, String trace) {
    NoiseSchedule schedule = model.schedule();
    int values = denoiser.values();
    int count = steps.length * draws;
    float[] clean = seen.clone();
    model.normalisation().apply(clean);
    float[] noisy = new float[count * values];
    float[] drawn = new float[count * values];
    float[] targets = new float[count * values];
    int[] times = new int[count];
    int[] classes = new int[count];
    long index = Split.hash(seed, trace);
    for (int i = 0; i < count; i++) {
      int from = i * values;
      times[i] = steps[i / draws];
      classes[i] = classNumber;
      System.arraycopy(clean, 0, noisy, from, values);
      model
          .noise()
          .fill(CounterRandom.of(seed, Purpose.AUDIT_NOISE, index, i), drawn, from, values);
      schedule.target(denoiser.target(), noisy, drawn, times[i], targets, from, values);
      schedule.noise(noisy, drawn, times[i], noisy, from, values);
    }
    float[] predicted = denoiser.predict(noisy, times, classes);
    double[] losses = new double[steps.length];
    for (int i = 0; i < count * values; i++) {
      double error = (double) predicted[i] - targets[i];
      losses[i / values / draws] += error * error / values / draws;
    }
    return losses;
  }
}
