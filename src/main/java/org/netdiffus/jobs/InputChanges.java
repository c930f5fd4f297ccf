package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.netdiffus.spark.InputIdentity;

/**
 * What became of the files that a run has read, by their paths below the input.
 *
 * @param come paths that were not there
 * @param changed paths with another content
 * @param gone paths that are not there any more
 */
record InputChanges(List<String> come, List<String> changed, List<String> gone) {
  private static final int MOST_NAMED = 5;

  /** The changes from what a run has read to what is there now. */
  static InputChanges between(List<InputIdentity> before, List<InputIdentity> now) {
    if (Stream.concat(before.stream(), now.stream()).anyMatch(InputIdentity::isRun)) {
      return new InputChanges(List.of(), List.of(), List.of()); // runs are not told apart by paths
    }
    Map<String, List<InputIdentity>> known = new HashMap<>();
    before.forEach(file -> known.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(file));
    List<String> come = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (InputIdentity file : now) {
      List<InputIdentity> same = known.getOrDefault(file.path(), List.of());
      if (same.isEmpty()) {
        come.add(file.path());
      } else if (same.stream().noneMatch(file::mayBe)) {
        changed.add(file.path());
      }
    }
    now.forEach(file -> known.remove(file.path()));
    return new InputChanges(come, changed, known.keySet().stream().sorted().toList());
  }

  /** For the end of a sentence; nothing where nothing changed. */
  String named() {
    return part("new", come) + part("changed", changed) + part("gone", gone);
  }

  private static String part(String name, List<String> paths) {
    if (paths.isEmpty()) {
      return "";
    }
    String first = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
    int more = paths.size() - MOST_NAMED;
    return "; " + name + ": " + first + (more > 0 ? " and " + more + " more" : "");
  }
}
