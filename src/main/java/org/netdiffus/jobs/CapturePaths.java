package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Which captures a command is about. */
final class CapturePaths {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders with all that is below them, or patterns.")
  private List<String> paths = new ArrayList<>();

  List<String> all() {
    return paths;
  }
}
