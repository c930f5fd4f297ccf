package org.netdiffus.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.ReadRules;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.InputFiles;

/**
 * What {@code extract-series} reads.
 *
 * @param settings the settings that name it
 * @param files the files of traces
 * @param hadoop how to reach file systems
 */
record ExtractInput(ExtractSettings settings, InputFiles files, Configuration hadoop) {
  /** Beginning of the path by which a manifest, which decides about all files, is recorded. */
  static final String MANIFEST = "manifest/";

  static ExtractInput at(ExtractSettings settings, Configuration hadoop) {
    return new ExtractInput(settings, InputFiles.below(settings.input(), hadoop), hadoop);
  }

  /** How many files there are of each label that the path alone tells. */
  SortedMap<String, Long> filesByLabel(LabelRule rule) {
    SortedMap<String, Long> count = new TreeMap<>();
    for (InputFiles.File file : files.files()) {
      rule.labelOfFile(file.relative()).ifPresent(label -> count.merge(label, 1L, Long::sum));
    }
    return count;
  }

  /** The text of the label manifest. */
  String manifestText(String path) {
    Path manifest = new Path(path);
    try (InputStream in = system(manifest).open(manifest)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw UserError.input(
          "the manifest " + path + " cannot be read", "check the path in extract.label");
    }
  }

  /** The files that decide the result beside those of traces: MAC addresses and the manifest. */
  InputFiles besides(ReadRules rules) {
    List<InputFiles.File> found = new ArrayList<>();
    try {
      if (rules.client() instanceof ClientSide.MacFile file) {
        Set<String> names = new TreeSet<>();
        for (InputFiles.File capture : files.files()) {
          String relative = capture.relative();
          String name = relative.substring(0, relative.lastIndexOf('/') + 1) + file.name();
          if (names.add(name)) {
            addIfThere(found, name, new Path(new Path(capture.path()).getParent(), file.name()));
          }
        }
      }
      for (String manifest : ExtractRules.manifest(settings).stream().toList()) {
        Path path = new Path(manifest);
        addIfThere(found, MANIFEST + path.getName(), path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new InputFiles(files.root(), List.copyOf(found));
  }

  private void addIfThere(List<InputFiles.File> found, String relative, Path path)
      throws IOException {
    FileSystem system = system(path);
    if (system.exists(path)) {
      Path qualified = system.makeQualified(path);
      found.add(
          new InputFiles.File(qualified.toString(), relative, system.getFileStatus(path).getLen()));
    }
  }

  private FileSystem system(Path path) throws IOException {
    return path.getFileSystem(hadoop);
  }
}
