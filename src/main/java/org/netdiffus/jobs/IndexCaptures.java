package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.CaptureChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes where the records of captures start, so that large ones are divided without a walk. */
@Command(
    name = IndexCaptures.NAME,
    mixinStandardHelpOptions = true,
    description = "Exact record indexes of captures, used when they are divided: never needed.")
final class IndexCaptures implements Callable<Integer> {
  static final String NAME = "index-captures";

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders with all that is below them, or patterns.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "Folder of the indexes; without it each stands beside its capture.")
  private String folder = "";

  @Override
  public Integer call() {
    boolean ours = SparkSession.getDefaultSession().isEmpty();
    SparkSession spark = SparkSession.builder().appName("netdiffus").getOrCreate();
    try {
      Iterator<CaptureChecks.Finding> findings = CaptureChecks.index(spark, paths, folder);
      while (findings.hasNext()) {
        CaptureChecks.Finding finding = findings.next();
        System.out.println(finding.path() + ": " + finding.finding());
      }
      return 0;
    } finally {
      if (ours) {
        spark.stop();
      }
    }
  }
}
