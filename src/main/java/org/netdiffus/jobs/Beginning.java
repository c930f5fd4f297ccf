package org.netdiffus.jobs;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;

/** How a run begins, given what stands at its output. */
sealed interface Beginning {
  /** What it is, in words that follow the verb's name. */
  String announce(RunFolder folder);

  /** Marks the folder as a run under way. */
  void mark(RunFolder folder, RunRecord plan);

  /** From nothing. */
  record Anew() implements Beginning {
    @Override
    public String announce(RunFolder folder) {
      return "would write " + folder;
    }

    @Override
    public void mark(RunFolder folder, RunRecord plan) {
      folder.begin(plan);
    }
  }

  /** With what this very run, or a shorter one, has left when it was cut off. */
  record GoingOn() implements Beginning {
    @Override
    public String announce(RunFolder folder) {
      return "would go on with " + folder;
    }

    @Override
    public void mark(RunFolder folder, RunRecord plan) {
      folder.resume(plan);
    }
  }

  /**
   * With what a shorter run of the same kind has made.
   *
   * @param carried what is gone on with, of that run's files
   */
  record Lengthening(Set<String> carried) implements Beginning {
    @Override
    public String announce(RunFolder folder) {
      return "would make the run in " + folder + " longer";
    }

    @Override
    public void mark(RunFolder folder, RunRecord plan) {
      folder.beginWith(plan, carried);
    }
  }

  /**
   * Decides it; nothing when the same run stands complete.
   *
   * @param plan what is going to be done
   * @throws UserError when another run stands there and must not be replaced
   */
  static Optional<Beginning> of(
      Job job, RunFolder folder, RunRecord plan, JobRunner.Overwrite overwrite) {
    boolean complete = folder.state() == RunFolder.State.COMPLETE;
    Optional<RunRecord> begun = folder.startedRecord();
    boolean always = overwrite == JobRunner.Overwrite.ALWAYS;
    if (complete && !always && differences(folder.record(), plan).isEmpty()) {
      return Optional.empty();
    }
    if (begun.isPresent() && differences(begun.get(), plan).isEmpty()) {
      return Optional.of(job.resumes() ? new GoingOn() : new Anew());
    }
    if (always || (!complete && begun.isEmpty())) {
      return Optional.of(new Anew());
    }
    RunRecord standing = complete ? folder.record() : begun.orElseThrow();
    SortedSet<String> differences = differences(standing, plan);
    Job.Extension extension = job.extension(standing, differences);
    if (extension instanceof Job.Extension.Possible possible) {
      return Optional.of(complete ? new Lengthening(possible.carried()) : new GoingOn());
    }
    if (overwrite == JobRunner.Overwrite.WHEN_DIFFERENT) {
      return Optional.of(new Anew());
    }
    throw refusal(folder, standing, plan, differences, extension);
  }

  private static UserError refusal(
      RunFolder folder,
      RunRecord standing,
      RunRecord plan,
      SortedSet<String> differences,
      Job.Extension extension) {
    boolean complete = folder.state() == RunFolder.State.COMPLETE;
    String remedy =
        complete
            ? "name another output, or give --overwrite to replace it"
            : "name another output, or give --overwrite to start anew";
    if (!standing.verb().equals(plan.verb()) && complete) {
      return UserError.settings(folder + " was written by " + standing.verb(), remedy);
    }
    if (extension instanceof Job.Extension.Refused refused) {
      return UserError.settings(folder + " cannot be made longer: " + refused.reason(), remedy);
    }
    return UserError.settings(
        "%s %s another run (%s differ)"
            .formatted(
                folder,
                complete ? "stands complete from" : "holds the beginning of",
                String.join(", ", differences)),
        remedy);
  }

  private static SortedSet<String> differences(RunRecord standing, RunRecord plan) {
    SortedSet<String> differences = new TreeSet<>(plan.differingKeys(standing.settings()));
    if (!standing.verb().equals(plan.verb())) {
      differences.add("the verb");
    }
    if (!standing.inputs().equals(plan.inputs())) {
      differences.add("the input");
    }
    return differences;
  }
}
