package org.netdiffus.capture;

/**
 * What stands before the network layer in a frame: the headers of its link type. After {@link
 * #strip} the fields say where the rest starts and what it is, as an EtherType or one of the
 * constants here. Nothing is read outside the frame; what is cut or not known gives {@link
 * #NOTHING}.
 */
final class LinkLayer {
  /** No network layer that is known here. */
  static final int NOTHING = -1;

  /** IP of the version in its first four bits. */
  static final int IP = 0x1_0000;

  /** A header of IEEE 802.2. */
  static final int LLC = 0x1_0001;

  /** PPP, from its protocol on; its EtherType. */
  static final int PPP = 0x880b;

  /** An Ethernet frame; the EtherType of transparent Ethernet bridging. */
  static final int ETHERNET = 0x6558;

  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;
  static final int PPPOE = 0x8864;

  /** A PPI or similar header may hold a link type that has one again. */
  private static final int MOST_NESTED_LINK_TYPES = 4;

  private static final int ARP_HARDWARE_ETHERNET = 1;

  private final byte[] bytes;

  int type;
  int at;

  /** Where the MAC addresses stand; before the array where there are none. */
  int sourceMacAt;

  int destinationMacAt;

  LinkLayer(byte[] bytes) {
    this.bytes = bytes;
  }

  void strip(int start, int end, int linkType) {
    type = NOTHING;
    at = start;
    sourceMacAt = -1;
    destinationMacAt = -1;
    strip(start, end, linkType, 0);
  }

  private void strip(int start, int end, int linkType, int depth) {
    switch (linkType) {
      case LinkTypes.ETHERNET -> {
        if (end - start >= 12) {
          destinationMacAt = start;
          sourceMacAt = start + 6;
        }
        found(ETHERNET, start);
      }
      case LinkTypes.RAW_IP, LinkTypes.BSD_RAW, LinkTypes.OPENBSD_RAW -> found(IP, start);
      case LinkTypes.RAW_IPV4 -> found(IPV4, start);
      case LinkTypes.RAW_IPV6 -> found(IPV6, start);
      case LinkTypes.NULL_LOOPBACK, LinkTypes.LOOP -> loopback(start, end);
      case LinkTypes.LINUX_COOKED -> cooked(start, end);
      case LinkTypes.LINUX_COOKED_2 -> cooked2(start, end);
      case LinkTypes.PPP, LinkTypes.PPP_HDLC -> ppp(start, end);
      case LinkTypes.PPP_PPPD, LinkTypes.PPP_WITH_DIRECTION -> ppp(start + 1, end);
      case LinkTypes.PPP_ETHERNET -> found(PPPOE, start);
      case LinkTypes.CISCO_HDLC -> {
        if (end - start >= 4) {
          found(Bytes.u16(bytes, start + 2), start + 4);
        }
      }
      case LinkTypes.IEEE_802_11 -> wireless(start, end, false);
      case LinkTypes.RADIOTAP -> radiotap(start, end);
      case LinkTypes.PRISM, LinkTypes.AVS -> prismOrAvs(start, end);
      case LinkTypes.PPI -> ppi(start, end, depth);
      default -> {}
    }
  }

  private void found(int whatType, int where) {
    type = whatType;
    at = where;
  }

  /** The address family is in the order of the machine that wrote it: the one that is small. */
  private void loopback(int start, int end) {
    if (end - start < 4) {
      return;
    }
    int word = Bytes.i32(bytes, start);
    int family = Integer.compareUnsigned(word, 0xffff) > 0 ? Integer.reverseBytes(word) : word;
    switch (family) {
      case 2 -> found(IPV4, start + 4);
      // NetBSD and OpenBSD, FreeBSD, macOS, Linux, Windows
      case 24, 28, 30, 10, 23 -> found(IPV6, start + 4);
      default -> {}
    }
  }

  private void cooked(int start, int end) {
    if (end - start < 16) {
      return;
    }
    if (Bytes.u16(bytes, start + 2) == ARP_HARDWARE_ETHERNET && Bytes.u16(bytes, start + 4) == 6) {
      sourceMacAt = start + 6;
    }
    int protocol = Bytes.u16(bytes, start + 14);
    found(protocol == 4 ? LLC : protocol, start + 16); // 4: IEEE 802.2, as Linux numbers it
  }

  private void cooked2(int start, int end) {
    if (end - start < 20) {
      return;
    }
    if (Bytes.u16(bytes, start + 8) == ARP_HARDWARE_ETHERNET && Bytes.u8(bytes, start + 11) == 6) {
      sourceMacAt = start + 12;
    }
    int protocol = Bytes.u16(bytes, start);
    found(protocol == 4 ? LLC : protocol, start + 20);
  }

  /** RFC 1662, section 3.1: the address and control bytes may be left out; Cisco's are 0x0f. */
  private void ppp(int start, int end) {
    if (end - start < 2) {
      return;
    }
    int first = Bytes.u8(bytes, start);
    if (first == 0xff && Bytes.u8(bytes, start + 1) == 0x03) {
      found(PPP, start + 2);
    } else if ((first == 0x0f || first == 0x8f) && end - start >= 4) {
      found(Bytes.u16(bytes, start + 2), start + 4);
    } else {
      found(PPP, start);
    }
  }

  /** {@code https://www.radiotap.org}: a length, and a flag for padding behind the MAC header. */
  private void radiotap(int start, int end) {
    if (end - start < 8) {
      return;
    }
    int length = Bytes.littleU16(bytes, start + 2);
    if (length < 8 || length > end - start) {
      return;
    }
    int present = Bytes.littleI32(bytes, start + 4);
    int fields = start + 8;
    int word = present;
    while (word < 0 && fields + 4 <= start + length) { // the highest bit: another word follows
      word = Bytes.littleI32(bytes, fields);
      fields += 4;
    }
    if ((present & 1) != 0) {
      fields = start + ((fields - start + 7) & ~7) + 8; // the time, aligned to its 8 bytes
    }
    boolean padded =
        (present & 2) != 0 && fields < start + length && (Bytes.u8(bytes, fields) & 0x20) != 0;
    wireless(start + length, end, padded);
  }

  private void prismOrAvs(int start, int end) {
    if (end - start < 8) {
      return;
    }
    boolean avs = Bytes.i32(bytes, start) >>> 12 == 0x80211;
    int length = Bytes.i32(bytes, start + 4);
    // Prism headers are in the order of the machine that wrote them.
    if (!avs && Integer.compareUnsigned(length, 0xffff) > 0) {
      length = Integer.reverseBytes(length);
    }
    if (length >= 8 && length <= end - start) {
      wireless(start + length, end, false);
    }
  }

  private void ppi(int start, int end, int depth) {
    if (end - start < 8 || depth == MOST_NESTED_LINK_TYPES) {
      return;
    }
    int length = Bytes.littleU16(bytes, start + 2);
    if (length >= 8 && length <= end - start) {
      strip(start + length, end, Bytes.littleI32(bytes, start + 4), depth + 1);
    }
  }

  /** A data frame of IEEE 802.11 that is not encrypted: its addresses and its LLC header. */
  private void wireless(int start, int end, boolean padded) {
    if (end - start < 24) {
      return;
    }
    int control = Bytes.u8(bytes, start);
    int flags = Bytes.u8(bytes, start + 1);
    boolean data = (control & 0x0f) == 0x08 && (control & 0x40) == 0;
    if (!data) {
      return;
    }
    boolean toDistribution = (flags & 1) != 0;
    boolean fromDistribution = (flags & 2) != 0;
    boolean four = toDistribution && fromDistribution;
    boolean quality = (control & 0x80) != 0;
    int length = 24 + (four ? 6 : 0) + (quality ? 2 : 0) + (quality && (flags & 0x80) != 0 ? 4 : 0);
    if (end - start < length) {
      return;
    }
    destinationMacAt = toDistribution ? start + 16 : start + 4;
    sourceMacAt = four ? start + 24 : fromDistribution ? start + 16 : start + 10;
    boolean aggregated = quality && (Bytes.u8(bytes, start + 24 + (four ? 6 : 0)) & 0x80) != 0;
    boolean encrypted = (flags & 0x40) != 0;
    if (encrypted) {
      return;
    }
    int body = start + (padded ? (length + 3) & ~3 : length);
    // Of an aggregate the first frame counts: two addresses and a length stand before it.
    found(LLC, aggregated ? body + 14 : body);
  }
}
