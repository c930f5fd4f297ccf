package org.netdiffus.capture;

import java.util.Map;

/**
 * Numbers of the registry of link types ({@code https://www.tcpdump.org/linktypes.html}): what a
 * captured frame starts with. Records of every number are read; frames of those that {@link
 * #isDecoded} names are looked into.
 */
public final class LinkTypes {
  static final int NULL_LOOPBACK = 0;

  /** Ethernet II or IEEE 802.3, from the destination address on, without preamble and checksum. */
  public static final int ETHERNET = 1;

  static final int PPP = 9;
  static final int BSD_RAW = 12; // raw IP as some systems wrote it in place of 101
  static final int OPENBSD_RAW = 14;
  static final int PPP_HDLC = 50;
  static final int PPP_ETHERNET = 51;

  /** IPv4 or IPv6, told apart by the version in its first four bits. */
  public static final int RAW_IP = 101;

  static final int CISCO_HDLC = 104;
  static final int IEEE_802_11 = 105;
  static final int LOOP = 108;
  static final int LINUX_COOKED = 113;
  static final int PRISM = 119;
  static final int RADIOTAP = 127;
  static final int AVS = 163;
  static final int PPP_PPPD = 166;
  static final int PPI = 192;
  static final int PPP_WITH_DIRECTION = 204;
  static final int RAW_IPV4 = 228;
  static final int RAW_IPV6 = 229;
  static final int DBUS = 231;
  static final int USBPCAP = 249;
  static final int LINUX_COOKED_2 = 276;
  static final int EBHSCR = 279;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(NULL_LOOPBACK, "BSD loopback"),
          Map.entry(ETHERNET, "Ethernet"),
          Map.entry(3, "AX.25"),
          Map.entry(6, "token ring"),
          Map.entry(7, "ARCNET"),
          Map.entry(8, "SLIP"),
          Map.entry(PPP, "PPP"),
          Map.entry(10, "FDDI"),
          Map.entry(BSD_RAW, "raw IP"),
          Map.entry(OPENBSD_RAW, "raw IP"),
          Map.entry(PPP_HDLC, "PPP in HDLC framing"),
          Map.entry(PPP_ETHERNET, "PPP over Ethernet"),
          Map.entry(100, "ATM RFC 1483"),
          Map.entry(RAW_IP, "raw IP"),
          Map.entry(CISCO_HDLC, "Cisco HDLC"),
          Map.entry(IEEE_802_11, "IEEE 802.11"),
          Map.entry(106, "Linux classical IP over ATM"),
          Map.entry(107, "frame relay"),
          Map.entry(LOOP, "OpenBSD loopback"),
          Map.entry(LINUX_COOKED, "Linux cooked"),
          Map.entry(114, "LocalTalk"),
          Map.entry(117, "OpenBSD pflog"),
          Map.entry(PRISM, "IEEE 802.11 with Prism header"),
          Map.entry(122, "IP over fibre channel"),
          Map.entry(123, "SunATM"),
          Map.entry(RADIOTAP, "IEEE 802.11 with radiotap header"),
          Map.entry(129, "Linux ARCNET"),
          Map.entry(138, "Apple IP over IEEE 1394"),
          Map.entry(140, "MTP2"),
          Map.entry(141, "MTP3"),
          Map.entry(143, "DOCSIS"),
          Map.entry(144, "IrDA"),
          Map.entry(149, "PKTAP"),
          Map.entry(AVS, "IEEE 802.11 with AVS header"),
          Map.entry(165, "BACnet MS/TP"),
          Map.entry(PPP_PPPD, "PPP of pppd"),
          Map.entry(177, "Linux LAPD"),
          Map.entry(187, "Bluetooth H4"),
          Map.entry(189, "Linux USB"),
          Map.entry(PPI, "per-packet information"),
          Map.entry(195, "IEEE 802.15.4"),
          Map.entry(197, "ERF"),
          Map.entry(201, "Bluetooth H4 with direction"),
          Map.entry(PPP_WITH_DIRECTION, "PPP with direction"),
          Map.entry(220, "Linux USB with padding"),
          Map.entry(227, "SocketCAN"),
          Map.entry(RAW_IPV4, "raw IPv4"),
          Map.entry(RAW_IPV6, "raw IPv6"),
          Map.entry(230, "IEEE 802.15.4 without checksum"),
          Map.entry(DBUS, "D-Bus"),
          Map.entry(239, "NFLOG"),
          Map.entry(USBPCAP, "USBPcap"),
          Map.entry(251, "Bluetooth LE"),
          Map.entry(253, "netlink"),
          Map.entry(266, "macOS USB"),
          Map.entry(271, "vsock"),
          Map.entry(LINUX_COOKED_2, "Linux cooked 2"),
          Map.entry(EBHSCR, "EBHSCR"),
          Map.entry(281, "Broadcom switch tag"),
          Map.entry(284, "Marvell DSA"));

  private LinkTypes() {}

  /** A name for people, {@code link type N} where there is none here. */
  public static String name(int number) {
    return NAMES.getOrDefault(number, "link type " + number);
  }

  /** Why a frame of this link type in which no IP was found has none, in a few words. */
  public static String reasonWithoutIp(int number) {
    return isDecoded(number) ? "not-ip" : "not-decoded: " + name(number);
  }

  /** Whether frames of this link type are looked into, for IP and what is around it. */
  public static boolean isDecoded(int number) {
    return switch (number) {
      case NULL_LOOPBACK,
          ETHERNET,
          PPP,
          BSD_RAW,
          OPENBSD_RAW,
          PPP_HDLC,
          PPP_ETHERNET,
          RAW_IP,
          CISCO_HDLC,
          IEEE_802_11,
          LOOP,
          LINUX_COOKED,
          PRISM,
          RADIOTAP,
          AVS,
          PPP_PPPD,
          PPI,
          PPP_WITH_DIRECTION,
          RAW_IPV4,
          RAW_IPV6,
          LINUX_COOKED_2 ->
          true;
      default -> false;
    };
  }
}
