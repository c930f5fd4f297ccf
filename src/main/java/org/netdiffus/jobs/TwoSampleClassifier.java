package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/** Classifiers of the two-sample test, the cheapest first. */
enum TwoSampleClassifier {
  /** Gaussian naive Bayes: sees the level and the spread of each pixel by itself. */
  NAIVE_BAYES("naive-bayes"),
  /** Gradient-boosted trees of MLlib: see pixels that few others stand for. */
  BOOSTED_TREES("boosted-trees"),
  /** The convolutional network: sees the picture. */
  CNN("cnn");

  private final String settingName;

  TwoSampleClassifier(String settingName) {
    this.settingName = settingName;
  }

  /** Name in settings and scores. */
  String settingName() {
    return settingName;
  }

  /**
   * The classifiers of a setting.
   *
   * @throws UserError when one is unknown, or there is none
   */
  static List<TwoSampleClassifier> of(ResolvedSettings settings, String key) {
    List<String> names = settings.texts(key);
    List<String> known = Arrays.stream(values()).map(TwoSampleClassifier::settingName).toList();
    if (names.isEmpty() || !known.containsAll(names)) {
      throw UserError.settings(
          key + " = " + String.join(", ", names), "give any of " + String.join(", ", known));
    }
    return Arrays.stream(values()).filter(kind -> names.contains(kind.settingName)).toList();
  }
}
