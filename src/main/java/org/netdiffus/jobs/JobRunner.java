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
    /** Done anew. */
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
    long started = System.nanoTime();
    Job job = verb.job().apply(settings);
    RunFolder folder = folder(job);
    refuseToHarm(verb, settings, folder);
    Job.Prepared prepared = job.prepare(spark);
    RunRecord plan = record(verb, settings, prepared, started);
    if (folder.state() == RunFolder.State.COMPLETE && stands(folder, plan)) {
      out.println(verb.name() + ": " + folder + " is complete, nothing to do");
    } else {
      boolean goesOn = job.resumes() && mayGoOn(folder, folder.state(), plan);
      out.println(verb.name() + (goesOn ? ": would go on with " : ": would write ") + folder);
    }
    prepared.plan().forEach(line -> out.println("  " + line));
  }

  /** Runs a verb, unless its output stands complete. */
  void run(Verb verb, ResolvedSettings settings) {
    long started = System.nanoTime();
    Job job = verb.job().apply(settings);
    RunFolder folder = folder(job);
    refuseToHarm(verb, settings, folder);
    folder.finishPublishing();
    RunFolder.State state = folder.state();
    Job.Prepared prepared = job.prepare(spark);
    RunRecord plan = record(verb, settings, prepared, started);
    if (state == RunFolder.State.COMPLETE && stands(folder, plan)) {
      out.println(verb.name() + ": " + folder + " is complete, nothing to do");
      return;
    }
    spark.sparkContext().setJobDescription(verb.name() + " → " + folder);
    if (mayGoOn(folder, state, plan) && job.resumes()) {
      folder.resume(plan);
    } else {
      folder.begin(plan);
    }
    Job.Outcome outcome = write(verb, job, prepared, folder);
    RunRecord record = completed(plan, outcome, started);
    folder.publish(record);
    summarise(verb, folder, record, outcome);
  }

  /** Neither what somebody else has written nor what the verb reads may be written over. */
  private void refuseToHarm(Verb verb, ResolvedSettings settings, RunFolder folder) {
    if (folder.state() == RunFolder.State.FOREIGN) {
      throw UserError.settings(
          folder + " exists and was not written by netdiffus",
          "name another output or move it away");
    }
    for (String name : Verb.READ) {
      String key = verb.section() + "." + name;
      String path = settings.has(key) ? settings.text(key) : "";
      if (!path.isEmpty()
          && folder.overlaps(RunFolder.at(path, spark.sparkContext().hadoopConfiguration()))) {
        throw UserError.settings(
            "the output " + folder + " and " + key + " = " + path + " lie in one another",
            "name an output that is apart from what is read");
      }
    }
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

  /** Whether the same run stands there; an error when another does and must not be replaced. */
  private boolean stands(RunFolder folder, RunRecord plan) {
    RunRecord standing = folder.record();
    List<String> differences = differences(standing, plan);
    if (overwrite == Overwrite.ALWAYS) {
      return false;
    }
    if (differences.isEmpty()) {
      return true;
    }
    if (overwrite == Overwrite.WHEN_DIFFERENT) {
      return false;
    }
    if (!standing.verb().equals(plan.verb())) {
      throw UserError.settings(
          folder + " was written by " + standing.verb(),
          "name another output, or give --overwrite to replace it");
    }
    throw UserError.settings(
        folder
            + " stands complete from another run ("
            + String.join(", ", differences)
            + " differ)",
        "name another output, or give --overwrite to replace it");
  }

  /** Whether the beginning of this very run is there; an error when that of another one is. */
  private boolean mayGoOn(RunFolder folder, RunFolder.State state, RunRecord plan) {
    Optional<RunRecord> begun = folder.startedRecord();
    if (begun.isEmpty()) {
      return false;
    }
    List<String> differences = differences(begun.get(), plan);
    if (differences.isEmpty()
        || overwrite != Overwrite.NEVER
        || state == RunFolder.State.COMPLETE) {
      return differences.isEmpty();
    }
    throw UserError.settings(
        folder
            + " holds the beginning of another run ("
            + String.join(", ", differences)
            + " differ)",
        "name another output, or give --overwrite to start anew");
  }

  private static List<String> differences(RunRecord standing, RunRecord plan) {
    SortedMap<String, String> differences = new TreeMap<>();
    plan.differingKeys(standing.settings()).forEach(key -> differences.put(key, ""));
    if (!standing.verb().equals(plan.verb())) {
      differences.put("the verb", "");
    }
    if (!standing.inputs().equals(plan.inputs())) {
      differences.put("the input", "");
    }
    return List.copyOf(differences.keySet());
  }

  private RunFolder folder(Job job) {
    return RunFolder.at(job.output(), spark.sparkContext().hadoopConfiguration());
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
