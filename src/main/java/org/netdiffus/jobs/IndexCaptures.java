package org.netdiffus.jobs;

import java.util.Iterator;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.netdiffus.spark.CaptureChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes where the records of captures start, so that large ones are divided without a walk. */
@Command(
    name = IndexCaptures.NAME,
    mixinStandardHelpOptions = true,
    description = "Exact record indexes of captures, used when they are divided: never needed.")
final class IndexCaptures implements Callable<Integer> {
  static final String NAME = "index-captures";

  @Mixin private CapturePaths paths = new CapturePaths();

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "Folder of the indexes; without it each stands beside its capture.")
  private String folder = "";

  @Override
  public Integer call() {
    long started = System.nanoTime();
    long files = 0;
    try (OpenSession session = OpenSession.open()) {
      Iterator<CaptureChecks.Finding> findings =
          CaptureChecks.index(session.spark(), paths.all(), folder);
      while (findings.hasNext()) {
        CaptureChecks.Finding finding = findings.next();
        System.out.println(finding.path() + ": " + finding.finding());
        files++;
      }
    }
    System.out.println(
        ClosingLine.printed(NAME, files, new TreeMap<>(), ClosingLine.secondsSince(started))
            .json());
    return 0;
  }
}
