package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.PaperResult;

/**
 * {@code experiment.html}: the paper's figures beside ours; it needs neither network nor script.
 */
public final class ExperimentPage {
  private ExperimentPage() {}

  /** What the template shows, every number already in words. */
  public record Content(
      String name,
      String title,
      String purpose,
      List<Question> questions,
      List<OurRow> figures,
      List<String> reports,
      List<String> warnings,
      List<Page.Group> settings) {}

  /** One comparison. */
  public record Question(String question, List<PaperRow> paper, List<OurRow> ours, String reason) {}

  /** A figure of the paper. */
  public record PaperRow(String where, String what, String value, String note) {}

  /** A figure of ours. */
  public record OurRow(String what, String value, String error, String n, String source) {}

  /** The page. */
  public static String html(ExperimentView view) {
    return PageTemplate.render("experiment.ftlh", content(view));
  }

  private static Content content(ExperimentView view) {
    return new Content(
        view.name(),
        view.title(),
        view.purpose(),
        view.comparisons().stream().map(ExperimentPage::question).toList(),
        view.figures().stream().map(ExperimentPage::row).toList(),
        view.reports(),
        view.warnings(),
        Rows.groups(view.settings()));
  }

  private static Question question(Comparison comparison) {
    return new Question(
        comparison.question(),
        comparison.paper().stream().map(ExperimentPage::row).toList(),
        comparison.ours().stream().map(ExperimentPage::row).toList(),
        comparison.reason());
  }

  private static PaperRow row(PaperResult paper) {
    List<String> value = new ArrayList<>(List.of(paper.value()));
    if (!paper.plusMinus().isEmpty()) {
      value.add("± " + paper.plusMinus());
    }
    if (!paper.unit().isEmpty()) {
      value.add(paper.unit());
    }
    return new PaperRow(
        paper.where(),
        String.join(", ", paper.metric(), paper.dataset(), paper.scenario()),
        String.join("\u00a0", value),
        paper.note());
  }

  private static OurRow row(MeasuredResult ours) {
    return new OurRow(
        ours.what(),
        value(ours.value(), ours.unit()),
        Double.isNaN(ours.error()) ? "–" : "±\u00a0" + value(ours.error(), ours.unit()),
        Figures.count(ours.n()),
        ours.source());
  }

  private static String value(double value, String unit) {
    boolean ofHundred = unit.equals("%") || unit.equals("points");
    String text =
        ofHundred ? String.format(Locale.ROOT, "%.1f", value) : Figures.significant(value);
    return unit.isEmpty() ? text : text + "\u00a0" + unit;
  }
}
