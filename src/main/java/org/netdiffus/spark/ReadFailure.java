package org.netdiffus.spark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.netdiffus.settings.UserError;

/** Files and folders that may not be read, as a line for people. */
public final class ReadFailure {
  /** As Java, Linux and HDFS say it; a task's cause reaches the driver as text alone. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "FileNotFoundException: ([^\\n]{1,4096}) \\(Permission denied\\)"
              + "|AccessDeniedException: ([^\\n]{1,4096})"
              + "|AccessControlException: (?![^\\n]*access=WRITE)([^\\n]{1,4096})");

  private ReadFailure() {}

  /**
   * The line for a failure whose cause is a file or folder that may not be read.
   *
   * @return nothing for a failure of any other kind
   */
  public static Optional<UserError> in(Throwable failure) {
    return Causes.of(failure)
        .map(cause -> FORBIDDEN.matcher(String.valueOf(cause)))
        .filter(Matcher::find)
        .findFirst()
        .map(found -> error(found, failure));
  }

  private static UserError error(Matcher found, Throwable failure) {
    String what =
        Stream.of(1, 2, 3)
            .map(group -> Optional.ofNullable(found.group(group)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    UserError error =
        UserError.input(
            "no leave to read " + what, "let this user read it, or take it out of the input");
    error.initCause(failure);
    return error;
  }
}
