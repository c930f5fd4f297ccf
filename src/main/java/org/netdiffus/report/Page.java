package org.netdiffus.report;

import java.util.List;

/**
 * What the template shows, every number already in words. Public, as the records in it are, because
 * FreeMarker reads no other.
 *
 * @param title of the page
 * @param verdict in words
 * @param headlines large numbers
 * @param gallery examples of each class
 * @param seriesUnit what a recovered series holds
 * @param tileSize side of a tile
 * @param histograms charts of shares
 * @param loss charts of the loss, none or one
 * @param accuracies rows of the table
 * @param chance accuracy of always naming the largest class, in words
 * @param chancePlace the same as a place on the bar, in percent
 * @param scores rows of the table
 * @param controls sets that are wrong on purpose
 * @param confusions confusion matrices; none with many classes
 * @param order rank correlation of the classifiers, a sentence, or empty
 * @param rivals the candidates beside each other; none where there is one alone
 * @param script what sorts tables
 * @param scriptHash its SHA-256 in Base64: the page lets no other script run
 * @param warnings sentences
 * @param settings by first part of the key
 * @param versions name and version
 */
public record Page(
    String title,
    Verdict verdict,
    List<Headline> headlines,
    Gallery gallery,
    String seriesUnit,
    int tileSize,
    List<Chart> histograms,
    List<Chart> loss,
    List<AccuracyRow> accuracies,
    String chance,
    String chancePlace,
    List<ScoreRow> scores,
    List<ControlRow> controls,
    List<Confusion> confusions,
    String order,
    List<Rival> rivals,
    String script,
    String scriptHash,
    List<String> warnings,
    List<Group> settings,
    List<Entry> versions) {

  /** A large number with what it is and how sure. */
  public record Headline(String name, String value, String note) {}

  /** A drawing and the same in words. */
  public record Chart(String title, String svg, String summary) {}

  /** One classifier in one scenario; {@code place}, {@code from} and {@code width} in percent. */
  public record AccuracyRow(
      String classifier,
      String scenario,
      String mean,
      String error,
      String place,
      String from,
      String width,
      String macroF1,
      String deviation,
      String seeds,
      String testTiles,
      String trainingTiles,
      String updates,
      boolean converged) {}

  /** One score; {@code place} in percent of an axis of ratios, empty without a ratio. */
  public record ScoreRow(
      String name,
      String group,
      String title,
      String value,
      String interval,
      String floor,
      String floorInterval,
      String ratio,
      String place,
      String reading,
      String grade,
      String aim,
      String n,
      String meaning) {}

  /** A candidate beside the others, by its verdict and its worst and median distances. */
  public record Rival(String title, String grade, String headline, String ratio, String use) {}

  /**
   * A set that is wrong on purpose, the figures that it is made for, and those that have to notice
   * and do not.
   */
  public record ControlRow(
      String title, String word, String grade, List<Entry> figures, List<Entry> blind) {}

  /** What a classifier names for the real test tiles of each class. */
  public record Confusion(String classifier, String scenario, List<ConfusionRow> rows) {}

  /** How often tiles of a class were named as each, and how well the class is told. */
  public record ConfusionRow(String label, List<String> counts, String recall, String f1) {}

  /** Settings that begin alike. */
  public record Group(String name, List<Entry> entries) {}

  /** A name and what stands for it. */
  public record Entry(String name, String value) {}
}
