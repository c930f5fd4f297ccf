package org.netdiffus.spark;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.netdiffus.settings.UserError;

/** Faults of the place that is written to, as a line for people. */
public final class WriteFailure {
  /** As Linux and HDFS say it; a task's cause reaches the driver as text alone. */
  private static final Pattern PLACE =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|Read-only file system|quota of [^\\n]{1,80} is exceeded"
              + "|could only be written to 0 of the 1 minReplication nodes");

  private WriteFailure() {}

  /** A folder that cannot be written. */
  static UserError of(String place, IOException cause) {
    UserError error =
        UserError.settings(
            "cannot write to " + place + " (" + cause.getMessage() + ")",
            "check that the disk has room and that you may write there");
    error.initCause(cause);
    return error;
  }

  /**
   * The line for a failure whose cause is the file system: no room, no leave, a broken disk.
   *
   * @param place what was written to
   * @return nothing for a failure of any other kind
   */
  public static Optional<UserError> in(Throwable failure, String place) {
    for (Throwable cause : Causes.of(failure).toList()) {
      Matcher found = PLACE.matcher(String.valueOf(cause.getMessage()));
      if (found.find()) {
        UserError error =
            UserError.settings(
                "cannot write to "
                    + place
                    + ", or to Spark's local folders ("
                    + found.group()
                    + ")",
                "mend that and give the same command again, which goes on from what stands");
        error.initCause(failure);
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }
}
