package org.netdiffus.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that every verb takes, and the way from them to the run. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class VerbCommand implements Callable<Integer> {
  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Settings file in HOCON; may be given more than once, later ones win.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over the files. May be given more than once.")
  private List<String> singles = new ArrayList<>();

  @Option(names = "--dry-run", description = "Print what would be done and write nothing.")
  private boolean dryRun;

  @Option(names = "--explain", description = "Print every setting with where it came from.")
  private boolean explain;

  @Option(names = "--overwrite", description = "Replace a complete output of an earlier run.")
  private boolean overwrite;

  /** One verb that writes one run folder. */
  static final class Single extends VerbCommand {
    private final Verb verb;

    Single(Verb verb) {
      this.verb = verb;
    }

    @Override
    ResolvedSettings settings(List<Path> files, List<String> singles) {
      return ResolvedSettings.resolve(files, singles);
    }

    @Override
    List<String> sections() {
      return List.of(verb.section(), "forecast");
    }

    @Override
    ClosingLine run(
        ResolvedSettings settings, SparkSession spark, boolean dryRun, boolean overwrite) {
      JobRunner runner =
          new JobRunner(
              spark,
              System.out,
              overwrite ? JobRunner.Overwrite.ALWAYS : JobRunner.Overwrite.NEVER);
      return dryRun ? runner.explain(verb, settings).line() : runner.run(verb, settings);
    }
  }

  /** All the verbs, one after the other. */
  static final class Pipeline extends VerbCommand {
    private final PipelineVerb verb;

    Pipeline(PipelineVerb verb) {
      this.verb = verb;
    }

    @Override
    ResolvedSettings settings(List<Path> files, List<String> singles) {
      return verb.settings(files, singles);
    }

    @Override
    List<String> sections() {
      return verb.sections();
    }

    @Override
    ClosingLine run(
        ResolvedSettings settings, SparkSession spark, boolean dryRun, boolean overwrite) {
      RunPipeline pipeline = new RunPipeline(verb.verb(), settings, verb.simulates(settings));
      JobRunner runner =
          new JobRunner(
              spark,
              System.out,
              overwrite ? JobRunner.Overwrite.WHEN_DIFFERENT : JobRunner.Overwrite.NEVER);
      return dryRun ? pipeline.explain(runner, System.out) : pipeline.run(runner);
    }
  }

  /** The verbs of an experiment, by its name. */
  static final class OfExperiment extends VerbCommand {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "Which experiment; the same as --set experiment.name=NAME.")
    private String name = "";

    private List<Path> files = List.of();
    private List<String> singles = List.of();

    @Override
    ResolvedSettings settings(List<Path> given, List<String> givenSingles) {
      files = given;
      singles = new ArrayList<>(givenSingles);
      if (!name.isEmpty()) {
        singles.add("experiment.name=" + name);
      }
      return ResolvedSettings.resolve(files, singles);
    }

    @Override
    List<String> sections() {
      List<String> sections = new ArrayList<>(List.of("experiment"));
      Verb.ALL.forEach(verb -> sections.add(verb.section()));
      return sections;
    }

    @Override
    ClosingLine run(
        ResolvedSettings settings, SparkSession spark, boolean dryRun, boolean overwrite) {
      // A mistake in a name is told before the folders are looked for.
      ExperimentSettings experiment = ExperimentSettings.of(settings);
      RunExperiment run =
          new RunExperiment(
              ResolvedSettings.resolve(RunExperiment.recorded(spark, experiment), files, singles));
      JobRunner runner =
          new JobRunner(
              spark,
              System.out,
              overwrite ? JobRunner.Overwrite.WHEN_DIFFERENT : JobRunner.Overwrite.NEVER);
      return dryRun ? run.explain(runner, System.out) : run.run(runner);
    }
  }

  abstract ResolvedSettings settings(List<Path> files, List<String> singles);

  abstract List<String> sections();

  abstract ClosingLine run(
      ResolvedSettings settings, SparkSession spark, boolean dryRun, boolean overwrite);

  @Override
  public Integer call() {
    ResolvedSettings settings = settings(files, singles);
    if (explain) {
      sections().forEach(section -> settings.explain(section).forEach(System.out::println));
      return 0;
    }
    ClosingLine closing;
    try (OpenSession session = OpenSession.open()) {
      closing = run(settings, session.spark(), dryRun, overwrite);
    }
    // Behind all that the end of the session may print.
    System.out.println(closing.json());
    return 0;
  }
}
