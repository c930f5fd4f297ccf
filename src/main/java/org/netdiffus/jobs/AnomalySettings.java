package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of the experiment {@code anomaly}.
 *
 * @param anomalous classes of which little is known, or nothing
 * @param legitimate classes of which all training tiles are known
 * @param known training tiles of each anomalous class that are known, one case each
 * @param members networks of an ensemble
 */
record AnomalySettings(int anomalous, int legitimate, List<Integer> known, int members)
    implements Serializable {
  private static final String KNOWN = "experiment.anomaly.known";

  static AnomalySettings of(ResolvedSettings settings) {
    return new AnomalySettings(
        settings.wholeNumber("experiment.anomaly.anomalous", 1, 100),
        settings.wholeNumber("experiment.anomaly.legitimate", 2, 1000),
        known(settings),
        settings.wholeNumber("experiment.anomaly.members", 1, 100));
  }

  private static List<Integer> known(ResolvedSettings settings) {
    List<String> texts = settings.texts(KNOWN);
    List<Integer> known =
        texts.stream()
            .filter(text -> text.matches("[1-9]\\d{0,5}"))
            .map(Integer::valueOf)
            .distinct()
            .sorted()
            .toList();
    if (known.isEmpty() || known.size() < texts.size()) {
      throw UserError.settings(
          KNOWN + " = " + String.join(", ", texts), "give different whole numbers from 1 on");
    }
    return known;
  }

  /** The most tiles of an anomalous class in any case. */
  int most() {
    return known.get(known.size() - 1);
  }

  /**
   * Holds that there are classes and tiles enough.
   *
   * @param labels names of the classes
   * @param training training tiles of each that are judged
   */
  void requireEnough(List<String> labels, List<Long> training, String folder) {
    if (labels.size() < anomalous + legitimate) {
      throw UserError.settings(
          "%d anomalous and %d legitimate classes of the %d in %s"
              .formatted(anomalous, legitimate, labels.size(), folder),
          "give a smaller experiment.anomaly.legitimate or experiment.anomaly.anomalous");
    }
    long least = Collections.min(training);
    if (most() >= least) {
      throw UserError.settings(
          "%s = %d in %s, where class %s has %d training tiles"
              .formatted(KNOWN, most(), folder, labels.get(training.indexOf(least)), least),
          "give fewer than it has");
    }
  }
}
