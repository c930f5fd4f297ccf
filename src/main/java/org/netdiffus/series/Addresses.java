package org.netdiffus.series;

import org.netdiffus.capture.Network;
import org.netdiffus.capture.Packet;

/** Addresses that are no single host's. */
final class Addresses {
  private static final Network MULTICAST_V4 = Network.parse("224.0.0.0/4");
  private static final Network MULTICAST_V6 = Network.parse("ff00::/8");
  private static final Network BROADCAST_V4 = Network.parse("255.255.255.255");
  private static final Network UNSPECIFIED_V4 = Network.parse("0.0.0.0");

  /** The lowest bit of a MAC address's first octet marks a group (IEEE 802). */
  private static final long MAC_GROUP_BIT = 1L << 40;

  private Addresses() {}

  static boolean unspecified(long high, long low) {
    return UNSPECIFIED_V4.contains(high, low) || (high == 0 && low == 0);
  }

  /** Whether a packet is sent to a multicast or broadcast address of its link or network layer. */
  static boolean reachesMany(Packet packet) {
    if (packet.hasMacAddresses() && (packet.destinationMac() & MAC_GROUP_BIT) != 0) {
      return true;
    }
    long high = packet.destinationAddressHigh();
    long low = packet.destinationAddressLow();
    return MULTICAST_V4.contains(high, low)
        || MULTICAST_V6.contains(high, low)
        || BROADCAST_V4.contains(high, low);
  }
}
