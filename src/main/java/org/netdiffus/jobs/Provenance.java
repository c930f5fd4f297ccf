package org.netdiffus.jobs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.spark.RunFolder;

/** Where the evaluated tiles come from, by the records of the runs that made them. */
final class Provenance {
  /** Begin of the keys of the settings of {@code extract-series}. */
  private static final String EXTRACT = "extract.";

  private static final String UNIT = "unit: ";
  private static final String PER = " per ";

  private Provenance() {}

  /** What the record of the series says that a reader of the tiles' record needs as well. */
  static SortedMap<String, String> ofSeries(RunFolder series) {
    SortedMap<String, String> origin = new TreeMap<>();
    put(origin, series.record().settings(), EXTRACT);
    put(origin, series.record().facts(), UNIT);
    return origin;
  }

  /** The settings of all steps before the evaluation. */
  static SortedMap<String, String> settings(EvaluationInput input) {
    SortedMap<String, String> all = new TreeMap<>();
    put(all, input.real().record().facts(), EXTRACT);
    all.putAll(input.real().record().settings());
    input.models().forEach(model -> all.putAll(model.record().settings()));
    all.putAll(input.synthetic().get(0).record().settings());
    return all;
  }

  /** What a recovered series of the first channel holds. */
  static String seriesUnit(EvaluationInput input) {
    String feature = input.features().get(0);
    String series =
        Optional.ofNullable(input.real().record().facts().get(UNIT + feature))
            .map(unit -> inUnit(feature, unit))
            .orElse(feature);
    return meanOf(series, (double) input.points() / input.size());
  }

  /** A series whose values are means of so many points, to four digits. */
  static String meanOf(String series, double points) {
    BigDecimal digits = new BigDecimal(points).round(new MathContext(4)).stripTrailingZeros();
    return points == 1 ? series : series + ", mean of " + digits.toPlainString() + " points";
  }

  /** The name of a feature of bins says already what is counted in them. */
  private static String inUnit(String feature, String unit) {
    int per = unit.indexOf(PER);
    return per < 0 ? feature + " (" + unit + ")" : feature + unit.substring(per);
  }

  /** Sentences about folders that were not made from each other. */
  static List<String> warnings(EvaluationInput input) {
    List<String> warnings = new ArrayList<>();
    for (RunFolder model : input.models()) {
      if (!madeFrom(input.synthetic().get(0), model)) {
        warnings.add(
            "The synthetic tiles were not drawn from this model as it stands: its loss and settings"
                + " may not be theirs.");
      }
      if (!madeFrom(model, input.real())) {
        warnings.add(
            "The model was not trained on these real tiles as they stand: its training tiles may be"
                + " among the test tiles here.");
      }
    }
    return warnings;
  }

  /** Whether a run read another one, told by the digest of that one's record. */
  static boolean madeFrom(RunFolder run, RunFolder source) {
    String identity = source.identity().sha256();
    return run.record().inputs().stream().anyMatch(read -> read.sha256().equals(identity));
  }

  private static void put(
      SortedMap<String, String> target, Map<String, String> source, String prefix) {
    source.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            target.put(key, value);
          }
        });
  }
}
