package org.netdiffus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.netdiffus.measure.LossCurve;

/**
 * {@code training.html}: one page that needs neither network nor script, and that a browser loads
 * anew by itself as long as the training goes on.
 */
public final class TrainingPage {
  /** Bound on the examples of the page in bytes. */
  private static final int EXAMPLE_BYTES = 400_000;

  /** Rounds that the present rate is the mean of. */
  private static final int RECENT = 10;

  private TrainingPage() {}

  /**
   * What the template shows, every number already in words.
   *
   * @param reloads whether the browser should look for a newer page
   * @param state one word
   * @param reason a sentence where the training was stopped, else empty
   * @param done share of the steps, in percent
   * @param quarters chart of the losses by noise level, none or one
   * @param validation chart of the loss of tiles held back, none or one
   * @param sampledAt step of the samples, in words
   */
  public record Content(
      String title,
      boolean reloads,
      String state,
      String reason,
      String done,
      List<Page.Headline> headlines,
      List<Page.Chart> loss,
      List<Page.Chart> quarters,
      List<Page.Chart> validation,
      List<Page.Chart> rate,
      Gallery gallery,
      String seriesUnit,
      String sampledAt,
      List<Picture> sheets,
      List<Page.Group> settings) {}

  /** A contact sheet; {@code image} is a {@code data:} URI. */
  public record Picture(String step, String image) {}

  /** The page of a training as it stands. */
  public static String html(TrainingView view) {
    return PageTemplate.render("training.ftlh", content(view));
  }

  private static Content content(TrainingView view) {
    boolean running = view.state() instanceof TrainingView.State.Running;
    return new Content(
        view.title(),
        running,
        running
            ? "running"
            : view.state() instanceof TrainingView.State.Done ? "done" : "broken down",
        view.state() instanceof TrainingView.State.BrokenDown broken ? broken.reason() : "",
        Rows.place((double) view.step() / view.steps()),
        headlines(view),
        loss(view.loss()),
        quarters(view.quarters()),
        validation(view.validation()),
        rate(view.rate()),
        Gallery.of(view.examples(), view.size(), view.channels(), EXAMPLE_BYTES),
        view.seriesUnit(),
        Figures.count(view.sampledAt()),
        view.sheets().stream().map(TrainingPage::picture).toList(),
        Rows.groups(view.settings()));
  }

  private static List<Page.Headline> headlines(TrainingView view) {
    List<Page.Headline> headlines = new ArrayList<>();
    headlines.add(
        new Page.Headline("Step", Figures.count(view.step()), "of " + Figures.count(view.steps())));
    double[] loss = view.loss().loss();
    if (loss.length > 0) {
      headlines.add(
          new Page.Headline(
              "Loss",
              Figures.significant(loss[loss.length - 1]),
              "in the last round; " + Figures.significant(loss[0]) + " in the first"));
    }
    double[] validation = view.validation().loss();
    if (validation.length > 0) {
      headlines.add(
          new Page.Headline(
              "Validation loss",
              Figures.significant(validation[validation.length - 1]),
              "of tiles held back, after step "
                  + Figures.count(view.validation().steps()[validation.length - 1])
                  + "; least "
                  + Figures.significant(Arrays.stream(validation).min().orElseThrow())));
    }
    double[] rates = view.rate().tilesPerSecond();
    if (rates.length > 0) {
      headlines.add(
          new Page.Headline(
              "Throughput",
              Figures.significant(recent(rates)),
              "tiles a second, mean of the last rounds"));
    }
    if (view.secondsLeft() > 0) {
      headlines.add(new Page.Headline("Time left", time(view.secondsLeft()), "at this rate"));
    }
    return List.copyOf(headlines);
  }

  /** Mean of the last rounds. */
  private static double recent(double[] rates) {
    return Arrays.stream(rates, Math.max(0, rates.length - RECENT), rates.length)
        .average()
        .orElse(0);
  }

  static String time(double seconds) {
    long minutes = Math.round(seconds / 60);
    if (seconds < 120) {
      return Math.round(seconds) + "\u00a0s";
    }
    return minutes < 120
        ? minutes + "\u00a0min"
        : String.format(Locale.ROOT, "%d\u00a0h %02d", minutes / 60, minutes % 60);
  }

  private static List<Page.Chart> loss(LossCurve curve) {
    if (curve.loss().length < 2) {
      return List.of();
    }
    String scale = Charts.logarithmic(curve) ? "logarithmic, by step." : "by step.";
    return List.of(new Page.Chart("Loss", Charts.loss(curve, "loss"), "Mean of a round, " + scale));
  }

  private static List<Page.Chart> quarters(List<LossCurve> quarters) {
    if (quarters.stream().noneMatch(curve -> curve.loss().length > 1)) {
      return List.of();
    }
    return List.of(
        new Page.Chart(
            "Loss by noise level",
            Charts.quarters(quarters, "quarters"),
            "Squared error by quarter of the schedule, by step."));
  }

  private static List<Page.Chart> validation(LossCurve curve) {
    if (curve.loss().length < 2) {
      return List.of();
    }
    return List.of(
        new Page.Chart(
            "Validation loss",
            Charts.points(curve.steps(), curve.loss(), InlineSvg.Ink.SYNTHETIC, "validation"),
            "Of tiles held back, at each checkpoint, by step."));
  }

  private static List<Page.Chart> rate(TrainingView.Rate rate) {
    if (rate.steps().length < 2) {
      return List.of();
    }
    return List.of(
        new Page.Chart(
            "Throughput",
            Charts.points(rate.steps(), rate.tilesPerSecond(), InlineSvg.Ink.TRAINING, "rate"),
            "Tiles a second of all workers, averaging included, by step."));
  }

  private static Picture picture(TrainingView.Sheet sheet) {
    return new Picture(
        Figures.count(sheet.step()),
        "data:image/png;base64," + Base64.getEncoder().encodeToString(sheet.png()));
  }
}
