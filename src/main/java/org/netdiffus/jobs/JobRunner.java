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
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.LockOwner;
import org.netdiffus.spark.RunCounters;
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
  private final Forecasts forecasts;
  private final RunCounters counters;

  JobRunner(SparkSession spark, PrintStream out, Overwrite overwrite) {
    this.spark = spark;
    this.out = out;
    this.overwrite = overwrite;
    this.forecasts = new Forecasts(spark);
    this.counters = RunCounters.on(spark.sparkContext());
  }

  /**
   * What a verb would do.
   *
   * @param line its closing line
   * @param outlook what it is expected to take; empty when its output stands complete
   */
  record Explained(ClosingLine line, Optional<Outlook> outlook) {}

  /** Prints what a verb would do and what that is expected to take. */
  Explained explain(Verb verb, ResolvedSettings settings) {
    long started = System.nanoTime();
    Job job = verb.job().apply(settings);
    Checked checked = check(verb, settings, job, harmless(verb, settings, job), Job.Look.LISTED);
    out.println(
        verb.name()
            + ": "
            + checked
                .beginning()
                .map(beginning -> beginning.announce(checked.folder()))
                .orElse(checked.folder() + " is complete, nothing to do"));
    checked.prepared().plan().forEach(line -> out.println("  " + line));
    if (checked.beginning().isEmpty()) {
      SortedMap<String, Long> counts = checked.folder().record().counts();
      return new Explained(
          closing(verb, ClosingLine.State.COMPLETE, checked.folder(), counts, started, settings),
          Optional.empty());
    }
    return expected(verb, settings, checked.folder(), started);
  }

  /** Prints what a verb is expected to take whose input is still to be written. */
  Explained expect(Verb verb, ResolvedSettings settings) {
    RunFolder folder =
        RunFolder.at(
            verb.job().apply(settings).output(), spark.sparkContext().hadoopConfiguration());
    return expected(verb, settings, folder, System.nanoTime());
  }

  private Explained expected(Verb verb, ResolvedSettings settings, RunFolder folder, long started) {
    Optional<Outlook> outlook =
        forecasts
            .of(verb, settings)
            .map(step -> Outlook.of(verb, step, forecasts.executors(settings), settings));
    outlook.ifPresent(found -> found.lines().forEach(line -> out.println("  " + line)));
    return new Explained(
        closing(verb, ClosingLine.State.PLANNED, folder, Map.of(), started, settings)
            .withForecast(outlook.map(Outlook::numbers).orElseGet(TreeMap::new)),
        outlook);
  }

  /** Runs a verb, unless its output stands complete, and returns its closing line. */
  ClosingLine run(Verb verb, ResolvedSettings settings) {
    long started = System.nanoTime();
    Job job = verb.job().apply(settings);
    RunFolder folder = harmless(verb, settings, job);
    List<Checked> known =
        folder.isSettled() ? List.of(check(verb, settings, job, folder, Job.Look.READ)) : List.of();
    if (known.stream().anyMatch(checked -> checked.beginning().isEmpty())) {
      // Without a lock: a folder that is complete need not be writable.
      return complete(verb, settings, folder, started);
    }
    try (RunLock lock = lock(verb.name(), job.output())) {
      folder.finishPublishing();
      Checked checked =
          known.stream()
              .findFirst()
              .map(before -> before.lookedAtAgain(job, overwrite))
              .orElseGet(() -> check(verb, settings, job, folder, Job.Look.READ));
      return checked.beginning().isEmpty()
          ? complete(verb, settings, folder, started)
          : run(verb, settings, job, checked, checked.beginning().get(), lock, started);
    }
  }

  private ClosingLine complete(
      Verb verb, ResolvedSettings settings, RunFolder folder, long started) {
    out.println(verb.name() + ": " + folder + " is complete, nothing to do");
    return closing(
        verb, ClosingLine.State.COMPLETE, folder, folder.record().counts(), started, settings);
  }

  private ClosingLine run(
      Verb verb,
      ResolvedSettings settings,
      Job job,
      Checked checked,
      Beginning beginning,
      RunLock lock,
      long started) {
    RunFolder folder = checked.folder();
    spark.sparkContext().setJobDescription(verb.name() + " → " + folder);
    if (beginning instanceof Beginning.Anew anew && !anew.replaced().isEmpty()) {
      out.println(verb.name() + ": writes " + folder + " in place of " + anew.replaced());
    }
    beginning.mark(folder, checked.plan());
    Job.Outcome outcome = write(verb, job, checked.prepared(), folder, lock);
    RunRecord record = completed(checked.plan(), outcome, started);
    folder.publish(record);
    counters.add(verb.gauge(), verb.rowsIn(record.counts()), record.counts());
    summarise(verb, folder, record, outcome);
    return closing(verb, ClosingLine.State.DONE, folder, record.counts(), started, settings);
  }

  private static ClosingLine closing(
      Verb verb,
      ClosingLine.State state,
      RunFolder folder,
      Map<String, Long> counts,
      long started,
      ResolvedSettings settings) {
    return ClosingLine.of(
        verb, state, folder.toString(), counts, ClosingLine.secondsSince(started), settings);
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
  private Checked check(
      Verb verb, ResolvedSettings settings, Job job, RunFolder folder, Job.Look look) {
    long started = System.nanoTime();
    Job.Prepared prepared = job.prepare(spark);
    RunRecord plan = record(verb, settings, prepared.inputs().identities(look), started);
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
    for (Verb.Read read : verb.reads(settings)) {
      if (folder.overlaps(RunFolder.at(read.path(), spark.sparkContext().hadoopConfiguration()))) {
        throw UserError.settings(
            "the output "
                + folder
                + " and "
                + read.key()
                + " = "
                + read.path()
                + " lie in one another",
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
      Verb verb, ResolvedSettings settings, List<InputIdentity> inputs, long started) {
    return new RunRecord(
        RunRecord.PROGRAM,
        verb.name(),
        verb.decidingSettings(settings),
        inputs,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        new TreeMap<>(Map.of("prepare", ClosingLine.secondsSince(started))),
        Versions.all(spark.version()));
  }

  private static RunRecord completed(RunRecord plan, Job.Outcome outcome, long started) {
    SortedMap<String, Double> seconds = new TreeMap<>(plan.seconds());
    seconds.put("total", ClosingLine.secondsSince(started));
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
    // Names of files may hold anything, line breaks too.
    outcome
        .summary()
        .forEach(line -> out.println(verb.name() + ": " + line.replaceAll("\\p{Cntrl}", "?")));
    record.counts().forEach((name, count) -> out.printf("  %-32s %,15d%n", name, count));
    out.printf("%s: wrote %s in %.1f s%n", verb.name(), folder, record.seconds().get("total"));
  }
}
