package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.netdiffus.settings.UserError;

/**
 * How many tiles of each class a candidate has: the value of {@code evaluate.synthetic-per-class}.
 */
sealed interface CandidateLimit extends Serializable {
  /**
   * Tiles of a class at most.
   *
   * @param training real training tiles of the class
   */
  long of(long training);

  /** As many as there are. */
  record All() implements CandidateLimit {
    @Override
    public long of(long training) {
      return Long.MAX_VALUE;
    }
  }

  /** The same number of every class. */
  record Count(int tiles) implements CandidateLimit {
    @Override
    public long of(long training) {
      return tiles;
    }
  }

  /** A multiple of the real training tiles of the class, at least one tile. */
  record Multiple(double factor) implements CandidateLimit {
    @Override
    public long of(long training) {
      return Math.max(1, Math.round(factor * training));
    }
  }

  /**
   * Of each class the first so many tiles, in an order that is random but the same in every run, so
   * that a smaller set is part of a larger one.
   *
   * @param training real training tiles of each class
   * @param seed of the order
   */
  default Dataset<Row> of(Dataset<Row> tiles, SortedMap<String, Long> training, long seed) {
    if (this instanceof All) {
      return tiles;
    }
    // One expression, however many classes there are: nested ones would be as deep.
    Column most =
        map(training.entrySet().stream()
                .flatMap(part -> Stream.of(lit(part.getKey()), lit(of(part.getValue()))))
                .toArray(Column[]::new))
            .apply(col("label"));
    Dataset<Row> chosen =
        tiles
            .select(
                col("trace_id"),
                col("label"),
                row_number()
                    .over(
                        Window.partitionBy("label")
                            .orderBy(xxhash64(col("trace_id"), lit(seed)), col("trace_id")))
                    .as("number"))
            .filter(col("number").leq(coalesce(most, lit(0L))))
            .select("trace_id");
    return tiles.join(chosen, tiles.col("trace_id").equalTo(chosen.col("trace_id")), "left_semi");
  }

  /** Training tiles of each class. */
  static SortedMap<String, Long> training(SortedMap<String, EvaluationInput.PartCounts> census) {
    SortedMap<String, Long> training = new TreeMap<>();
    census.forEach((label, counts) -> training.put(label, counts.training()));
    return training;
  }

  /**
   * Reads the value of the setting.
   *
   * @throws UserError when it is none
   */
  static CandidateLimit parse(String key, String text) {
    if (text.equals("all")) {
      return new All();
    }
    boolean multiple = text.endsWith("x");
    Optional<Double> number = number(multiple ? text.substring(0, text.length() - 1) : text);
    return number
        .filter(n -> n > 0 && n <= 1e9 && (multiple || n == Math.rint(n)))
        .<CandidateLimit>map(n -> multiple ? new Multiple(n) : new Count(n.intValue()))
        .orElseThrow(
            () ->
                UserError.settings(
                    key + " = " + text,
                    "give all, a whole number of tiles, or a multiple of the training tiles such"
                        + " as 2x"));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty(); // the caller says what would be right
    }
  }
}
