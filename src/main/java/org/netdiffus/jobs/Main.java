package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.Causes;
import org.netdiffus.spark.ReadFailure;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line: one verb a job. Exit codes: 0 done, or complete already; 1 a fault of a machine
 * or of the program, with its stack trace; 2 usage or settings; 3 input; 130 stopped, but by
 * SIGTERM the 143 of the virtual machine.
 */
public final class Main {
  /** As a shell has it after Ctrl-C. */
  private static final int STOPPED = 130;

  private Main() {}

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Numbers look alike on every machine, in what is printed as in the files.
    Locale.setDefault(Locale.ROOT);
    int code = run(arguments);
    if (code != 0) {
      // Not on success: a cluster's application master takes an early exit for a failure.
      System.exit(code);
    }
  }

  /** Runs a verb and returns its exit code. */
  static int run(String... arguments) {
    CommandLine line = new CommandLine(root());
    for (Verb verb : Verb.ALL) {
      line.addSubcommand(verb.name(), command(new VerbCommand.Single(verb), verb.purpose()));
    }
    for (PipelineVerb verb : PipelineVerb.values()) {
      line.addSubcommand(verb.verb(), command(new VerbCommand.Pipeline(verb), verb.purpose()));
    }
    line.addSubcommand(
        RunExperiment.NAME, command(new VerbCommand.OfExperiment(), RunExperiment.PURPOSE));
    line.addSubcommand(DescribeCaptures.NAME, new DescribeCaptures());
    line.addSubcommand(IndexCaptures.NAME, new IndexCaptures());
    line.addSubcommand(VerifySplits.NAME, new VerifySplits());
    line.setExecutionStrategy(new CommandLine.RunLast());
    line.setParameterExceptionHandler(Main::usageMistake);
    line.setExecutionExceptionHandler((problem, command, parsed) -> report(problem));
    return line.execute(arguments);
  }

  private static CommandSpec root() {
    CommandSpec root = CommandSpec.create().name("netdiffus").mixinStandardHelpOptions(true);
    root.version("netdiffus " + Versions.program());
    root.usageMessage()
        .customSynopsis("submit/run VERB [OPTIONS] [-- OPTIONS OF SPARK]")
        .description("Synthetic network traffic by diffusion models, as batch jobs on Spark.");
    return root;
  }

  private static CommandLine command(VerbCommand command, String purpose) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(purpose);
    return line;
  }

  private static int usageMistake(ParameterException problem, String[] arguments) {
    System.err.println(
        "netdiffus: "
            + problem.getMessage()
            + (arguments.length == 0
                ? ""
                : " (in: " + String.join(" ", Arrays.asList(arguments)) + ")")
            + ": see --help.");
    return 2;
  }

  private static int report(Exception problem) {
    Optional<UserError> mistake =
        Causes.of(problem)
            .filter(UserError.class::isInstance)
            .map(UserError.class::cast)
            .findFirst()
            .or(() -> ReadFailure.in(problem));
    if (mistake.isPresent()) {
      System.err.println("netdiffus: " + mistake.get().getMessage());
      return mistake.get().exitCode();
    }
    if (isStopping()) {
      System.err.println("netdiffus: stopped: the same command goes on from here.");
      return STOPPED;
    }
    problem.printStackTrace();
    return 1;
  }

  /** Whether the process was told to end (Ctrl-C, or a signal), which fails whatever still runs. */
  private static boolean isStopping() {
    Thread never = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(never);
      Runtime.getRuntime().removeShutdownHook(never);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
