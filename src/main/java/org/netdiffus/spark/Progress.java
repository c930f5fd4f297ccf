package org.netdiffus.spark;

import java.io.PrintStream;
import java.time.Duration;

/**
 * How far a long step is, how fast it goes on now, and how long the rest takes at that rate: one
 * line that renews itself on a terminal, a plain line every ten seconds elsewhere.
 */
public final class Progress implements AutoCloseable {
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final String unit;
  private final long total;
  private RecentRate rate = new RecentRate(System.nanoTime(), 0);
  private long printedAt = System.nanoTime();
  private int printedWidth;

  private Progress(PrintStream out, boolean terminal, String what, String unit, long total) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.unit = unit;
    this.total = total;
  }

  /**
   * Progress on the standard error stream; the launcher says by the system property {@code
   * netdiffus.terminal} whether that is a terminal.
   *
   * @param what the step, such as {@code train-denoiser}
   * @param unit what is counted, such as {@code steps}
   * @param total how many there are
   */
  public static Progress of(String what, String unit, long total) {
    return new Progress(System.err, Boolean.getBoolean("netdiffus.terminal"), what, unit, total);
  }

  /** Where the count starts when part of the work stood from an earlier run. */
  public Progress startingFrom(long done) {
    rate = new RecentRate(System.nanoTime(), done);
    return this;
  }

  /** Prints how far the step is, unless a line was printed just now. */
  public void done(long done, String detail) {
    long now = System.nanoTime();
    Duration interval = terminal ? ON_TERMINAL : ELSEWHERE;
    if (now - printedAt < interval.toNanos() && done < total) {
      return;
    }
    printedAt = now;
    String line = line(done, rate.perSecond(now, done), detail);
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, printedWidth - line.length())));
      printedWidth = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String line(long done, double perSecond, String detail) {
    String left =
        perSecond > 0 && done < total
            ? ", " + seconds(Math.round((total - done) / perSecond)) + " left"
            : "";
    return "%s: %d of %d %s%s, %.3g %s/s%s"
        .formatted(
            what, done, total, unit, detail.isEmpty() ? "" : ", " + detail, perSecond, unit, left);
  }

  private static String seconds(long seconds) {
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  /** Ends the line. */
  @Override
  public void close() {
    if (terminal && printedWidth > 0) {
      out.println();
    }
  }
}
