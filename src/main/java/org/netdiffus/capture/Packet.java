package org.netdiffus.capture;

/**
 * One packet of a capture, as a view on its reader's current record: its values hold until the
 * reader advances, so nothing is allocated per packet.
 */
public interface Packet {
  /** Offset of the packet's record in bytes from the start of the (unpacked) capture. */
  long position();

  /** Whether the capture says when the packet was seen; simple blocks of pcapng do not. */
  boolean hasTime();

  /** Time of capture in nanoseconds since 1970-01-01 UTC; 0 when {@link #hasTime} is false. */
  long timeNanos();

  /** Length of the frame on the wire in bytes, 0 to 2^32 - 1, from the record header. */
  long originalLength();

  /** Length of what the capture kept of the frame in bytes, 0 to 2^32 - 1. */
  long capturedLength();

  /** What the frame starts with: a number of {@link LinkTypes}. */
  int linkType();

  /** Number of the interface within its section of a pcapng file; 0 in a classic capture. */
  int interfaceNumber();

  /**
   * 4 or 6 when the frame carries IP, directly or behind VLAN tags, MPLS labels or PPPoE; 0 when it
   * does not, or when the fixed part of the IP header was not captured whole. In tunnels it is the
   * header that the reader's {@link Tunnel} says that counts.
   */
  int ipVersion();

  /** Whether the link type has MAC addresses and both were captured. */
  boolean hasMacAddresses();

  /** Whether there is a source MAC address; Linux cooked captures have that alone. */
  boolean hasSourceMac();

  /** Source MAC address in the low 48 bits; 0 when {@link #hasSourceMac} is false. */
  long sourceMac();

  /** Destination MAC address in the low 48 bits; 0 when {@link #hasMacAddresses} is false. */
  long destinationMac();

  /** Whether there is a VLAN tag before the first IP header. */
  boolean hasVlan();

  /** Number of the outermost VLAN, 0 to 4095; 0 when {@link #hasVlan} is false. */
  int vlan();

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
   * Length of the IP packet with its header in bytes. Where the header says 0, as a network card
   * leaves it that cuts large segments itself, what the frame holds behind its link layer; {@link
   * #isOffloaded} tells. 0 when {@link #ipVersion} is 0.
   */
  long ipLength();

  /** Whether the IP header says a length of 0. */
  boolean isOffloaded();

  /** Whether the IP packet is a fragment, the first one included. */
  boolean isFragment();

  /** Where a fragment belongs in its packet, in bytes; 0 for the first and for whole packets. */
  int fragmentOffset();

  /**
   * Protocol above IP (IANA number: 6 TCP, 17 UDP), after authentication headers and IPv6 extension
   * headers; 0 when {@link #ipVersion} is 0 or the header chain was cut. For a later fragment it is
   * what the header before the fragment's data says.
   */
  int protocol();

  /** Whether there are TCP, UDP or SCTP ports. */
  boolean hasPorts();

  /** TCP, UDP or SCTP source port; 0 when there is none, as in later fragments. */
  int sourcePort();

  /** TCP, UDP or SCTP destination port; 0 when there is none, as in later fragments. */
  int destinationPort();

  /** Whether there is a TCP header down to its flags. */
  boolean hasTcpFlags();

  /**
   * TCP flags, 0 to 511: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128, AE 256; 0
   * when {@link #hasTcpFlags} is false.
   */
  int tcpFlags();

  /** Whether a TCP, UDP or SCTP header was captured whole, so that what follows it is known. */
  boolean hasPayload();

  /**
   * What follows the TCP, UDP or SCTP header within the IP packet, as far as it was captured, a new
   * array; empty when {@link #hasPayload} is false.
   *
   * @param most bytes at most
   */
  byte[] payload(int most);

  /**
   * What was captured of the frame, a new array.
   *
   * @param most bytes at most
   */
  byte[] frame(int most);
}
