package org.netdiffus.series;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/** The unit of a table's times. */
public enum TimeScale {
  /** Seconds. */
  SECONDS("s", 9),
  /** Milliseconds. */
  MILLISECONDS("ms", 6),
  /** Microseconds. */
  MICROSECONDS("us", 3),
  /** Nanoseconds. */
  NANOSECONDS("ns", 0);

  /** Digits before the point of 2^62, the bound that keeps differences within a {@code long}. */
  private static final int MOST_DIGITS = 19;

  private static final int MOST_CHARACTERS = 64;
  private static final BigDecimal BOUND = BigDecimal.valueOf(1L << 62);

  private final String settingName;
  private final int nanosDigits;

  TimeScale(String settingName, int nanosDigits) {
    this.settingName = settingName;
    this.nanosDigits = nanosDigits;
  }

  /** Name in settings: {@code s}, {@code ms}, {@code us} or {@code ns}. */
  public String settingName() {
    return settingName;
  }

  /** The unit of a setting's name; empty for an unknown name. */
  public static Optional<TimeScale> named(String settingName) {
    return Arrays.stream(values()).filter(s -> s.settingName.equals(settingName)).findFirst();
  }

  /** Seconds in one of this unit. */
  double seconds() {
    return Math.pow(10, nanosDigits - 9);
  }

  /**
   * A time of this unit in nanoseconds, to the nearest one. Decimal, since a {@code double} cannot
   * hold today's time since 1970 to the nanosecond.
   *
   * @throws NumberFormatException when the text is no number or is outside +-2^62 nanoseconds
   */
  long nanos(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > MOST_CHARACTERS) {
      throw new NumberFormatException("too long");
    }
    BigDecimal number = new BigDecimal(trimmed);
    // Exponents are checked first: rounding 1e999999999 to a whole number would fill the memory.
    long digits = (long) number.precision() - number.scale() + nanosDigits;
    if (digits < -1 || number.signum() == 0) {
      return 0;
    }
    if (digits > MOST_DIGITS) {
      throw new NumberFormatException("out of range");
    }
    BigDecimal nanos = number.scaleByPowerOfTen(nanosDigits).setScale(0, RoundingMode.HALF_EVEN);
    if (nanos.abs().compareTo(BOUND) > 0) {
      throw new NumberFormatException("out of range");
    }
    return nanos.longValueExact();
  }
}
