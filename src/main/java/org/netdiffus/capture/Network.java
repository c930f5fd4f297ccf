package org.netdiffus.capture;

import java.io.Serializable;

/**
 * A block of IP addresses (RFC 4632; CIDR). Both families share one space of 128 bits, IPv4 in its
 * IPv4-mapped form, so {@code 10.0.0.0/8} has the prefix length 104 here.
 *
 * @param high upper 64 bits of the first address
 * @param low lower 64 bits of the first address
 * @param prefixLength number of leading bits that all addresses share, 0 to 128
 */
public record Network(long high, long low, int prefixLength) implements Serializable {
  private static final int MAPPED_PREFIX_BITS = 96;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the prefix length is outside 0..128 or a bit after the
   *     prefix is set
   */
  public Network {
    if (prefixLength < 0 || prefixLength > 128) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " is outside 0..128");
    }
    if ((high & ~highMask(prefixLength)) != 0 || (low & ~lowMask(prefixLength)) != 0) {
      throw new IllegalArgumentException(
          new InternetAddress(high, low) + " has bits set after its prefix of " + prefixLength);
    }
  }

  /**
   * Reads {@code ADDRESS/BITS} or a bare {@code ADDRESS}, which means that address alone. Bits
   * after the prefix are ignored, so an interface's {@code 192.168.1.7/24} names its network.
   *
   * @throws IllegalArgumentException when the text is neither; its message quotes the text
   */
  public static Network parse(String text) {
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    String addressText = slash < 0 ? trimmed : trimmed.substring(0, slash);
    InternetAddress address = InternetAddress.parse(addressText);
    boolean dotted = addressText.indexOf(':') < 0;
    int most = dotted ? 32 : 128;
    int bits = slash < 0 ? most : prefixBits(trimmed, slash, most);
    int prefixLength = dotted ? MAPPED_PREFIX_BITS + bits : bits;
    return new Network(
        address.high() & highMask(prefixLength),
        address.low() & lowMask(prefixLength),
        prefixLength);
  }

  /** Whether the address with these halves lies in this block. */
  public boolean contains(long addressHigh, long addressLow) {
    return (addressHigh & highMask(prefixLength)) == high
        && (addressLow & lowMask(prefixLength)) == low;
  }

  private static int prefixBits(String text, int slash, int most) {
    String digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "'" + text + "' has no prefix length from 0 to " + most + " after its slash");
    }
    return Integer.parseInt(digits);
  }

  // A shift by 64 is a shift by 0 in Java, hence the ends are told apart.
  private static long highMask(int bits) {
    return bits == 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  private static long lowMask(int bits) {
    return bits <= 64 ? 0 : -1L << (128 - bits);
  }
}
