package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.netdiffus.measure.MembershipInference;
import org.netdiffus.measure.RocCurve;

/** {@code privacy.html}: one page that needs neither network nor script. */
public final class PrivacyPage {
  private PrivacyPage() {}

  /**
   * What the template shows, every number already in words.
   *
   * @param exposedCount members beyond the threshold, in words
   * @param curve chart of the combined attack
   */
  public record Content(
      String title,
      String sub,
      String grade,
      String headline,
      List<Page.Headline> headlines,
      List<AttackRow> attacks,
      Page.Chart curve,
      String exposedCount,
      List<ExposedRow> exposed,
      List<String> warnings,
      List<Page.Group> settings) {}

  /** One attack. */
  public record AttackRow(
      String name, String area, String areaInterval, String found, String foundInterval) {}

  /** A training tile that gives itself away. */
  public record ExposedRow(String trace, String label, String score) {}

  /** The page of an audit. */
  public static String html(PrivacyView view) {
    return PageTemplate.render("privacy.ftlh", content(view));
  }

  /** What the figures say, in a sentence. */
  public static String sentence(MembershipInference audit) {
    RocCurve.Figures figures = audit.combined().figures();
    String numbers =
        " (AUC "
            + Figures.ratio(figures.area().value())
            + ", "
            + range(figures.area(), Figures::ratio)
            + "; "
            + Figures.percent(figures.truePositives().value())
            + " of training tiles found at 1\u00a0% false alarms, "
            + range(figures.truePositives(), Figures::percent)
            + ").";
    return switch (audit.finding()) {
      case LEAKS ->
          "The model tells what it was trained on: its loss finds training tiles" + numbers;
      case SLIGHT ->
          "The loss tells training tiles from others a little better than chance" + numbers;
      case NONE_FOUND -> "This attack finds training tiles no better than chance would" + numbers;
      case UNDECIDED -> "There are too few tiles to tell whether the model leaks" + numbers;
    };
  }

  private static Content content(PrivacyView view) {
    MembershipInference audit = view.audit();
    return new Content(
        view.title(),
        "%s training and %s held-out tiles, checkpoint of step %s"
            .formatted(
                Figures.count(audit.members()),
                Figures.count(audit.heldOut()),
                Figures.count(view.step())),
        grade(audit.finding()).word(),
        sentence(audit),
        headlines(audit),
        Stream.concat(Stream.of(audit.combined()), audit.levels().stream())
            .map(PrivacyPage::row)
            .toList(),
        new Page.Chart(
            "Training tiles found against false alarms",
            Charts.roc(audit.curve(), "roc"),
            "All noise levels together; the dashed line is chance."),
        Figures.count(audit.beyond()),
        audit.exposed().stream()
            .map(
                tile ->
                    new ExposedRow(tile.traceId(), tile.label(), Figures.significant(tile.score())))
            .toList(),
        view.warnings(),
        Rows.groups(view.settings()));
  }

  /** What a finding is worth. */
  public static Finding.Grade grade(MembershipInference.Finding finding) {
    return switch (finding) {
      case LEAKS -> Finding.Grade.BAD;
      case SLIGHT -> Finding.Grade.MIXED;
      case NONE_FOUND -> Finding.Grade.GOOD;
      case UNDECIDED -> Finding.Grade.OPEN;
    };
  }

  private static List<Page.Headline> headlines(MembershipInference audit) {
    RocCurve.Figures figures = audit.combined().figures();
    List<Page.Headline> headlines = new ArrayList<>();
    headlines.add(
        new Page.Headline(
            "AUC",
            Figures.ratio(figures.area().value()),
            range(figures.area(), Figures::ratio) + "; 0.50 is chance"));
    headlines.add(
        new Page.Headline(
            "Found at 1\u00a0% false alarms",
            Figures.percent(figures.truePositives().value()),
            range(figures.truePositives(), Figures::percent)
                + "; "
                + Figures.percent(audit.chance())
                + " is chance"));
    headlines.add(
        new Page.Headline(
            "Exposed training tiles",
            Figures.count(audit.beyond()),
            "score beyond all but 1\u00a0% of the held-out tiles; chance would give about "
                + Figures.count(Math.round(audit.chance() * audit.members()))));
    return headlines;
  }

  private static AttackRow row(MembershipInference.Attack attack) {
    RocCurve.Figures figures = attack.figures();
    return new AttackRow(
        attack.name().equals("all") ? "all levels" : attack.name() + " of the schedule",
        Figures.ratio(figures.area().value()),
        range(figures.area(), Figures::ratio),
        Figures.percent(figures.truePositives().value()),
        range(figures.truePositives(), Figures::percent));
  }

  private interface Format {
    String of(double value);
  }

  private static String range(RocCurve.Estimate estimate, Format format) {
    return "95\u00a0%: " + format.of(estimate.lower()) + " to " + format.of(estimate.upper());
  }
}
