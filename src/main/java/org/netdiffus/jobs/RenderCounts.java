package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks of {@code render-tiles} count. Spark adds the updates of a task of the last stage
 * exactly once, and all drawing is in the stage that writes.
 */
record RenderCounts(
    LongAccumulator values,
    LongAccumulator clippedInTraining,
    LongAccumulator clippedElsewhere,
    LongAccumulator withoutEveryFeature,
    LongAccumulator featureTwice,
    LongAccumulator ofAnotherLength,
    LongAccumulator notFinite)
    implements Serializable {
  static RenderCounts on(SparkContext spark) {
    return new RenderCounts(
        spark.longAccumulator(),
        spark.longAccumulator(),
        spark.longAccumulator(),
        spark.longAccumulator(),
        spark.longAccumulator(),
        spark.longAccumulator(),
        spark.longAccumulator());
  }

  void clipped(String split, int count) {
    (split.equals("train") ? clippedInTraining : clippedElsewhere).add(count);
  }

  SortedMap<String, Long> byReason() {
    return new TreeMap<>(
        Map.of(
            "values", values.value(),
            "values clipped: train", clippedInTraining.value(),
            "values clipped: test", clippedElsewhere.value(),
            "traces skipped: feature missing", withoutEveryFeature.value(),
            "traces skipped: feature twice", featureTwice.value(),
            "traces skipped: other length", ofAnotherLength.value(),
            "traces skipped: not finite", notFinite.value()));
  }
}
