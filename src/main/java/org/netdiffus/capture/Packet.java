package org.netdiffus.capture;

/**
 * One packet of a capture, as a view on its reader's current record: its values hold until the
 * reader advances, so nothing is allocated per packet.
 */
public interface Packet {
  /** Time of capture in nanoseconds since 1970-01-01 UTC. */
  long timeNanos();

  /** Length of the frame on the wire in bytes, 0 to 2^32 - 1, from the record header. */
  long originalLength();

  /** Length of what the capture kept of the frame in bytes, 0 to 2^32 - 1. */
  long capturedLength();

  /**
   * 4 or 6 when the frame carries IP, directly or behind VLAN tags, MPLS labels or PPPoE; 0 when it
   * does not, or when the fixed part of the IP header was not captured whole. In tunnels it is the
   * outermost IP header that counts.
   */
  int ipVersion();

  /** Whether the link type has MAC addresses and both were captured. */
  boolean hasMacAddresses();

  /** Source MAC address in the low 48 bits; 0 when {@link #hasMacAddresses} is false. */
  long sourceMac();

  /** Destination MAC address in the low 48 bits; 0 when {@link #hasMacAddresses} is false. */
  long destinationMac();

  /**
   * Upper 64 bits of the source address. IPv4 addresses are held in their IPv4-mapped IPv6 form
   * (RFC 4291, section 2.5.5.2: {@code ::ffff:a.b.c.d}); 0 when {@link #ipVersion} is 0.
   */
  long sourceAddressHigh();

  /** Lower 64 bits of the source address. */
  long sourceAddressLow();

  /** Upper 64 bits of the destination address. */
  long destinationAddressHigh();

  /** Lower 64 bits of the destination address. */
  long destinationAddressLow();

  /**
   * Protocol above IP (IANA number: 6 TCP, 17 UDP), after authentication headers and IPv6 extension
   * headers; 0 when {@link #ipVersion} is 0 or the header chain was cut. For a later fragment it is
   * what the header before the fragment's data says.
   */
  int protocol();

  /** TCP, UDP or SCTP source port; 0 when there is none, as in later fragments. */
  int sourcePort();

  /** TCP, UDP or SCTP destination port; 0 when there is none, as in later fragments. */
  int destinationPort();
}
