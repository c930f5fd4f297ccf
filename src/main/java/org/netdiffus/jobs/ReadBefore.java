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
  /** Beginning of the path of a manifest, which decides about all files. */
  static final String MANIFEST = "manifest/";

  /**
   * Compares the inputs of two runs.
   *
   * @param before inputs of the earlier run: its files, then those that decide about them
   * @param filesBefore how many of them are files of traces
   * @param now the same of the run that begins
   * @return nothing when no file is known, or when nothing changed: then it is to be done anew
   */
  static Optional<ReadBefore> of(
      List<InputIdentity> before, int filesBefore, List<InputIdentity> now, int filesNow) {
    Set<InputIdentity> decidingBefore = Set.copyOf(before.subList(filesBefore, before.size()));
    Set<InputIdentity> decidingNow = Set.copyOf(now.subList(filesNow, now.size()));
    Set<String> touched = new HashSet<>();
    difference(decidingBefore, decidingNow, touched);
    difference(decidingNow, decidingBefore, touched);
    if (touched.stream().anyMatch(path -> path.startsWith(MANIFEST))) {
      return Optional.empty();
    }
    Set<String> folders = touched.stream().map(ReadBefore::folder).collect(Collectors.toSet());
    Set<InputIdentity> standing = new HashSet<>(before.subList(0, filesBefore));
    Set<String> known =
        now.subList(0, filesNow).stream()
            .filter(file -> standing.contains(file) && !folders.contains(folder(file.path())))
            .map(InputIdentity::path)
            .collect(Collectors.toSet());
    List<String> dropped =
        before.subList(0, filesBefore).stream()
            .map(InputIdentity::path)
            .filter(path -> !known.contains(path))
            .collect(Collectors.toList());
    boolean nothingChanged = known.size() == filesNow && dropped.isEmpty() && touched.isEmpty();
    return known.isEmpty() || nothingChanged
        ? Optional.empty()
        : Optional.of(new ReadBefore(known, dropped));
  }

  /** For people. */
  String described() {
    return "%,d files are as an earlier run read them, and were not read again"
        .formatted(known.size());
  }

  private static void difference(
      Set<InputIdentity> some, Set<InputIdentity> others, Set<String> touched) {
    some.stream().filter(one -> !others.contains(one)).forEach(one -> touched.add(one.path()));
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
