package org.netdiffus.capture;

import java.util.regex.Pattern;

/** MAC addresses (EUI-48) as the low 48 bits of a {@code long}, the first octet highest. */
public final class MacAddress {
  private static final Pattern FORM =
      Pattern.compile(
          "\\p{XDigit}{12}"
              + "|\\p{XDigit}{2}(:\\p{XDigit}{2}){5}"
              + "|\\p{XDigit}{2}(-\\p{XDigit}{2}){5}");

  private MacAddress() {}

  /**
   * Reads an address written as {@code aa:bb:cc:dd:ee:ff}, {@code aa-bb-cc-dd-ee-ff} or twelve bare
   * hexadecimal digits, in either case, with or without white space around it.
   *
   * @return the address in the low 48 bits
   * @throws IllegalArgumentException when the text is none of these; its message quotes the text
   */
  public static long parse(String text) {
    String trimmed = text.strip();
    if (!FORM.matcher(trimmed).matches()) {
      throw new IllegalArgumentException("'" + trimmed + "' is not a MAC address");
    }
    return Long.parseLong(trimmed.replace(":", "").replace("-", ""), 16);
  }

  /** The address as {@code aa:bb:cc:dd:ee:ff}. */
  public static String text(long address) {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (address >>> shift) & 0xff;
      text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
      text.append(shift == 0 ? "" : ":");
    }
    return text.toString();
  }
}
