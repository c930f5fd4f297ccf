package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.LossCurve;

/**
 * {@code report.html}: one page that needs no network; its one script sorts tables.
 *
 * <p>Drawing text needs a font: a bare container wants the packages {@code fontconfig} and one
 * font.
 */
public final class ReportPage {
  /** Bound on the page in bytes of UTF-8, for data of any number of classes that fits a page. */
  static final int BOUND = 1_000_000;

  /** Style sheet, script, tables and mark-up around the pictures. */
  private static final int FRAME_BYTES = 150_000;

  private ReportPage() {}

  /**
   * The report of an evaluation. With many classes or large tiles it shows fewer examples of each,
   * and says so, to stay under a megabyte.
   *
   * @param title name of the data, as it stands above the page
   */
  public static String html(Evaluation evaluation, String title) {
    List<Page.Chart> histograms = histograms(evaluation.histograms());
    List<Page.Chart> loss = loss(evaluation.loss());
    int charts = bytes(histograms) + bytes(loss);
    int words = words(evaluation.settings()) + words(evaluation.versions());
    int examples = Math.max(0, BOUND - FRAME_BYTES - charts - words);
    double chance = AccuracyFindings.chance(evaluation.classes());
    Page page =
        new Page(
            title,
            Verdict.of(evaluation),
            Rows.headlines(evaluation),
            Gallery.of(evaluation, examples),
            evaluation.seriesUnit(),
            evaluation.tileSize(),
            histograms,
            loss,
            Rows.accuracies(evaluation),
            Figures.percent(chance),
            Rows.place(chance),
            evaluation.scores().stream().map(Rows::row).toList(),
            Rows.controls(evaluation),
            Rows.confusions(evaluation),
            AccuracyFindings.order(evaluation).map(AccuracyFindings::inWords).orElse(""),
            Rows.rivals(evaluation),
            SortScript.text(),
            SortScript.hash(),
            evaluation.warnings(),
            Rows.groups(evaluation.settings()),
            Rows.entries(evaluation.versions()));
    return PageTemplate.render("report.ftlh", page);
  }

  private static List<Page.Chart> histograms(List<Histogram> histograms) {
    List<Page.Chart> charts = new ArrayList<>();
    for (Histogram histogram : histograms) {
      if (histogram.training().length == 0 || !(histogram.upper() > histogram.lower())) {
        continue;
      }
      String scale =
          Charts.logarithmic(histogram) ? "Share of values, logarithmic." : "Share of values.";
      charts.add(
          new Page.Chart(
              histogram.title(), Charts.histogram(histogram, "histogram-" + charts.size()), scale));
    }
    return List.copyOf(charts);
  }

  private static List<Page.Chart> loss(LossCurve curve) {
    LossCurve drawn = finite(curve);
    if (drawn.loss().length < 2) {
      return List.of();
    }
    String scale = Charts.logarithmic(drawn) ? "Loss, logarithmic, by step." : "Loss by step.";
    int broken = curve.loss().length - drawn.loss().length;
    String gaps = broken == 0 ? "" : " " + Figures.count(broken) + " values are not finite.";
    return List.of(new Page.Chart("Training loss", Charts.loss(drawn, "loss"), scale + gaps));
  }

  private static LossCurve finite(LossCurve curve) {
    int[] kept =
        IntStream.range(0, curve.loss().length)
            .filter(i -> Double.isFinite(curve.loss()[i]))
            .toArray();
    return new LossCurve(
        IntStream.of(kept).map(i -> curve.steps()[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> curve.loss()[i]).toArray());
  }

  private static int bytes(List<Page.Chart> charts) {
    return charts.stream().mapToInt(chart -> chart.svg().length() + 300).sum();
  }

  private static int words(Map<String, String> entries) {
    return entries.entrySet().stream()
        .mapToInt(e -> e.getKey().length() + e.getValue().length() + 60)
        .sum();
  }
}
