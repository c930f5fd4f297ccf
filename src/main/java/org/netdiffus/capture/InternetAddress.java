package org.netdiffus.capture;

import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address as 128 bits. IPv4 addresses are held in their IPv4-mapped IPv6 form (RFC
 * 4291, section 2.5.5.2: {@code ::ffff:a.b.c.d}), as {@link Packet} gives them.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record InternetAddress(long high, long low) {
  private static final long MAPPED = 0xffffL;
  private static final int GROUPS = 8;
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern HEXADECIMAL = Pattern.compile("\\p{XDigit}{1,4}");

  /**
   * Reads an address in the text forms of RFC 4291, section 2.2, or an IPv4 address as four decimal
   * numbers with dots. Nothing is looked up: a host name is refused.
   *
   * @throws IllegalArgumentException when the text is no address; its message quotes the text
   */
  public static InternetAddress parse(String text) {
    String trimmed = text.strip();
    if (trimmed.indexOf(':') < 0) {
      return ofIpv4(ipv4(trimmed, trimmed));
    }
    int gap = trimmed.indexOf("::");
    if (gap < 0) {
      int[] groups = groups(trimmed, trimmed);
      if (groups.length != GROUPS) {
        throw notAnAddress(trimmed);
      }
      return ofGroups(groups);
    }
    int[] before = groups(trimmed.substring(0, gap), trimmed);
    int[] after = groups(trimmed.substring(gap + 2), trimmed);
    if (before.length + after.length >= GROUPS || trimmed.lastIndexOf('.', gap) >= 0) {
      throw notAnAddress(trimmed);
    }
    int[] groups = new int[GROUPS];
    System.arraycopy(before, 0, groups, 0, before.length);
    System.arraycopy(after, 0, groups, GROUPS - after.length, after.length);
    return ofGroups(groups);
  }

  /** The mapped form of an IPv4 address given as 32 bits, the first octet highest. */
  public static InternetAddress ofIpv4(int address) {
    return new InternetAddress(0, lowOfIpv4(address));
  }

  /** Whether this is an IPv4 address in its mapped form. */
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** The lower 64 bits of the mapped form of an IPv4 address; the upper 64 are 0. */
  static long lowOfIpv4(int address) {
    return (MAPPED << 32) | Integer.toUnsignedLong(address);
  }

  /** Dotted decimal for IPv4, eight groups of hexadecimal digits without a gap for IPv6. */
  @Override
  public String toString() {
    if (isIpv4()) {
      return ((low >>> 24) & 0xff)
          + "."
          + ((low >>> 16) & 0xff)
          + "."
          + ((low >>> 8) & 0xff)
          + "."
          + (low & 0xff);
    }
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      long half = i < GROUPS / 2 ? high : low;
      groups
          .append(i == 0 ? "" : ":")
          .append(Long.toHexString((half >>> (16 * (3 - i % 4))) & 0xffff));
    }
    return groups.toString();
  }

  private static InternetAddress ofGroups(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = (high << 16) | groups[i];
      low = (low << 16) | groups[GROUPS / 2 + i];
    }
    return new InternetAddress(high, low);
  }

  /** The 16-bit groups of a part of {@code whole}; a dotted end gives two. */
  private static int[] groups(String part, String whole) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    String last = words[words.length - 1];
    boolean dotted = last.indexOf('.') >= 0;
    int plain = dotted ? words.length - 1 : words.length;
    int[] groups = new int[dotted ? plain + 2 : plain];
    for (int i = 0; i < plain; i++) {
      if (!HEXADECIMAL.matcher(words[i]).matches()) {
        throw notAnAddress(whole);
      }
      groups[i] = Integer.parseInt(words[i], 16);
    }
    if (dotted) {
      int address = ipv4(last, whole);
      groups[plain] = address >>> 16;
      groups[plain + 1] = address & 0xffff;
    }
    return groups;
  }

  private static int ipv4(String part, String whole) {
    String[] words = part.split("\\.", -1);
    if (words.length != 4) {
      throw notAnAddress(whole);
    }
    int address = 0;
    for (String word : words) {
      // A leading zero is octal to some programs and decimal to others, so it is refused.
      if (!DECIMAL.matcher(word).matches() || Integer.parseInt(word) > 255) {
        throw notAnAddress(whole);
      }
      address = (address << 8) | Integer.parseInt(word);
    }
    return address;
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IP address");
  }
}
