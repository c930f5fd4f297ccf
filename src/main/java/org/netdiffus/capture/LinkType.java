package org.netdiffus.capture;

import java.util.Optional;

/**
 * What a captured frame starts with. The numbers are those of the registry at {@code
 * https://www.tcpdump.org/linktypes.html}.
 */
public enum LinkType {
  /** Ethernet II or IEEE 802.3, from the destination address on, without preamble and checksum. */
  ETHERNET(1),
  /** IPv4 or IPv6, told apart by the version in its first four bits. */
  RAW_IP(101),
  /** IPv4. */
  RAW_IPV4(228),
  /** IPv6. */
  RAW_IPV6(229);

  /** The raw IP numbers of systems that wrote their own instead of the registered 101. */
  private static final int BSD_RAW = 12;

  private static final int OPENBSD_RAW = 14;

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  /** The registered number, as a file header holds it. */
  public int number() {
    return number;
  }

  /** The link type with this number, if it is one of these. */
  static Optional<LinkType> ofNumber(int number) {
    if (number == BSD_RAW || number == OPENBSD_RAW) {
      return Optional.of(RAW_IP);
    }
    for (LinkType linkType : values()) {
      if (linkType.number == number) {
        return Optional.of(linkType);
      }
    }
    return Optional.empty();
  }
}
