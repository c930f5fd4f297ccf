package org.netdiffus.jobs;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.netdiffus.spark.InputIdentity;

/**
 * Which files of an input an earlier run of {@code extract-series} has read with the same settings,
 * so that its series of them are those that reading them again would give.
 *
 * @param known paths of files that are as they were
 * @param dropped paths of files of the earlier run that are not: changed, gone, or beside a file
 *     that decides about them and changed
 */
record ReadBefore(Set<String> known, List<String> dropped) {
  /**
   * The inputs of a run.
   *
   * @param files those of traces
   * @param deciding those that decide about them: of MAC addresses, and a manifest
   */
  record Inputs(List<InputIdentity> files, List<InputIdentity> deciding) {
    /**
     * From the inputs of a record, where the files of traces come first.
     *
     * @param files how many these are
     */
    static Inputs of(List<InputIdentity> all, int files) {
      int end = Math.min(files, all.size());
      return new Inputs(all.subList(0, end), all.subList(end, all.size()));
    }
  }

  /**
   * Compares the inputs of two runs.
   *
   * @param before of the earlier run
   * @param now of the run that begins
   * @return nothing when no file is known, or when nothing changed: then it is to be done anew
   */
  static Optional<ReadBefore> of(Inputs before, Inputs now) {
    Set<String> touched = new HashSet<>();
    difference(before.deciding, now.deciding, touched);
    difference(now.deciding, before.deciding, touched);
    if (touched.stream().anyMatch(path -> path.startsWith(ExtractInput.MANIFEST))) {
      return Optional.empty();
    }
    Set<String> folders = touched.stream().map(ReadBefore::folder).collect(Collectors.toSet());
    Set<InputIdentity> standing = new HashSet<>(before.files);
    Set<String> known =
        now.files.stream()
            .filter(file -> standing.contains(file) && !folders.contains(folder(file.path())))
            .map(InputIdentity::path)
            .collect(Collectors.toSet());
    List<String> dropped =
        before.files.stream()
            .map(InputIdentity::path)
            .filter(path -> !known.contains(path))
            .collect(Collectors.toList());
    boolean nothingChanged =
        known.size() == now.files.size() && dropped.isEmpty() && touched.isEmpty();
    return known.isEmpty() || nothingChanged
        ? Optional.empty()
        : Optional.of(new ReadBefore(known, dropped));
  }

  /** For people. */
  String described() {
    return "not read again, since they are as an earlier run read them: %,d files"
        .formatted(known.size());
  }

  private static void difference(
      List<InputIdentity> some, List<InputIdentity> others, Set<String> touched) {
    some.stream().filter(one -> !others.contains(one)).forEach(one -> touched.add(one.path()));
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
