package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What commands print. */
final class Printed {
  private static final String CLOSING = "{\"verb\":";

  private Printed() {}

  /** What is printed on both streams by a command that ends with a code. */
  static String byCommand(int code, String... words) {
    int[] ended = new int[1];
    String[] out = new String[1];
    String errors = onError(() -> out[0] = by(() -> ended[0] = Main.run(words)));
    String both = out[0] + errors;
    assertThat(ended[0]).as(both).isEqualTo(code);
    return both;
  }

  /** What is printed on standard output. */
  static String by(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  /** What is printed on standard error. */
  static String onError(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  /** What a command prints for people, before its closing line for machines. */
  static String forPeople(String... words) {
    String all = by(() -> assertThat(Main.run(words)).isZero());
    int closing = all.lastIndexOf(CLOSING);
    assertThat(closing).as(all).isNotNegative();
    return all.substring(0, closing);
  }
}
