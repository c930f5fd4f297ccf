package org.netdiffus.capture;

/**
 * What a packet carries when it is a tunnel: after {@link #enter} the fields say where the inner
 * packet starts and what it is, in the words of {@link LinkLayer}. Ports are those that IANA gives
 * to the protocols, on either side for those that answer from them. A tunnel in UDP ends where the
 * datagram does.
 */
final class Tunnels {
  private static final int IPV4_IN_IP = 4;
  private static final int UDP = 17;
  private static final int IPV6_IN_IP = 41;
  private static final int GRE = 47;
  private static final int ETHER_IP = 97; // RFC 3378
  private static final int MPLS_IN_IP = 137; // RFC 4023

  private static final int UDP_HEADER_BYTES = 8;
  private static final int L2TP = 1701; // RFC 2661
  private static final int GTP_USER = 2152; // 3GPP TS 29.281
  private static final int TEREDO = 3544; // RFC 4380
  private static final int GRE_IN_UDP = 4754; // RFC 8086
  private static final int VXLAN = 4789; // RFC 7348
  private static final int VXLAN_GPE = 4790;
  private static final int GENEVE = 6081; // RFC 8926
  private static final int MPLS = 6635; // RFC 7510
  private static final int VXLAN_LINUX = 8472; // used by Linux before the port was given

  private static final int TYPE_ERSPAN = 0x88be;
  private static final int TYPE_ERSPAN_3 = 0x22eb;
  private static final int TYPE_EOIP = 0x6400; // MikroTik
  private static final int TYPE_MPLS = 0x8847;
  private static final int TYPE_NSH = 0x894f;

  private final byte[] bytes;

  int type;
  int at;

  /** Where what the tunnel carries ends. */
  int end;

  Tunnels(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there is a tunnel in the payload of IP at this place, told by its protocol. */
  boolean enter(int protocol, int payloadAt, int packetEnd) {
    type = LinkLayer.NOTHING;
    at = payloadAt;
    end = packetEnd;
    switch (protocol) {
      case IPV4_IN_IP -> type = LinkLayer.IPV4;
      case IPV6_IN_IP -> type = LinkLayer.IPV6;
      case MPLS_IN_IP -> type = TYPE_MPLS;
      case GRE -> gre(payloadAt);
      case ETHER_IP -> found(LinkLayer.ETHERNET, payloadAt + 2);
      case UDP -> {
        if (end - payloadAt >= UDP_HEADER_BYTES) {
          int length = Bytes.u16(bytes, payloadAt + 4);
          // 0 is what a network card leaves, and jumbo packets have (RFC 2675).
          end = length == 0 ? end : Math.min(end, payloadAt + length);
          udp(
              Bytes.u16(bytes, payloadAt),
              Bytes.u16(bytes, payloadAt + 2),
              payloadAt + UDP_HEADER_BYTES);
        }
      }
      default -> {}
    }
    return type != LinkLayer.NOTHING;
  }

  private void found(int whatType, int where) {
    type = whatType;
    at = where;
  }

  private void udp(int from, int to, int start) {
    if (end - start < 8) {
      return;
    }
    switch (to) {
      case VXLAN, VXLAN_LINUX -> {
        if ((Bytes.u8(bytes, start) & 0x08) != 0) {
          found(LinkLayer.ETHERNET, start + 8);
        }
      }
      case GRE_IN_UDP -> gre(start);
      case MPLS -> found(TYPE_MPLS, start);
      case VXLAN_GPE -> nextProtocol(Bytes.u8(bytes, start + 3), start + 8);
      case GENEVE -> {
        int first = Bytes.u8(bytes, start);
        if (first >>> 6 == 0) {
          found(Bytes.u16(bytes, start + 2), start + 8 + 4 * (first & 0x3f));
        }
      }
      default -> {
        if (to == GTP_USER || from == GTP_USER) {
          gtp(start);
        } else if (to == L2TP || from == L2TP) {
          l2tp(start);
        } else if (to == TEREDO || from == TEREDO) {
          teredo(start);
        }
      }
    }
  }

  /** The next protocols of NSH and of VXLAN's generic extension (RFC 8300, section 2.2). */
  private void nextProtocol(int number, int start) {
    switch (number) {
      case 1 -> found(LinkLayer.IPV4, start);
      case 2 -> found(LinkLayer.IPV6, start);
      case 3 -> found(LinkLayer.ETHERNET, start);
      case 4 -> found(TYPE_NSH, start);
      case 5 -> found(TYPE_MPLS, start);
      default -> {}
    }
  }

  /** RFC 2784 and 2890; version 1 is that of PPTP (RFC 2637). */
  private void gre(int start) {
    if (end - start < 4) {
      return;
    }
    int flags = Bytes.u16(bytes, start);
    int protocol = Bytes.u16(bytes, start + 2);
    boolean checksum = (flags & 0x8000) != 0;
    boolean routing = (flags & 0x4000) != 0;
    boolean key = (flags & 0x2000) != 0;
    boolean sequence = (flags & 0x1000) != 0;
    boolean acknowledged = (flags & 0x0080) != 0;
    int version = flags & 7;
    int length =
        4
            + (checksum || routing ? 4 : 0)
            + (key ? 4 : 0)
            + (sequence ? 4 : 0)
            + (version == 1 && acknowledged ? 4 : 0);
    if (routing || version > 1 || length > end - start) {
      return;
    }
    int inner = start + length;
    switch (protocol) {
      case TYPE_EOIP -> found(version == 1 ? LinkLayer.ETHERNET : LinkLayer.NOTHING, start + 8);
      // Without a sequence number it is the first type, which has no header of its own.
      case TYPE_ERSPAN -> found(LinkLayer.ETHERNET, sequence ? inner + 8 : inner);
      case TYPE_ERSPAN_3 -> erspan3(inner);
      case LinkLayer.PPP -> pppWithOrWithoutAddress(inner);
      default -> found(version == 0 ? protocol : LinkLayer.NOTHING, inner);
    }
  }

  /** draft-foschiano-erspan-03, section 4.3. */
  private void erspan3(int start) {
    if (end - start >= 12) {
      boolean platform = (Bytes.u8(bytes, start + 11) & 1) != 0;
      found(LinkLayer.ETHERNET, start + (platform ? 20 : 12));
    }
  }

  private void pppWithOrWithoutAddress(int start) {
    boolean address = end - start >= 2 && Bytes.u16(bytes, start) == 0xff03;
    found(LinkLayer.PPP, address ? start + 2 : start);
  }

  /** 3GPP TS 29.281, section 5.1: a message with a user's packet, and its extension headers. */
  private void gtp(int start) {
    int flags = Bytes.u8(bytes, start);
    boolean userPacket = flags >>> 4 == 3 && Bytes.u8(bytes, start + 1) == 255;
    if (!userPacket) {
      return;
    }
    int inner = start + 8;
    if ((flags & 7) != 0) {
      inner += 4;
      int next = inner <= end ? Bytes.u8(bytes, inner - 1) : 0;
      boolean extensions = (flags & 4) != 0;
      while (extensions && next != 0) {
        int length = inner < end ? 4 * Bytes.u8(bytes, inner) : 0;
        if (length == 0 || length > end - inner) {
          return;
        }
        inner += length;
        next = Bytes.u8(bytes, inner - 1);
      }
    }
    found(LinkLayer.IP, inner);
  }

  /** RFC 2661, section 3.1: data messages of version 2. */
  private void l2tp(int start) {
    int flags = Bytes.u16(bytes, start);
    boolean data = (flags & 0x8000) == 0 && (flags & 0xf) == 2;
    if (!data) {
      return;
    }
    int inner = start + 6 + ((flags & 0x4000) != 0 ? 2 : 0) + ((flags & 0x0800) != 0 ? 4 : 0);
    if ((flags & 0x0200) != 0) {
      if (end - inner < 2) {
        return;
      }
      inner += 2 + Bytes.u16(bytes, inner);
    }
    pppWithOrWithoutAddress(inner);
  }

  /** RFC 4380, section 5.1.1: authentication and origin may stand before the packet. */
  private void teredo(int start) {
    int inner = start;
    if (Bytes.u16(bytes, inner) == 1) {
      inner += 4 + Bytes.u8(bytes, inner + 2) + Bytes.u8(bytes, inner + 3) + 9;
    }
    if (end - inner >= 8 && Bytes.u16(bytes, inner) == 0) {
      inner += 8;
    }
    found(LinkLayer.IPV6, inner);
  }
}
