package org.netdiffus.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/** The plans of steps of which later ones read what earlier ones write; nothing is written. */
final class DryRun {
  /** Exit code of an input that is not there (yet). */
  private static final int INPUT_MISSING = 3;

  private final JobRunner runner;
  private final PrintStream out;
  private final List<JobRunner.Explained> steps = new ArrayList<>();

  /** Outputs of steps that would do something. */
  private final Set<String> changing = new HashSet<>();

  /**
   * No steps yet.
   *
   * @param out where the plans are printed
   */
  DryRun(JobRunner runner, PrintStream out) {
    this.runner = runner;
    this.out = out;
  }

  /**
   * Prints the plan of the next step and what it is expected to take; one whose input is still to
   * be written, or would be written anew, says so.
   *
   * @throws UserError for settings that the step would refuse, and when the input of the first step
   *     is not there
   */
  void add(Verb verb, ResolvedSettings settings) {
    JobRunner.Explained step = explained(verb, settings);
    if (step.line().state() == ClosingLine.State.PLANNED) {
      changing.add(verb.job().apply(settings).output());
    }
    steps.add(step);
  }

  private JobRunner.Explained explained(Verb verb, ResolvedSettings settings) {
    try {
      JobRunner.Explained found = runner.explain(verb, settings);
      if (found.line().state() == ClosingLine.State.PLANNED || !readsWhatChanges(verb, settings)) {
        return found;
      }
      out.println(verb.name() + ": unless a step before it comes to something else");
    } catch (UserError notThere) {
      if (steps.isEmpty() || notThere.exitCode() != INPUT_MISSING) {
        throw notThere;
      }
      out.println(verb.name() + ": would follow (now " + notThere.getMessage() + ")");
    }
    return runner.expect(verb, settings);
  }

  /** A verb that names nothing to read, such as a summary, takes all that is before it. */
  private boolean readsWhatChanges(Verb verb, ResolvedSettings settings) {
    List<Verb.Read> reads = verb.reads(settings);
    return reads.isEmpty()
        ? !changing.isEmpty()
        : reads.stream()
            .map(Verb.Read::path)
            .anyMatch(
                path ->
                    changing.stream()
                        .anyMatch(output -> path.equals(output) || path.startsWith(output + "/")));
  }

  /** The closing line of all steps, with what those take together that would do something. */
  ClosingLine closing(String verb, String output, long started) {
    ClosingLine all =
        ClosingLine.ofSteps(
            verb,
            output,
            steps.stream().map(JobRunner.Explained::line).toList(),
            ClosingLine.secondsSince(started));
    List<Outlook> ahead = steps.stream().flatMap(step -> step.outlook().stream()).toList();
    if (ahead.isEmpty()) {
      return all;
    }
    SortedMap<String, Number> total = Outlook.total(ahead);
    out.println(verb + ": " + Outlook.totalLine(total));
    return all.withForecast(total);
  }
}
