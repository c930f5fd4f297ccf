package org.netdiffus.jobs;

import java.io.UncheckedIOException;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.Causes;
import org.netdiffus.spark.ReadFailure;

/** What of a checkpoint cannot be read, as a line for people. */
final class CheckpointFault {
  /** What helps where a model is only used. */
  static final String MAKE_ANEW = "let train-denoiser write the model anew, with --overwrite";

  private CheckpointFault() {}

  /**
   * The line for a file, or a checkpoint as a whole, that is lost or holds something else.
   *
   * @param what its path
   * @param cause what was found
   */
  static UserError of(String what, Exception cause, String remedy) {
    return ReadFailure.in(cause)
        .orElseGet(
            () -> {
              UserError error =
                  UserError.input("cannot read " + what + " (" + reason(cause) + ")", remedy);
              error.initCause(cause);
              return error;
            });
  }

  /** Parsers quote what they read in further lines. */
  private static String reason(Exception cause) {
    Throwable inner =
        Causes.of(cause)
            .filter(one -> !(one instanceof UncheckedIOException))
            .findFirst()
            .orElse(cause);
    return String.valueOf(inner.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
