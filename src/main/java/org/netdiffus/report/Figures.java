package org.netdiffus.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader sees them, with a point as the decimal mark in every country. */
final class Figures {
  private Figures() {}

  /**
   * Three significant digits, with k, M or G from ten thousand on; {@code 0.0000123} as 1.23e-5.
   */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return "not finite";
    }
    double size = Math.abs(value);
    if (size >= 1e13 || (size > 0 && size < 1e-4)) {
      return String.format(Locale.ROOT, "%.2e", value)
          .replaceAll("e([+-])0", "e$1")
          .replace("e+", "e");
    }
    if (size >= 9.995e8) {
      return plain(value / 1e9) + "\u00a0G";
    }
    if (size >= 9.995e5) {
      return plain(value / 1e6) + "\u00a0M";
    }
    if (size >= 9.995e3) {
      return plain(value / 1e3) + "\u00a0k";
    }
    return plain(value);
  }

  /** A share of 0 to 1 as {@code 83.1 %}. */
  static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share)
        : "not finite";
  }

  /** A distance between two shares as {@code +1.2 points}. */
  static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f points", 100 * difference);
  }

  /** A quotient as {@code 0.83}, with fewer decimals from ten on. */
  static String ratio(double ratio) {
    return ratio >= 10 ? significant(ratio) : String.format(Locale.ROOT, "%.2f", ratio);
  }

  /** A count with narrow spaces between the thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
  }

  private static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }
}
