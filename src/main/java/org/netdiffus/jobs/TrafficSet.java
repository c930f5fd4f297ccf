package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * A set of traffic in the experiment {@code hierarchy}.
 *
 * @param name last part of its folder, with a number where several end alike
 * @param folder of its pipeline: tiles and synthetic
 * @param type kind of traffic, such as {@code video}
 * @param level what its classes are
 */
record TrafficSet(String name, String folder, String type, Level level) {
  private static final String DATA = "experiment.data";
  private static final String TYPES = "experiment.hierarchy.types";
  private static final String PLATFORMS = "experiment.hierarchy.platforms";

  /** What the classes of a set are. */
  enum Level {
    /** Platforms: level L2 of the paper. */
    PLATFORM,
    /** Single videos, web sites or commands: level L3. */
    CLASS
  }

  /** Run folder of its real tiles. */
  String tiles() {
    return folder + "/tiles";
  }

  /** Run folder of its synthetic tiles. */
  String synthetic() {
    return folder + "/synthetic";
  }

  /**
   * The sets of the settings.
   *
   * @throws UserError when they are no hierarchy
   */
  static List<TrafficSet> all(ResolvedSettings settings) {
    List<String> folders = texts(settings, DATA);
    List<String> types = texts(settings, TYPES);
    List<String> platforms = texts(settings, PLATFORMS);
    if (Set.copyOf(folders).size() < Math.max(2, folders.size())
        || folders.stream().anyMatch(folder -> folder.contains(","))) {
      throw UserError.settings(
          DATA + " = " + String.join(", ", folders),
          "give a list of two or more different folders without commas that run-pipeline has written");
    }
    boolean nameable = types.stream().noneMatch(type -> type.contains(","));
    if (types.size() != folders.size() || Set.copyOf(types).size() < 2 || !nameable) {
      throw UserError.settings(
          "%s = %s for %d folders".formatted(TYPES, String.join(", ", types), folders.size()),
          "give the type of each folder in " + DATA + ", such as [video, web]");
    }
    List<TrafficSet> sets = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      String last = new Path(folders.get(i)).getName();
      boolean known = sets.stream().anyMatch(set -> set.name().equals(last));
      String name = known ? last + "-" + (i + 1) : last;
      sets.add(
          new TrafficSet(
              name,
              folders.get(i),
              types.get(i),
              platforms.contains(name) ? Level.PLATFORM : Level.CLASS));
    }
    List<String> names = sets.stream().map(TrafficSet::name).toList();
    if (Set.copyOf(names).size() < names.size()) {
      throw UserError.settings(
          DATA + " gives two sets the name " + String.join(", ", names),
          "name the folders differently");
    }
    if (!names.containsAll(platforms)) {
      throw UserError.settings(
          PLATFORMS + " = " + String.join(", ", platforms),
          "give some of " + String.join(", ", names));
    }
    return sets;
  }

  private static List<String> texts(ResolvedSettings settings, String key) {
    return settings.texts(key).stream().filter(text -> !text.isEmpty()).toList();
  }
}
