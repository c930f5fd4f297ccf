package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.TraceFormat;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.UserError;

/** What keeps input from becoming a data set with two sides in every class. */
final class ExtractChecks {
  private static final Set<TraceFormat> ONE_TRACE_A_FILE =
      EnumSet.of(TraceFormat.PCAP, TraceFormat.CELLS, TraceFormat.VALUES);
  private static final int MOST_NAMED = 5;

  // Of classes.
  private static final String SINGLE = "traces < 2";
  private static final String UNDIVIDED = "groups = 1";
  private static final String ONE_SIDED = "train = 0 or test = 0";

  private final ExtractSettings settings;

  ExtractChecks(ExtractSettings settings) {
    this.settings = settings;
  }

  /**
   * Traces of each side.
   *
   * @param labels number of classes
   * @param train traces that train
   * @param test traces that test
   */
  record Sides(long labels, long train, long test) {}

  /** Looks at what the paths tell, before anything is read. */
  void files(ReadRules rules, int files, SortedMap<String, Long> filesByLabel) {
    boolean byColumn = rules.label() instanceof LabelRule.ColumnCell;
    boolean labelledByRow = byColumn || rules.label() instanceof LabelRule.Addressed;
    if (byColumn && rules.format() == TraceFormat.PCAP) {
      throw UserError.settings(
          "extract.label = " + settings.label() + ", and captures have no columns",
          "give parent, file-name, manifest:FILE or none");
    }
    if (!labelledByRow && filesByLabel.isEmpty()) {
      throw noLabels(files + " files");
    }
    boolean manyTraces =
        rules.format() == TraceFormat.PCAP
            ? !rules.traces().wholeFiles()
            : !ONE_TRACE_A_FILE.contains(rules.format());
    if (labelledByRow || manyTraces) {
      return;
    }
    List<String> single =
        filesByLabel.entrySet().stream()
            .filter(entry -> entry.getValue() < 2)
            .map(Map.Entry::getKey)
            .limit(MOST_NAMED)
            .toList();
    if (!single.isEmpty()) {
      throw tooFew(single);
    }
    if (filesByLabel.size() == 1) {
      rejectOneClass(filesByLabel.firstKey());
    }
  }

  /** Looks at what the reading came to. */
  void traces(ReadCounts counts) {
    if (counts.traces() > 0) {
      return;
    }
    if (counts.skipped().containsKey("no-label") && counts.faultyFiles() == 0) {
      throw noLabels("what was read");
    }
    String first =
        counts.faults().entrySet().stream()
            .findFirst()
            .map(fault -> " (the first: " + fault.getKey() + ": " + fault.getValue() + ")")
            .orElse(
                counts.skipped().isEmpty()
                    ? ""
                    : " (skipped: " + String.join(", ", counts.skipped().keySet()) + ")");
    throw UserError.input(
        "no trace could be read from the "
            + counts.files()
            + " files at "
            + settings.input()
            + first,
        "check extract.input, extract.format and the names of columns");
  }

  /**
   * Looks at the classes, their groups and their sides.
   *
   * @param parts rows of {@link TraceSplit#parts}
   */
  Sides classes(Dataset<Row> parts) {
    Dataset<Row> classes =
        parts
            .groupBy("label")
            .agg(
                sum("size").as("traces"),
                sum(when(expr("label = owner"), 1L).otherwise(0L)).as("groups"),
                sum(when(expr("split = 'train'"), col("size")).otherwise(0L)).as("train"),
                sum(when(expr("split = 'test'"), col("size")).otherwise(0L)).as("test"));
    Row total =
        classes
            .agg(
                count(lit(1)).as("classes"),
                min("label").as("first"),
                sum("train").as("train"),
                sum("test").as("test"),
                count(when(expr(SINGLE), 1)).as("single"),
                count(when(expr(UNDIVIDED), 1)).as("undivided"),
                count(when(expr(ONE_SIDED), 1)).as("one_sided"))
            .first();
    if (total.<Long>getAs("single") > 0) {
      throw tooFew(firstLabels(classes.where(SINGLE)));
    }
    if (total.<Long>getAs("classes") == 1) {
      rejectOneClass(total.getAs("first"));
    }
    if (total.<Long>getAs("undivided") > 0) {
      throw UserError.input(
          "all traces of "
              + String.join(", ", firstLabels(classes.where(UNDIVIDED)))
              + " belong to one group by extract.split-group = "
              + settings.splitGroup(),
          "choose smaller groups, so that each class has some to train and some to test");
    }
    if (total.<Long>getAs("one_sided") > 0) {
      throw UserError.input(
          "all traces of "
              + String.join(", ", firstLabels(classes.where(ONE_SIDED)))
              + " fall on one side, since extract.split-group = "
              + settings.splitGroup()
              + " ties them to traces of other classes",
          "choose smaller groups, or another extract.seed");
    }
    return new Sides(total.getAs("classes"), total.getAs("train"), total.getAs("test"));
  }

  private static List<String> firstLabels(Dataset<Row> classes) {
    return classes.orderBy("label").limit(MOST_NAMED).collectAsList().stream()
        .map(row -> row.<String>getAs("label"))
        .toList();
  }

  private UserError noLabels(String what) {
    return UserError.input(
        what + " at " + settings.input() + " have no label by extract.label = " + settings.label(),
        settings.label().equals("parent")
            ? "give each label a sub-folder, or set extract.label"
            : "set extract.label to what tells the label");
  }

  private static UserError tooFew(List<String> labels) {
    return UserError.input(
        "fewer than 2 traces of " + String.join(", ", labels),
        "add traces or take the class out, since each class needs one to train and one to test");
  }

  private void rejectOneClass(String label) {
    if (!settings.label().equals("none")) {
      throw UserError.input(
          "all traces at " + settings.input() + " have the one label " + label,
          "give at least two classes, check extract.label, or set extract.label=none");
    }
  }
}
