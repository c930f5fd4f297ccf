package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.PaperResult;

/**
 * {@code experiment.html}: what the steps of an experiment say, and the paper's figures beside
 * ours. It needs no network; its one script sorts tables.
 */
public final class ExperimentPage {
  private ExperimentPage() {}

  /**
   * What the template shows, every number already in words.
   *
   * @param grade of all verdicts where they are alike, else empty
   * @param pictures one or none
   * @param script what sorts tables
   * @param scriptHash its SHA-256 in Base64: the page lets no other script run
   */
  public record Content(
      String name,
      String title,
      String purpose,
      String standsFor,
      String grade,
      List<StepVerdict> verdicts,
      List<ExperimentPictures> pictures,
      List<Question> questions,
      List<OurRow> figures,
      List<String> warnings,
      List<Page.Group> origin,
      List<Page.Group> settings,
      String script,
      String scriptHash) {}

  /** One comparison. */
  public record Question(String question, List<PaperRow> paper, List<OurRow> ours, String reason) {}

  /** A figure of the paper. */
  public record PaperRow(String where, String what, String value, String note) {}

  /**
   * A figure of ours.
   *
   * @param report that it is from, relative to the page; empty where none is known
   * @param bar where it lies beside those of its unit, or none
   */
  public record OurRow(
      String what,
      String value,
      String error,
      String n,
      String source,
      String report,
      List<Bar> bar) {}

  /**
   * A figure and two standard errors to both sides, as shares of an axis in percent.
   *
   * @param from left end
   * @param width of the whole
   * @param place of the figure
   * @param zero where 0 lies
   */
  public record Bar(String from, String width, String place, String zero) {}

  /** The page. */
  public static String html(ExperimentView view) {
    return PageTemplate.render("experiment.ftlh", content(view));
  }

  private static Content content(ExperimentView view) {
    Map<String, String> reports =
        view.verdicts().stream().collect(Collectors.toMap(StepVerdict::step, StepVerdict::report));
    List<String> grades = view.verdicts().stream().map(StepVerdict::grade).distinct().toList();
    return new Content(
        view.name(),
        view.title(),
        view.purpose(),
        view.standsFor(),
        grades.size() == 1 ? grades.get(0) : "",
        view.verdicts(),
        view.pictures().equals(ExperimentPictures.NONE) ? List.of() : List.of(view.pictures()),
        view.comparisons().stream().map(comparison -> question(comparison, reports)).toList(),
        view.figures().stream().map(figure -> row(figure, List.of(), reports)).toList(),
        view.warnings(),
        Rows.groups(view.origin()),
        Rows.groups(view.settings()),
        SortScript.text(),
        SortScript.hash());
  }

  private static Question question(Comparison comparison, Map<String, String> reports) {
    return new Question(
        comparison.question(),
        comparison.paper().stream().map(ExperimentPage::row).toList(),
        comparison.ours().stream()
            .map(ours -> row(ours, bar(ours, comparison.ours()), reports))
            .toList(),
        comparison.reason());
  }

  /** Figures of one unit share an axis, which 0 is on; a figure alone needs none. */
  private static List<Bar> bar(MeasuredResult figure, List<MeasuredResult> all) {
    List<MeasuredResult> alike =
        all.stream()
            .filter(one -> one.unit().equals(figure.unit()) && Double.isFinite(one.value()))
            .toList();
    double least = Math.min(0, alike.stream().mapToDouble(ExperimentPage::lower).min().orElse(0));
    double most = Math.max(0, alike.stream().mapToDouble(ExperimentPage::upper).max().orElse(0));
    if (alike.size() < 2 || !Double.isFinite(figure.value()) || !(least < most)) {
      return List.of();
    }
    double share = 100 / (most - least);
    return List.of(
        new Bar(
            css((lower(figure) - least) * share),
            css((upper(figure) - lower(figure)) * share),
            css((figure.value() - least) * share),
            css((0 - least) * share)));
  }

  private static double lower(MeasuredResult figure) {
    return figure.value() - (Double.isNaN(figure.error()) ? 0 : 2 * figure.error());
  }

  private static double upper(MeasuredResult figure) {
    return figure.value() + (Double.isNaN(figure.error()) ? 0 : 2 * figure.error());
  }

  private static String css(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }

  /** A figure with its standard error, such as {@code 12.0 points ± 3.1 points}. */
  public static String inWords(MeasuredResult figure) {
    String value = value(figure.value(), figure.unit());
    return Double.isNaN(figure.error())
        ? value
        : value + "\u00a0±\u00a0" + value(figure.error(), figure.unit());
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

  private static OurRow row(MeasuredResult ours, List<Bar> bar, Map<String, String> reports) {
    return new OurRow(
        ours.what(),
        value(ours.value(), ours.unit()),
        Double.isNaN(ours.error()) ? "–" : "±\u00a0" + value(ours.error(), ours.unit()),
        Figures.count(ours.n()),
        ours.source(),
        reports.getOrDefault(ours.source(), ""),
        bar);
  }

  private static String value(double value, String unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    boolean ofHundred = unit.equals("%") || unit.equals("points");
    String text =
        ofHundred ? String.format(Locale.ROOT, "%.1f", value) : Figures.significant(value);
    return unit.isEmpty() ? text : text + "\u00a0" + unit;
  }
}
