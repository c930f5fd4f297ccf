package org.netdiffus.jobs;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.LockOwner;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunLock;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.StageProgress;
import org.netdiffus.spark.WriteFailure;

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
    List<Checked> known =
        folder.isSettled() ? List.of(check(verb, settings, job, folder)) : List.of();
    if (known.stream().anyMatch(checked -> checked.beginning().isEmpty())) {
      // Without a lock: a folder that is complete need not be writable.
      out.println(verb.name() + ": " + folder + " is complete, nothing to do");
      return;
    }
    try (RunLock lock = lock(verb.name(), job.output())) {
      folder.finishPublishing();
      Checked checked =
          known.stream()
              .findFirst()
              .map(before -> before.lookedAtAgain(job, overwrite))
              .orElseGet(() -> check(verb, settings, job, folder));
      run(verb, job, checked, lock, started);
    }
  }

  private void run(Verb verb, Job job, Checked checked, RunLock lock, long started) {
    RunFolder folder = checked.folder();
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
    Job.Outcome outcome = write(verb, job, checked.prepared(), folder, lock);
    RunRecord record = completed(checked.plan(), outcome, started);
    folder.publish(record);
    summarise(verb, folder, record, outcome);
  }

  /**
   * The right to write a folder; another run of now has it, or gets it, after this one alone.
   *
   * @param what what is going to be done there, for people
   */
  RunLock lock(String what, String folder) {
    return RunLock.take(
        folder,
        spark.sparkContext().hadoopConfiguration(),
        LockOwner.self(what, spark.sparkContext().applicationId(), Clock.systemUTC()),
        RunLock.Timing.USUAL,
        line -> out.println(what + ": " + line));
  }

  /** Whether complete outputs are replaced. */
  boolean replaces() {
    return overwrite != Overwrite.NEVER;
  }

  /** Whether the verb's output stands complete and nothing is under way there. */
  boolean isSettled(Verb verb, ResolvedSettings settings) {
    return RunFolder.at(
            verb.job().apply(settings).output(), spark.sparkContext().hadoopConfiguration())
        .isSettled();
  }

  /**
   * A job that may begin.
   *
   * @param beginning how; empty when its output stands complete
   */
  private record Checked(
      RunFolder folder, Job.Prepared prepared, RunRecord plan, Optional<Beginning> beginning) {
    /** The same, given what stands at the output now. */
    Checked lookedAtAgain(Job job, Overwrite overwrite) {
      return new Checked(folder, prepared, plan, Beginning.of(job, folder, plan, overwrite));
    }
  }

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
    RunFolder.State state = folder.state();
    if (state == RunFolder.State.DAMAGED) {
      throw UserError.settings(folder.damage(), "name another output or move the folder away");
    }
    if (state == RunFolder.State.FOREIGN) {
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
    return folder;
  }

  /**
   * A mistake that only shows while the input is read leaves nothing behind, like all others; what
   * was written while the folder was another's, or gone, is not published.
   */
  private Job.Outcome write(
      Verb verb, Job job, Job.Prepared prepared, RunFolder folder, RunLock lock) {
    try {
      Job.Outcome outcome =
          job.reportsProgress()
              ? prepared.work().write(folder)
              : StageProgress.during(spark, verb.name(), () -> prepared.work().write(folder));
      lock.requireHeld();
      return outcome;
    } catch (UserError mistake) {
      if (lock.isRemoved() || (!job.resumes() && lock.isHeld())) {
        folder.discard();
      }
      throw mistake;
    } catch (Exception failed) {
      throw told(failed, folder, lock);
    }
  }

  /** A fault of the place that is written to, as a line; any other as it is. */
  private static RuntimeException told(Exception failed, RunFolder folder, RunLock lock) {
    if (lock.isRemoved()) {
      folder.discard();
    }
    try {
      lock.requireHeld();
    } catch (UserError lost) {
      lost.addSuppressed(failed);
      return lost;
    }
    Optional<UserError> place = WriteFailure.in(failed, folder.toString());
    if (place.isPresent()) {
      return place.get();
    }
    return failed instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failed); // Spark throws checked ones without saying so
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
