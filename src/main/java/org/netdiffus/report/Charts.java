package org.netdiffus.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.RocCurve;

/**
 * Charts of an evaluation or a training. Titles and legends are the page's: these hold axes and
 * lines only.
 */
final class Charts {
  /** Share of the largest bin from which the small ones would vanish on a linear axis. */
  private static final double DOMINANT = 0.5;

  /** Ratio of largest to smallest loss from which the axis is logarithmic. */
  private static final double WIDE = 5;

  /** Points of a loss curve beyond which neighbours are averaged. */
  private static final int POINTS = 400;

  private static final BasicStroke THIN = new BasicStroke(1);
  private static final BasicStroke PLAIN = new BasicStroke(1.6f);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0);

  /** One for each quarter of the noise schedule; every second line is dashed. */
  private static final InlineSvg.Ink[] QUARTERS = {
    InlineSvg.Ink.TRAINING, InlineSvg.Ink.TEST, InlineSvg.Ink.SYNTHETIC, InlineSvg.Ink.TEXT
  };

  private Charts() {}

  /** Whether the shares are drawn on a logarithmic axis. */
  static boolean logarithmic(Histogram histogram) {
    return shares(histogram).max().orElse(0) > DOMINANT;
  }

  /** Whether the loss is drawn on a logarithmic axis. */
  static boolean logarithmic(LossCurve curve) {
    double least = Arrays.stream(curve.loss()).min().orElse(0);
    return least > 0 && Arrays.stream(curve.loss()).max().orElse(0) > WIDE * least;
  }

  /** The three sets of a histogram as steps; the training part filled. */
  static String histogram(Histogram histogram, String id) {
    XYChart chart = empty(460, 230);
    XYStyler styler = chart.getStyler();
    double top = shares(histogram).max().orElse(1);
    double bottom = 0;
    if (logarithmic(histogram)) {
      double least = shares(histogram).filter(share -> share > 0).min().orElse(1e-3);
      bottom = Math.pow(10, Math.max(-5, Math.floor(Math.log10(least))));
      styler.setYAxisLogarithmic(true);
      styler.setYAxisMax(1.0);
      styler.setPlotGridHorizontalLinesVisible(false);
    } else {
      styler.setYAxisMax(top > 0 ? 1.08 * top : 1);
    }
    styler.setYAxisMin(bottom);
    styler.setYAxisDecimalPattern("0.###%");
    double unit = unit(Math.max(Math.abs(histogram.lower()), Math.abs(histogram.upper())));
    styler.setXAxisMin(histogram.lower() / unit).setXAxisMax(histogram.upper() / unit);
    styler.setXAxisDecimalPattern(pattern(unit));

    double[] edges = uneven(edges(histogram, unit));
    XYSeries training = chart.addSeries("training", edges, steps(histogram.training(), bottom));
    training.setLineColor(InlineSvg.Ink.TRAINING.color()).setLineStyle(THIN);
    if (!logarithmic(histogram)) {
      // On a logarithmic axis an area has no zero to stand on.
      training.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea);
      training.setFillColor(InlineSvg.Ink.TRAINING.faint());
    }
    XYSeries test = chart.addSeries("test", edges, steps(histogram.test(), bottom));
    test.setLineColor(InlineSvg.Ink.TEST.color()).setLineStyle(DASHED);
    XYSeries synthetic = chart.addSeries("synthetic", edges, steps(histogram.synthetic(), bottom));
    synthetic.setLineColor(InlineSvg.Ink.SYNTHETIC.color()).setLineStyle(PLAIN);
    return InlineSvg.of(chart, id);
  }

  /** Training loss, and over it the moving mean over a twentieth of the curve. */
  static String loss(LossCurve curve, String id) {
    XYChart chart = empty(620, 250);
    XYStyler styler = chart.getStyler();
    styler.setYAxisLogarithmic(logarithmic(curve));
    if (!logarithmic(curve)) {
      styler.setYAxisMin(0.0);
    }
    styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.####");
    int stretch = Math.max(1, (curve.loss().length + POINTS - 1) / POINTS);
    double[] steps =
        uneven(points(Arrays.stream(curve.steps()).asDoubleStream().toArray(), stretch));
    XYSeries raw = chart.addSeries("loss", steps, endTwice(points(curve.loss(), stretch)));
    raw.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    raw.setLineColor(InlineSvg.Ink.TEST.color()).setLineStyle(THIN);
    XYSeries smooth =
        chart.addSeries("mean", steps, endTwice(points(moving(curve.loss()), stretch)));
    smooth.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    smooth.setLineColor(InlineSvg.Ink.SYNTHETIC.color()).setLineStyle(new BasicStroke(2.2f));
    return InlineSvg.of(chart, id);
  }

  /** Losses by noise level, the least noisy first, on a logarithmic axis where they allow it. */
  static String quarters(List<LossCurve> quarters, String id) {
    XYChart chart = empty(620, 250);
    XYStyler styler = chart.getStyler();
    double[] all =
        quarters.stream().flatMapToDouble(curve -> Arrays.stream(curve.loss())).sorted().toArray();
    if (all[0] > 0) {
      // Whole decades: between two of them XChart would draw no number.
      styler.setYAxisLogarithmic(true);
      styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(all[0]))));
      styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(all[all.length - 1]))));
    }
    styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.####");
    for (int i = 0; i < quarters.size(); i++) {
      LossCurve curve = quarters.get(i);
      if (curve.loss().length < 2) {
        continue;
      }
      line(chart, "quarter " + (i + 1), curve.steps(), moving(curve.loss()))
          .setLineColor(QUARTERS[i].color())
          .setLineStyle(i % 2 == 0 ? PLAIN : DASHED);
    }
    return InlineSvg.of(chart, id);
  }

  /** One line over the steps, from zero up. */
  static String points(int[] steps, double[] values, InlineSvg.Ink ink, String id) {
    XYChart chart = empty(620, 160);
    XYStyler styler = chart.getStyler();
    styler.setYAxisMin(0.0);
    styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.###");
    line(chart, "line", steps, values).setLineColor(ink.color()).setLineStyle(PLAIN);
    return InlineSvg.of(chart, id);
  }

  /** True against false positives, both as shares, and the diagonal of chance. */
  static String roc(List<RocCurve.Point> curve, String id) {
    XYChart chart = empty(420, 420);
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    styler.setXAxisDecimalPattern("0%").setYAxisDecimalPattern("0%");
    XYSeries chance = chart.addSeries("chance", new double[] {0, 1}, new double[] {0, 1});
    chance.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    chance.setLineColor(InlineSvg.Ink.TEST.color()).setLineStyle(DASHED);
    XYSeries found =
        chart.addSeries(
            "found",
            curve.stream().mapToDouble(RocCurve.Point::falsePositives).toArray(),
            curve.stream().mapToDouble(RocCurve.Point::truePositives).toArray());
    found.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    found.setLineColor(InlineSvg.Ink.SYNTHETIC.color()).setLineStyle(PLAIN);
    return InlineSvg.of(chart, id);
  }

  private static XYSeries line(XYChart chart, String name, int[] steps, double[] values) {
    int stretch = Math.max(1, (values.length + POINTS - 1) / POINTS);
    double[] places = points(Arrays.stream(steps).asDoubleStream().toArray(), stretch);
    XYSeries line = chart.addSeries(name, uneven(places), endTwice(points(values, stretch)));
    line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    return line;
  }

  private static XYChart empty(int width, int height) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    XYStyler styler = chart.getStyler();
    styler.setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Step);
    styler.setLocale(Locale.ROOT);
    styler.setLegendVisible(false).setChartTitleVisible(false).setChartPadding(2);
    styler.setChartBackgroundColor(InlineSvg.Ink.BACKGROUND.color());
    styler.setPlotBackgroundColor(InlineSvg.Ink.BACKGROUND.color());
    styler.setPlotBorderVisible(false).setPlotContentSize(1);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(InlineSvg.Ink.GRID.color()).setPlotGridLinesStroke(THIN);
    styler.setAxisTicksMarksVisible(false).setAxisTicksLineVisible(false);
    styler.setAxisTickLabelsColor(InlineSvg.Ink.TEXT.color());
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(50);
    styler.setMarkerSize(0);
    styler.setSeriesMarkers(
        new Marker[] {
          SeriesMarkers.NONE, SeriesMarkers.NONE, SeriesMarkers.NONE, SeriesMarkers.NONE
        });
    return chart;
  }

  /** Thousands, millions or billions, where numbers of that size would crowd the axis. */
  private static double unit(double greatest) {
    if (greatest < 1e4) {
      return 1;
    }
    return greatest < 1e6 ? 1e3 : greatest < 1e9 ? 1e6 : 1e9;
  }

  private static String pattern(double unit) {
    return unit == 1
        ? "0.###"
        : unit == 1e3 ? "0.###' k'" : unit == 1e6 ? "0.###' M'" : "0.###' G'";
  }

  private static DoubleStream shares(Histogram histogram) {
    return DoubleStream.concat(
        Arrays.stream(histogram.training()),
        DoubleStream.concat(Arrays.stream(histogram.test()), Arrays.stream(histogram.synthetic())));
  }

  /**
   * Places on the horizontal axis and one more just behind the last. XChart puts its marks on the
   * data, at 0.094 and 0.188, when these are evenly spaced, and on round numbers when they are not.
   */
  private static double[] uneven(double[] places) {
    int end = places.length;
    double[] longer = endTwice(places);
    longer[end] += 1e-3 * (places[end - 1] - places[0]);
    return longer;
  }

  private static double[] endTwice(double[] values) {
    double[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = values[values.length - 1];
    return longer;
  }

  private static double[] edges(Histogram histogram, double unit) {
    int bins = histogram.training().length;
    double width = (histogram.upper() - histogram.lower()) / bins;
    return IntStream.rangeClosed(0, bins)
        .mapToDouble(i -> (histogram.lower() + i * width) / unit)
        .toArray();
  }

  /** Shares at the left edges and the last at both right ones. */
  private static double[] steps(double[] shares, double bottom) {
    return Arrays.stream(endTwice(endTwice(shares)))
        .map(share -> Math.max(bottom, share))
        .toArray();
  }

  /** Mean over a twentieth around each point, over less towards the ends. */
  private static double[] moving(double[] values) {
    int reach = values.length / 40;
    return IntStream.range(0, values.length)
        .mapToDouble(
            i -> {
              int side = Math.min(reach, Math.min(i, values.length - 1 - i));
              return Arrays.stream(values, i - side, i + side + 1).average().orElseThrow();
            })
        .toArray();
  }

  /** Means of neighbours, as few as a curve needs. */
  private static double[] points(double[] values, int stretch) {
    return IntStream.range(0, (values.length + stretch - 1) / stretch)
        .mapToDouble(
            i ->
                Arrays.stream(values, i * stretch, Math.min(values.length, (i + 1) * stretch))
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
