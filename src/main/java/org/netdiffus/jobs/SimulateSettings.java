package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.simulate.TrafficClass;

/**
 * Settings of {@code simulate-captures}.
 *
 * @param output run folder that receives the captures
 * @param classes traffic classes, each once
 * @param tracesPerClass captures of each class, 1 to 1000000
 * @param seed from which every random number follows
 */
record SimulateSettings(String output, List<TrafficClass> classes, int tracesPerClass, long seed)
    implements Serializable {
  /** Takes the settings of this verb out of all. */
  static SimulateSettings of(ResolvedSettings settings) {
    return new SimulateSettings(
        settings.requiredText("simulate.output", "the folder for the captures"),
        classes(settings.texts("simulate.classes")),
        settings.wholeNumber("simulate.traces-per-class", 1, 1_000_000),
        settings.longNumber("simulate.seed"));
  }

  /** Captures of all classes. */
  long traces() {
    return (long) classes.size() * tracesPerClass;
  }

  private static List<TrafficClass> classes(List<String> labels) {
    List<TrafficClass> known = List.of(TrafficClass.values());
    List<TrafficClass> classes = new ArrayList<>();
    for (String label : labels) {
      TrafficClass named =
          known.stream()
              .filter(trafficClass -> trafficClass.label().equals(label))
              .findFirst()
              .orElseThrow(
                  () ->
                      UserError.settings(
                          "simulate.classes names '" + label + "'",
                          "give some of "
                              + String.join(
                                  ", ", known.stream().map(TrafficClass::label).toList())));
      if (classes.contains(named)) {
        throw UserError.settings(
            "simulate.classes names " + label + " twice", "name each class once");
      }
      classes.add(named);
    }
    if (classes.isEmpty()) {
      throw UserError.settings("simulate.classes is empty", "name at least one class");
    }
    return List.copyOf(classes);
  }
}
