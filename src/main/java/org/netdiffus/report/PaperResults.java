package org.netdiffus.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.netdiffus.measure.PaperResult;

/** The figures of the paper, as {@code paper-results.tsv} lists them with their places. */
public final class PaperResults {
  private static final String RESOURCE = "/paper-results.tsv";
  private static final int COLUMNS = 8;

  /** What else stands in that column names no data set: settings, and figures over several. */
  private static final Pattern DATA_SET = Pattern.compile("D\\d+(-\\w+)*|WW");

  private PaperResults() {}

  /** All figures, in the order of the file. */
  public static List<PaperResult> all() {
    try (InputStream in =
        Objects.requireNonNull(PaperResults.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(PaperResults::result)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the data sets of the paper, such as {@code D1-Netflix}, sorted. */
  public static SortedSet<String> dataSets() {
    return all().stream()
        .flatMap(result -> result.dataSets().stream())
        .filter(DATA_SET.asMatchPredicate())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of a table, figure or section (also {@code Fig. 2a} of {@code Fig. 2}) and a metric. */
  public static List<PaperResult> of(String where, Predicate<PaperResult> chosen) {
    return all().stream()
        .filter(result -> result.where().startsWith(where))
        .filter(chosen)
        .toList();
  }

  private static PaperResult result(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalStateException(cells.length + " cells in: " + line);
    }
    return new PaperResult(
        cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);
  }
}
