package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/** Classifiers that judge how useful tiles are to train on: those of the paper. */
enum JudgeKind {
  /** The convolutional network; it is the yardstick of other figures too, and always judges. */
  CNN("cnn"),
  /** Random forest of MLlib. */
  RANDOM_FOREST("random-forest"),
  /** Gaussian naive Bayes. */
  NAIVE_BAYES("naive-bayes"),
  /** Perceptron of MLlib with one hidden layer. */
  MLP("mlp"),
  /** Gradient-boosted trees of MLlib, one class against the rest, in place of XGBoost. */
  BOOSTED_TREES("boosted-trees");

  private final String settingName;

  JudgeKind(String settingName) {
    this.settingName = settingName;
  }

  /** Name in settings and reports. */
  String settingName() {
    return settingName;
  }

  /**
   * The classifiers of a setting.
   *
   * @throws UserError when one is unknown, or the CNN is not among them
   */
  static List<JudgeKind> of(ResolvedSettings settings, String key) {
    List<String> names = settings.texts(key);
    List<String> known = Arrays.stream(values()).map(JudgeKind::settingName).toList();
    if (!known.containsAll(names) || !names.contains(CNN.settingName)) {
      throw UserError.settings(
          key + " = " + String.join(", ", names),
          "give cnn, and any of " + String.join(", ", known.subList(1, known.size())));
    }
    return Arrays.stream(values()).filter(kind -> names.contains(kind.settingName)).toList();
  }
}
