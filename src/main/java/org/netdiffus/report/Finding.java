package org.netdiffus.report;

/**
 * One thing that the numbers of an evaluation show.
 *
 * @param subject what was asked, such as {@code Copies}
 * @param grade what the numbers say
 * @param sentence the answer with its numbers
 */
public record Finding(String subject, Grade grade, String sentence) {
  /** What numbers can say about a question. */
  public enum Grade {
    /** The numbers support a yes. */
    GOOD("good"),
    /** The numbers support neither a plain yes nor a plain no. */
    MIXED("mixed"),
    /** The numbers support a no. */
    BAD("poor"),
    /** The numbers cannot answer. */
    OPEN("open");

    private final String word;

    Grade(String word) {
      this.word = word;
    }

    /** The word that a reader sees. */
    public String word() {
      return word;
    }
  }

  boolean is(Grade other) {
    return grade == other;
  }
}
