package org.netdiffus.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The headers of one frame in a reader's buffer. They are decoded when the first value above the
 * record header is asked for, so that counting packets and bytes does not pay for them.
 */
final class FrameView implements Packet {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAC_BYTES = 6;
  private static final int ETHERNET_HEADER_BYTES = 14;
  private static final int VLAN_TAG_BYTES = 4;
  private static final int MPLS_LABEL_BYTES = 4;
  private static final int PPPOE_HEADER_BYTES = 8; // with the protocol of PPP in its last two
  private static final int IPV4_HEADER_BYTES = 20;
  private static final int IPV6_HEADER_BYTES = 40;

  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int TYPE_VLAN = 0x8100; // IEEE 802.1Q
  private static final int TYPE_SERVICE_VLAN = 0x88a8; // IEEE 802.1ad
  private static final int TYPE_OLD_DOUBLE_VLAN = 0x9100; // in use before 802.1ad
  private static final int TYPE_MPLS = 0x8847; // RFC 5332
  private static final int TYPE_MPLS_MULTICAST = 0x8848;
  private static final int TYPE_PPPOE_SESSION = 0x8864; // RFC 2516
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;

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
  private final LinkType linkType;

  private int start;
  private int end;
  private long originalLength;
  private long timeNanos;

  private boolean decoded;
  private int ipVersion;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int protocol;
  private int sourcePort;
  private int destinationPort;

  FrameView(byte[] bytes, LinkType linkType) {
    this.bytes = bytes;
    this.linkType = linkType;
  }

  /** Looks at the frame in {@code bytes[start .. start + capturedLength)} from now on. */
  void moveTo(int start, int capturedLength, long originalLength, long timeNanos) {
    this.start = start;
    this.end = start + capturedLength;
    this.originalLength = originalLength;
    this.timeNanos = timeNanos;
    this.decoded = false;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public long originalLength() {
    return originalLength;
  }

  @Override
  public long capturedLength() {
    return (long) end - start;
  }

  @Override
  public int ipVersion() {
    decode();
    return ipVersion;
  }

  @Override
  public boolean hasMacAddresses() {
    return linkType == LinkType.ETHERNET && end - start >= 2 * MAC_BYTES;
  }

  @Override
  public long sourceMac() {
    return hasMacAddresses() ? macAt(start + MAC_BYTES) : 0;
  }

  @Override
  public long destinationMac() {
    return hasMacAddresses() ? macAt(start) : 0;
  }

  @Override
  public long sourceAddressHigh() {
    decode();
    return sourceHigh;
  }

  @Override
  public long sourceAddressLow() {
    decode();
    return sourceLow;
  }

  @Override
  public long destinationAddressHigh() {
    decode();
    return destinationHigh;
  }

  @Override
  public long destinationAddressLow() {
    decode();
    return destinationLow;
  }

  @Override
  public int protocol() {
    decode();
    return protocol;
  }

  @Override
  public int sourcePort() {
    decode();
    return sourcePort;
  }

  @Override
  public int destinationPort() {
    decode();
    return destinationPort;
  }

  private void decode() {
    if (decoded) {
      return;
    }
    decoded = true;
    ipVersion = 0;
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    protocol = 0;
    sourcePort = 0;
    destinationPort = 0;
    switch (linkType) {
      case ETHERNET -> decodeEthernet();
      case RAW_IP -> decodeIp(start);
      case RAW_IPV4 -> decodeIpv4(start);
      case RAW_IPV6 -> decodeIpv6(start);
    }
  }

  private void decodeEthernet() {
    int at = start + ETHERNET_HEADER_BYTES;
    while (at <= end) {
      switch (shortAt(at - 2)) {
        case TYPE_IPV4 -> {
          decodeIpv4(at);
          return;
        }
        case TYPE_IPV6 -> {
          decodeIpv6(at);
          return;
        }
        case TYPE_VLAN, TYPE_SERVICE_VLAN, TYPE_OLD_DOUBLE_VLAN -> at += VLAN_TAG_BYTES;
        case TYPE_MPLS, TYPE_MPLS_MULTICAST -> {
          decodeMpls(at);
          return;
        }
        case TYPE_PPPOE_SESSION -> {
          decodePppoe(at);
          return;
        }
        default -> {
          return;
        }
      }
    }
  }

  /** Labels up to the one that is the bottom of the stack (RFC 3032), then IP of either version. */
  private void decodeMpls(int labelsAt) {
    int at = labelsAt;
    boolean bottom = false;
    while (!bottom && end - at >= MPLS_LABEL_BYTES) {
      bottom = (byteAt(at + 2) & 1) == 1;
      at += MPLS_LABEL_BYTES;
    }
    if (bottom) {
      decodeIp(at);
    }
  }

  private void decodePppoe(int at) {
    if (end - at < PPPOE_HEADER_BYTES) {
      return;
    }
    switch (shortAt(at + PPPOE_HEADER_BYTES - 2)) {
      case PPP_IPV4 -> decodeIpv4(at + PPPOE_HEADER_BYTES);
      case PPP_IPV6 -> decodeIpv6(at + PPPOE_HEADER_BYTES);
      default -> {}
    }
  }

  /** IP of the version that its first four bits say. */
  private void decodeIp(int at) {
    decodeIpv4(at);
    decodeIpv6(at);
  }

  /** RFC 791, section 3.1. */
  private void decodeIpv4(int at) {
    if (end - at < IPV4_HEADER_BYTES || byteAt(at) >>> 4 != 4) {
      return;
    }
    int headerBytes = 4 * (byteAt(at) & 0xf);
    if (headerBytes < IPV4_HEADER_BYTES) {
      return;
    }
    ipVersion = 4;
    sourceLow = InternetAddress.lowOfIpv4((int) INT.get(bytes, at + 12));
    destinationLow = InternetAddress.lowOfIpv4((int) INT.get(bytes, at + 16));
    int fragmentOffset = shortAt(at + 6) & 0x1fff;
    // A length of 0 is what a network card leaves that cuts large segments itself.
    int packetEnd = packetEnd(at, shortAt(at + 2));
    decodeChain(byteAt(at + 9), at + headerBytes, packetEnd, fragmentOffset > 0);
  }

  /** RFC 8200, section 3. */
  private void decodeIpv6(int at) {
    if (end - at < IPV6_HEADER_BYTES || byteAt(at) >>> 4 != 6) {
      return;
    }
    ipVersion = 6;
    sourceHigh = (long) LONG.get(bytes, at + 8);
    sourceLow = (long) LONG.get(bytes, at + 16);
    destinationHigh = (long) LONG.get(bytes, at + 24);
    destinationLow = (long) LONG.get(bytes, at + 32);
    int payloadBytes = shortAt(at + 4);
    int packetEnd = packetEnd(at, payloadBytes == 0 ? 0 : IPV6_HEADER_BYTES + payloadBytes);
    decodeChain(byteAt(at + 6), at + IPV6_HEADER_BYTES, packetEnd, false);
  }

  /** Where the packet ends or its capture does; padding of short frames is beyond it. */
  private int packetEnd(int at, int statedBytes) {
    return statedBytes == 0 ? end : Math.min(end, at + statedBytes);
  }

  /**
   * Goes over extension headers to the protocol above IP and its ports. Each step moves by 8 bytes
   * at least, so the walk ends with the frame.
   */
  private void decodeChain(int firstHeader, int firstAt, int packetEnd, boolean laterFragment) {
    int header = firstHeader;
    int at = firstAt;
    boolean withoutPorts = laterFragment;
    while (!withoutPorts && isExtension(header)) {
      if (packetEnd - at < 8) {
        return;
      }
      int length =
          switch (header) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> 4 * (byteAt(at + 1) + 2); // RFC 4302, section 2.2
            default -> 8 * (byteAt(at + 1) + 1);
          };
      withoutPorts = header == FRAGMENT && (shortAt(at + 2) & 0xfff8) != 0;
      header = byteAt(at);
      at += length;
    }
    protocol = header;
    boolean hasPorts = header == TCP || header == UDP || header == SCTP;
    if (hasPorts && !withoutPorts && packetEnd - at >= 4) {
      sourcePort = shortAt(at);
      destinationPort = shortAt(at + 2);
    }
  }

  private boolean isExtension(int header) {
    return switch (header) {
      case AUTHENTICATION -> true;
      case HOP_BY_HOP_OPTIONS, ROUTING, FRAGMENT, DESTINATION_OPTIONS, SHIM6 -> ipVersion == 6;
      default -> false;
    };
  }

  private int byteAt(int at) {
    return bytes[at] & 0xff;
  }

  private int shortAt(int at) {
    return (short) SHORT.get(bytes, at) & 0xffff;
  }

  private long macAt(int at) {
    return ((long) shortAt(at) << 32) | Integer.toUnsignedLong((int) INT.get(bytes, at + 2));
  }
}
