package org.netdiffus.jobs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;

/** How a run begins, given what stands at its output. */
sealed interface Beginning {
  /** What it is, in words that follow the verb's name. */
  String announce(RunFolder folder);

  /** Marks the folder as a run under way. */
  void mark(RunFolder folder, RunRecord plan);

  /**
   * From nothing.
   *
   * @param replaced what is written over, in words; empty when nothing stands there
   */
  record Anew(String replaced) implements Beginning {
    @Override
    public String announce(RunFolder folder) {
      return "would write " + folder + (replaced.isEmpty() ? "" : " in place of " + replaced);
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
      return Optional.of(job.resumes() ? new GoingOn() : new Anew(""));
    }
    if (always || (!complete && begun.isEmpty())) {
      return Optional.of(new Anew(""));
    }
    // What a run under way has left would be lost, also beside a complete one.
    RunRecord standing = begun.orElseGet(folder::record);
    SortedSet<String> differences = differences(standing, plan);
    Job.Extension extension = job.extension(standing, differences);
    if (extension instanceof Job.Extension.Possible possible) {
      return Optional.of(begun.isPresent() ? new GoingOn() : new Lengthening(possible.carried()));
    }
    InputChanges changes = InputChanges.between(standing.inputs(), plan.inputs());
    String another = another(differences, extension, changes);
    if (overwrite == JobRunner.Overwrite.WHEN_DIFFERENT) {
      return Optional.of(new Anew(another));
    }
    throw refusal(folder, begun.isPresent(), standing, plan, another);
  }

  /** The run that stands there, and what keeps it from being this one. */
  private static String another(
      SortedSet<String> differences, Job.Extension extension, InputChanges changes) {
    return "another run ("
        + (extension instanceof Job.Extension.Refused refused
            ? refused.reason()
            : String.join(", ", differences) + " differ" + changes.named())
        + ")";
  }

  private static UserError refusal(
      RunFolder folder, boolean unfinished, RunRecord standing, RunRecord plan, String another) {
    if (!unfinished && !standing.verb().equals(plan.verb())) {
      return UserError.settings(
          folder + " was written by " + standing.verb(),
          "name another output, or give --overwrite to replace it");
    }
    return unfinished
        ? UserError.settings(
            folder + " holds the beginning of " + another,
            "name another output, or give --overwrite to start anew")
        : UserError.settings(
            folder + " stands complete from " + another,
            "name another output, or give --overwrite to replace it");
  }

  private static SortedSet<String> differences(RunRecord standing, RunRecord plan) {
    SortedSet<String> differences = new TreeSet<>(plan.differingKeys(standing.settings()));
    if (!standing.verb().equals(plan.verb())) {
      differences.add("the verb");
    }
    if (!alike(standing.inputs(), plan.inputs())) {
      differences.add("the input");
    }
    return differences;
  }

  private static boolean alike(List<InputIdentity> some, List<InputIdentity> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> some.get(i).mayBe(others.get(i)));
  }
}
