package org.netdiffus.jobs;

import java.util.List;
import org.netdiffus.series.Feature;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunRecord;

/** The features of a run of {@code extract-series}: each becomes a channel of the tiles. */
final class Channels {
  private Channels() {}

  /** Names of the features, in the order in which the run was told to extract them. */
  static List<String> of(RunRecord series) {
    String recorded = series.settings().get("extract.feature");
    if (recorded == null) {
      throw new IllegalStateException("the record of the series does not name their features");
    }
    // The record holds the setting as text, and a list may have been written in several ways.
    return ResolvedSettings.resolve(List.of(), List.of("extract.feature=" + recorded))
        .texts("extract.feature");
  }

  /** Whether values of a feature are below 0 as well as above. */
  static boolean isSigned(String feature) {
    return Feature.named(feature).map(Feature::signed).orElse(false);
  }

  /** Whether every value is a finite number. */
  static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
