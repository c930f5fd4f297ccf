package org.netdiffus.settings;

/** A mistake of the user's, in one line that says what is wrong and what to do. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserError(int exitCode, String problem, String remedy) {
    super(problem + ": " + remedy + ".");
    this.exitCode = exitCode;
  }

  /** A mistake in usage or settings (exit code 2). */
  public static UserError settings(String problem, String remedy) {
    return new UserError(2, problem, remedy);
  }

  /** A mistake in the input: nothing there, nothing usable (exit code 3). */
  public static UserError input(String problem, String remedy) {
    return new UserError(3, problem, remedy);
  }

  /** The exit code of the process: 2 for usage and settings, 3 for input. */
  public int exitCode() {
    return exitCode;
  }
}
