package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import org.netdiffus.measure.BinCounts;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.PixelDivergence;
import org.netdiffus.measure.ValueRange;

/** The histograms of a sample of tiles beside those of the real ones. */
final class EvaluationHistograms {
  private static final int DOMAIN_BINS = 32;

  private EvaluationHistograms() {}

  /** Pixels of all classes, and three traffic features of the first channel. */
  static List<Histogram> of(TileSample sample) {
    List<Histogram> histograms = new ArrayList<>();
    histograms.add(
        BinCounts.histogram(
            "Pixel values",
            pixels(sample.training(), sample),
            pixels(sample.test(), sample),
            pixels(sample.synthetic(), sample)));
    histograms.add(domain(sample, "total volume", "Total volume of a recovered series"));
    histograms.add(domain(sample, "idle share", "Share of idle time"));
    histograms.add(domain(sample, "mean burst length", "Mean length of a burst, pixels"));
    return histograms;
  }

  private static Histogram domain(TileSample sample, String feature, String title) {
    float[] training = TileSample.feature(sample.training(), feature);
    BinCounts bins = ValueRange.NONE.plus(training).bins(DOMAIN_BINS);
    return BinCounts.histogram(
        title,
        bins.plus(training),
        bins.plus(TileSample.feature(sample.test(), feature)),
        bins.plus(TileSample.feature(sample.synthetic(), feature)));
  }

  private static BinCounts pixels(List<MeasuredTile> part, TileSample sample) {
    BinCounts counts = sample.trainingPixels().bins(PixelDivergence.BINS);
    for (MeasuredTile tile : part) {
      counts = counts.plus(tile.pixels());
    }
    return counts;
  }
}
