package org.netdiffus.series;

/** The order in which people number things: {@code b2} before {@code b10}. */
public final class NaturalOrder {
  private NaturalOrder() {}

  /**
   * A text whose plain order (by code units or by UTF-8 bytes alike, as far as digits go) is the
   * natural order of the given one: runs of digits compare as numbers, whatever their length. Texts
   * that differ only in leading zeros stay apart.
   */
  public static String key(String text) {
    StringBuilder key = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        key.append(text.charAt(at));
        at++;
      } else {
        int first = at;
        while (first < end - 1 && text.charAt(first) == '0') {
          first++;
        }
        // The count of digits in front, ten figures wide, makes longer numbers greater.
        key.append(String.format("%010d", end - first)).append(text, first, end);
        at = end;
      }
    }
    return key.append('\u0000').append(text).toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
