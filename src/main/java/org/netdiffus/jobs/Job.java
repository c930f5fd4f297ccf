package org.netdiffus.jobs;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;

/** One verb with its settings resolved: reads folders, writes one run folder. */
interface Job {
  /** Path of the run folder that the job writes. */
  String output();

  /**
   * Looks at the input and checks it against the settings; writes nothing.
   *
   * @throws org.netdiffus.settings.UserError for everything that would keep the job from its end
   */
  Prepared prepare(SparkSession spark);

  /** Whether the job goes on with what an earlier run that was cut off has left in its folder. */
  default boolean resumes() {
    return false;
  }

  /** Whether the job prints its own progress, so that Spark's tasks need not be reported. */
  default boolean reportsProgress() {
    return false;
  }

  /**
   * Whether the job can make an earlier run of its verb longer instead of beginning anew, so that
   * the result is that of one run; not, by default.
   *
   * @param earlier a run that differs in these settings and nothing else
   * @param differing their keys, at least one
   */
  default Extension extension(RunRecord earlier, SortedSet<String> differing) {
    return new Extension.None();
  }

  /** Whether an earlier run can be made longer. */
  sealed interface Extension {
    /** It is another run. */
    record None() implements Extension {}

    /**
     * It can.
     *
     * @param carried what the job goes on with, of the earlier run's files
     */
    record Possible(Set<String> carried) implements Extension {}

    /**
     * It is the same run over other steps, but cannot be gone on with.
     *
     * @param reason why not
     */
    record Refused(String reason) implements Extension {}
  }

  /**
   * What a job is about to do.
   *
   * @param inputs identity of all that it reads
   * @param plan lines for people: inputs found, splits, what will be written
   * @param work the doing of it
   */
  record Prepared(Inputs inputs, List<String> plan, Work work) {
    Prepared(List<InputIdentity> inputs, List<String> plan, Work work) {
      this(look -> inputs, plan, work);
    }
  }

  /** How closely inputs are looked at. */
  enum Look {
    /** They are listed, as far as reading them takes long. */
    LISTED,
    /** They are read from end to end. */
    READ
  }

  /** What a job reads. */
  @FunctionalInterface
  interface Inputs {
    List<InputIdentity> identities(Look look);
  }

  /** The doing of a prepared job. */
  interface Work {
    /** Writes everything below {@link RunFolder#workPath} (a resuming job: into the folder). */
    Outcome write(RunFolder folder);
  }

  /**
   * What a job did.
   *
   * @param counts what was read, written and skipped, by reason
   * @param facts further facts about the result, such as the labels
   * @param summary lines for people
   */
  record Outcome(
      SortedMap<String, Long> counts, SortedMap<String, String> facts, List<String> summary) {}
}
