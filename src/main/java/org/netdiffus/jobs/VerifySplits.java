package org.netdiffus.jobs;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CaptureChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares guessed record boundaries with true ones, over a user's own captures. */
@Command(
    name = VerifySplits.NAME,
    mixinStandardHelpOptions = true,
    description = "Guessed record boundaries of captures against those of a walk over them.")
final class VerifySplits implements Callable<Integer> {
  static final String NAME = "verify-splits";

  /** As for a mistake in the input. */
  private static final int WRONG = 3;

  @Mixin private CapturePaths paths = new CapturePaths();

  @Option(
      names = "--every",
      paramLabel = "BYTES",
      defaultValue = "1048576",
      description = "Distance of the places that are looked at (1048576).")
  private long distance;

  @Override
  public Integer call() {
    if (distance < 1) {
      throw UserError.settings("--every " + distance, "give a number of bytes above 0");
    }
    long started = System.nanoTime();
    long files = 0;
    long wrong = 0;
    try (OpenSession session = OpenSession.open()) {
      long places = 0;
      Iterator<CaptureChecks.Finding> findings =
          CaptureChecks.boundaries(session.spark(), paths.all(), distance);
      while (findings.hasNext()) {
        CaptureChecks.Finding finding = findings.next();
        System.out.println(finding.path() + ": " + finding.finding());
        places += finding.places();
        wrong += finding.wrong();
        files++;
      }
      System.out.printf(
          "%,d places, %,d wrong%s%n",
          places, wrong, wrong == 0 ? "" : ": read these files with an index, or with strictIndex");
    }
    System.out.println(
        ClosingLine.printed(
                NAME,
                files,
                new TreeMap<>(wrong == 0 ? Map.of() : Map.of("wrong boundaries", wrong)),
                ClosingLine.secondsSince(started))
            .json());
    return wrong == 0 ? 0 : WRONG;
  }
}
