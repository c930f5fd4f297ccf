package org.netdiffus.capture;

/**
 * Finds the IP header of a frame and what it says, into fields: nothing is allocated per frame, and
 * nothing is read outside of it. With {@link Tunnel#INNER} it is the innermost IP header that is
 * found, through the tunnels of {@link Tunnels}.
 */
final class FrameDecoder {
  private static final int IPV4_HEADER_BYTES = 20;
  private static final int IPV6_HEADER_BYTES = 40;

  /** Deeper nests are made to tire readers; the header reached so far is then the answer. */
  private static final int MOST_TUNNELS = 16;

  private static final int TYPE_VLAN = 0x8100; // IEEE 802.1Q
  private static final int TYPE_SERVICE_VLAN = 0x88a8; // IEEE 802.1ad
  private static final int TYPE_OLD_DOUBLE_VLAN = 0x9100; // in use before 802.1ad
  private static final int TYPE_OTHER_DOUBLE_VLAN = 0x9200;
  private static final int TYPE_MPLS = 0x8847; // RFC 5332
  private static final int TYPE_MPLS_MULTICAST = 0x8848;
  private static final int TYPE_BACKBONE = 0x88e7; // IEEE 802.1ah
  private static final int TYPE_CISCO_METADATA = 0x8909;
  private static final int TYPE_NSH = 0x894f; // RFC 8300
  private static final int MOST_LENGTH = 1500; // below the EtherTypes: a length of IEEE 802.3
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;
  private static final int PPP_MPLS = 0x0281;

  // Numbers of the IANA registries of protocols and of IPv6 extension headers.
  private static final int HOP_BY_HOP_OPTIONS = 0;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int SCTP = 132;
  private static final int SHIM6 = 140;

  private final byte[] bytes;
  private final boolean inner;
  private final LinkLayer link;
  private final Tunnels tunnels;

  private int end;

  boolean hasVlan;
  int vlan;
  int ipVersion;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  long ipLength;
  boolean offloaded;
  boolean fragment;
  int fragmentOffset;
  int protocol;
  boolean hasPorts;
  int sourcePort;
  int destinationPort;
  boolean hasTcpFlags;
  int tcpFlags;
  boolean hasPayload;
  int payloadAt;
  int payloadEnd;

  FrameDecoder(byte[] bytes, Tunnel tunnel) {
    this.bytes = bytes;
    this.inner = tunnel == Tunnel.INNER;
    this.link = new LinkLayer(bytes);
    this.tunnels = new Tunnels(bytes);
  }

  /** Place of the source MAC address, negative where there is none. */
  int sourceMacAt() {
    return link.sourceMacAt;
  }

  /** Place of the destination MAC address, negative where there is none. */
  int destinationMacAt() {
    return link.destinationMacAt;
  }

  /**
   * Decodes the frame in {@code bytes[start .. captureEnd)}.
   *
   * @param originalLength length of the frame on the wire
   */
  void decode(int start, int captureEnd, long originalLength, int linkType) {
    end = captureEnd;
    hasVlan = false;
    clear();
    link.strip(start, captureEnd, linkType);
    int type = link.type;
    int at = link.at;
    for (int depth = 0; depth <= MOST_TUNNELS; depth++) {
      boolean found = network(type, at, start, originalLength);
      if (!found || !inner || isLaterFragment()) {
        return;
      }
      if (!tunnels.enter(protocol, transportAt, end)) {
        return;
      }
      type = tunnels.type;
      at = tunnels.at;
      end = tunnels.end;
    }
  }

  private int transportAt;

  private boolean isLaterFragment() {
    return fragment && fragmentOffset > 0;
  }

  private void clear() {
    ipVersion = 0;
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    ipLength = 0;
    offloaded = false;
    fragment = false;
    fragmentOffset = 0;
    protocol = 0;
    hasPorts = false;
    sourcePort = 0;
    destinationPort = 0;
    hasTcpFlags = false;
    tcpFlags = 0;
    hasPayload = false;
  }

  /** Goes over what stands before an IP header and decodes that; false when there is none. */
  private boolean network(int firstType, int firstAt, int start, long originalLength) {
    int type = firstType;
    int at = firstAt;
    // Each step but the last moves on by two bytes at least, so the walk ends with the frame.
    while (at <= end) {
      switch (type) {
        case LinkLayer.IP -> {
          return ipv4(at, start, originalLength) || ipv6(at, start, originalLength);
        }
        case LinkLayer.IPV4 -> {
          return ipv4(at, start, originalLength);
        }
        case LinkLayer.IPV6 -> {
          return ipv6(at, start, originalLength);
        }
        case LinkLayer.ETHERNET -> {
          at += 14;
          type = at <= end ? Bytes.u16(bytes, at - 2) : LinkLayer.NOTHING;
        }
        case TYPE_VLAN, TYPE_SERVICE_VLAN, TYPE_OLD_DOUBLE_VLAN, TYPE_OTHER_DOUBLE_VLAN -> {
          at += 4;
          if (at > end) {
            return false;
          }
          type = Bytes.u16(bytes, at - 2);
          if (!hasVlan && ipVersion == 0) {
            hasVlan = true;
            vlan = Bytes.u16(bytes, at - 4) & 0xfff;
          }
        }
        case TYPE_MPLS, TYPE_MPLS_MULTICAST -> {
          at = behindLabels(at);
          int nibble = at < end ? Bytes.u8(bytes, at) >>> 4 : -1;
          // RFC 4385: a pseudo-wire's control word starts with four bits of 0; Ethernet follows.
          type =
              nibble == 4 || nibble == 6
                  ? LinkLayer.IP
                  : nibble == 0 ? LinkLayer.ETHERNET : LinkLayer.NOTHING;
          at += nibble == 0 ? 4 : 0;
        }
        case TYPE_BACKBONE -> {
          at += 4;
          type = LinkLayer.ETHERNET;
        }
        case LinkLayer.PPPOE -> { // RFC 2516
          at += 6;
          type = LinkLayer.PPP;
        }
        case LinkLayer.PPP -> {
          if (at >= end) {
            return false;
          }
          // An odd first byte is a protocol field compressed to one byte (RFC 1661, section 6.5).
          boolean compressed = (bytes[at] & 1) == 1;
          at += compressed ? 1 : 2;
          type =
              at <= end
                  ? ofPpp(compressed ? Bytes.u8(bytes, at - 1) : Bytes.u16(bytes, at - 2))
                  : LinkLayer.NOTHING;
        }
        case TYPE_CISCO_METADATA -> {
          // A header of one option, as it is written: version, length, option, tag, EtherType.
          at += 8;
          type = at <= end ? Bytes.u16(bytes, at - 2) : LinkLayer.NOTHING;
        }
        case TYPE_NSH -> {
          if (end - at < 8) {
            return false;
          }
          int length = 4 * (Bytes.u16(bytes, at) & 0x3f);
          type = length < 8 ? LinkLayer.NOTHING : ofNsh(Bytes.u8(bytes, at + 3));
          at += length;
        }
        case LinkLayer.LLC -> {
          at += 3;
          type = at <= end ? behindLlc(at) : LinkLayer.NOTHING;
          at += type == LinkLayer.IP ? 0 : 5;
        }
        default -> {
          if (type < 0 || type > MOST_LENGTH) {
            return false;
          }
          type = LinkLayer.LLC;
        }
      }
    }
    return false;
  }

  private static int ofPpp(int protocol) {
    return switch (protocol) {
      case PPP_IPV4 -> LinkLayer.IPV4;
      case PPP_IPV6 -> LinkLayer.IPV6;
      case PPP_MPLS -> TYPE_MPLS;
      default -> LinkLayer.NOTHING;
    };
  }

  private static int ofNsh(int next) {
    return switch (next) {
      case 1 -> LinkLayer.IPV4;
      case 2 -> LinkLayer.IPV6;
      case 3 -> LinkLayer.ETHERNET;
      case 5 -> TYPE_MPLS;
      default -> LinkLayer.NOTHING;
    };
  }

  /** What follows an LLC header of three bytes: IP itself, or the type in a SNAP header. */
  private int behindLlc(int at) {
    int access = Bytes.u16(bytes, at - 3);
    if (access == 0x0606) {
      return LinkLayer.IP;
    }
    boolean snap = access == 0xaaaa && Bytes.u8(bytes, at - 1) == 3 && end - at >= 5;
    // The organisation: 0, or that of bridge tunnels (IEEE 802.1H).
    boolean etherType =
        snap && (Bytes.i32(bytes, at) >>> 8 == 0 || Bytes.i32(bytes, at) >>> 8 == 0xf8);
    int type = etherType ? Bytes.u16(bytes, at + 3) : LinkLayer.NOTHING;
    return type > MOST_LENGTH ? type : LinkLayer.NOTHING;
  }

  /** Behind the label that is the bottom of the stack (RFC 3032); behind the frame without one. */
  private int behindLabels(int labelsAt) {
    int at = labelsAt;
    while (end - at >= 4) {
      at += 4;
      if ((Bytes.u8(bytes, at - 2) & 1) == 1) {
        return at;
      }
    }
    return end;
  }

  /** RFC 791, section 3.1. */
  private boolean ipv4(int at, int start, long originalLength) {
    if (end - at < IPV4_HEADER_BYTES || Bytes.u8(bytes, at) >>> 4 != 4) {
      return false;
    }
    int headerBytes = 4 * (bytes[at] & 0xf);
    if (headerBytes < IPV4_HEADER_BYTES) {
      return false;
    }
    clear();
    ipVersion = 4;
    sourceLow = InternetAddress.lowOfIpv4(Bytes.i32(bytes, at + 12));
    destinationLow = InternetAddress.lowOfIpv4(Bytes.i32(bytes, at + 16));
    int fragmentation = Bytes.u16(bytes, at + 6);
    fragment = (fragmentation & 0x3fff) != 0;
    fragmentOffset = 8 * (fragmentation & 0x1fff);
    // A length of 0 is what a network card leaves that cuts large segments itself.
    int stated = Bytes.u16(bytes, at + 2);
    packet(at, stated, start, originalLength);
    chain(Bytes.u8(bytes, at + 9), at + headerBytes);
    return true;
  }

  /** RFC 8200, section 3. */
  private boolean ipv6(int at, int start, long originalLength) {
    if (end - at < IPV6_HEADER_BYTES || Bytes.u8(bytes, at) >>> 4 != 6) {
      return false;
    }
    clear();
    ipVersion = 6;
    sourceHigh = Bytes.i64(bytes, at + 8);
    sourceLow = Bytes.i64(bytes, at + 16);
    destinationHigh = Bytes.i64(bytes, at + 24);
    destinationLow = Bytes.i64(bytes, at + 32);
    int payloadBytes = Bytes.u16(bytes, at + 4);
    int next = Bytes.u8(bytes, at + 6);
    boolean none = payloadBytes == 0 && next == 59; // 59: no next header
    packet(
        at,
        payloadBytes == 0 && !none ? 0 : IPV6_HEADER_BYTES + payloadBytes,
        start,
        originalLength);
    chain(next, at + IPV6_HEADER_BYTES);
    return true;
  }

  /** Takes the length and ends the frame with the packet: padding of short frames is beyond it. */
  private void packet(int at, int stated, int start, long originalLength) {
    offloaded = stated == 0;
    ipLength = stated == 0 ? originalLength - (at - start) : stated;
    end = stated == 0 ? end : Math.min(end, at + stated);
  }

  /**
   * Goes over extension headers to the protocol above IP and its ports. Each step moves by 8 bytes
   * at least, so the walk ends with the frame.
   */
  private void chain(int firstHeader, int firstAt) {
    int header = firstHeader;
    int at = firstAt;
    while (!isLaterFragment() && isExtension(header)) {
      if (end - at < 8) {
        return;
      }
      int length =
          switch (header) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> 4 * (Bytes.u8(bytes, at + 1) + 2); // RFC 4302, section 2.2
            default -> 8 * (Bytes.u8(bytes, at + 1) + 1);
          };
      if (header == FRAGMENT) {
        fragment = true;
        fragmentOffset = Bytes.u16(bytes, at + 2) & 0xfff8;
      }
      header = Bytes.u8(bytes, at);
      at += length;
    }
    protocol = header;
    transportAt = at;
    if (!isLaterFragment()) {
      transport(header, at);
    }
  }

  private void transport(int header, int at) {
    if ((header != TCP && header != UDP && header != SCTP) || end - at < 4) {
      return;
    }
    hasPorts = true;
    sourcePort = Bytes.u16(bytes, at);
    destinationPort = Bytes.u16(bytes, at + 2);
    int headerBytes = header == UDP ? 8 : 12;
    if (header == TCP && end - at >= 14) {
      hasTcpFlags = true;
      int word = Bytes.u16(bytes, at + 12);
      tcpFlags = word & 0x1ff;
      headerBytes = 4 * (word >>> 12);
    }
    hasPayload = headerBytes >= 8 && end - at >= headerBytes;
    payloadAt = at + headerBytes;
    payloadEnd = end;
  }

  private boolean isExtension(int header) {
    return switch (header) {
      case AUTHENTICATION -> true;
      case HOP_BY_HOP_OPTIONS, ROUTING, FRAGMENT, DESTINATION_OPTIONS, SHIM6 -> ipVersion == 6;
      default -> false;
    };
  }
}
