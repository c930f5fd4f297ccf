package org.netdiffus.jobs;

import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.StageProgress;

/**
 * What every job has in common: looks at what stands at its output, runs it if need be, writes the
 * record of the run and publishes the folder whole.
 */
final class JobRunner {
  /** What to do about a complete output. */
  enum Overwrite {
    /** The same run: nothing to do. Another: an error. */
    NEVER,
    /** The same run: nothing to do. Another: done anew. */
    WHEN_DIFFERENT,
    /** Done anew, or gone on with if this very run was cut off. */
    ALWAYS
  }

  private final SparkSession spark;
  private final PrintStream out;
  private final Overwrite overwrite;

  JobRunner(SparkSession spark, PrintStream out, Overwrite overwrite) {
    this.spark = spark;
    this.out = out;
    this.overwrite = overwrite;
  }

  /** Prints what a verb would do. */
  void explain(Verb verb, ResolvedSettings settings) {
    Job job = verb.job().apply(settings);
    Checked checked = check(verb, settings, job, harmless(verb, settings, job));
    out.println(
        verb.name()
            + ": "
            + checked
                .beginning()
                .map(beginning -> beginning.announce(checked.folder()))
                .orElse(checked.folder() + " is complete, nothing to do"));
    checked.prepared().plan().forEach(line -> out.println("  " + line));
  }

  /** Runs a verb, unless its output stands complete. */
  void run(Verb verb, ResolvedSettings settings) {
    long started = System.nanoTime();
    Job job = verb.job().apply(settings);
    RunFolder folder = harmless(verb, settings, job);
    folder.finishPublishing();
    Checked checked = check(verb, settings, job, folder);
    if (checked.beginning().isEmpty()) {
      out.println(verb.name() + ": " + folder + " is complete, nothing to do");
      return;
    }
    spark.sparkContext().setJobDescription(verb.name() + " → " + folder);
    Beginning beginning = checked.beginning().get();
    if (beginning instanceof Beginning.Anew anew && !anew.replaced().isEmpty()) {
      out.println(verb.name() + ": writes " + folder + " in place of " + anew.replaced());
    }
    beginning.mark(folder, checked.plan());
    Job.Outcome outcome = write(verb, job, checked.prepared(), folder);
    RunRecord record = completed(checked.plan(), outcome, started);
    folder.publish(record);
    summarise(verb, folder, record, outcome);
  }

  /**
   * A job that may begin.
   *
   * @param beginning how; empty when its output stands complete
   */
  private record Checked(
      RunFolder folder, Job.Prepared prepared, RunRecord plan, Optional<Beginning> beginning) {}

  /** Looks at the input and what stands at the output; writes nothing. */
  private Checked check(Verb verb, ResolvedSettings settings, Job job, RunFolder folder) {
    long started = System.nanoTime();
    Job.Prepared prepared = job.prepare(spark);
    RunRecord plan = record(verb, settings, prepared, started);
    return new Checked(folder, prepared, plan, Beginning.of(job, folder, plan, overwrite));
  }

  /**
   * The job's output. Neither what somebody else has written nor what the verb reads may be written
   * over.
   */
  private RunFolder harmless(Verb verb, ResolvedSettings settings, Job job) {
    RunFolder folder = RunFolder.at(job.output(), spark.sparkContext().hadoopConfiguration());
    if (folder.state() == RunFolder.State.FOREIGN) {
      throw UserError.settings(
          folder + " exists and was not written by netdiffus",
          "name another output or move it away");
    }
    for (String name : Verb.READ) {
      String key = verb.section() + "." + name;
      List<String> paths = settings.has(key) ? settings.texts(key) : List.of();
      for (String path : paths) {
        if (!path.isEmpty()
            && folder.overlaps(RunFolder.at(path, spark.sparkContext().hadoopConfiguration()))) {
          throw UserError.settings(
              "the output " + folder + " and " + key + " = " + path + " lie in one another",
              "name an output that is apart from what is read");
        }
      }
    }
    return folder;
  }

  /** A mistake that only shows while the input is read leaves nothing behind, like all others. */
  private Job.Outcome write(Verb verb, Job job, Job.Prepared prepared, RunFolder folder) {
    try {
      return job.reportsProgress()
          ? prepared.work().write(folder)
          : StageProgress.during(spark, verb.name(), () -> prepared.work().write(folder));
    } catch (UserError mistake) {
      if (!job.resumes()) {
        folder.discard();
      }
      throw mistake;
    }
  }

  private RunRecord record(
      Verb verb, ResolvedSettings settings, Job.Prepared prepared, long started) {
    return new RunRecord(
        RunRecord.PROGRAM,
        verb.name(),
        verb.decidingSettings(settings),
        prepared.inputs(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        new TreeMap<>(Map.of("prepare", secondsSince(started))),
        Versions.all(spark.version()));
  }

  private static RunRecord completed(RunRecord plan, Job.Outcome outcome, long started) {
    SortedMap<String, Double> seconds = new TreeMap<>(plan.seconds());
    seconds.put("total", secondsSince(started));
    return new RunRecord(
        plan.program(),
        plan.verb(),
        plan.settings(),
        plan.inputs(),
        outcome.counts(),
        outcome.facts(),
        seconds,
        plan.versions());
  }

  private void summarise(Verb verb, RunFolder folder, RunRecord record, Job.Outcome outcome) {
    outcome.summary().forEach(line -> out.println(verb.name() + ": " + line));
    record.counts().forEach((name, count) -> out.printf("  %-32s %,15d%n", name, count));
    out.printf("%s: wrote %s in %.1f s%n", verb.name(), folder, record.seconds().get("total"));
  }

  private static double secondsSince(long started) {
    return Math.round((System.nanoTime() - started) / 1e6) / 1e3;
  }
}
