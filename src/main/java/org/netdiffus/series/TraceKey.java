package org.netdiffus.series;

import java.nio.ByteBuffer;
import org.netdiffus.capture.InternetAddress;
import org.netdiffus.capture.Packet;

/**
 * Whose packets belong together within a file: two ends of a flow, the lower one first; one address
 * of a host; or nothing, for all packets.
 *
 * @param protocol protocol of a flow, else 0
 * @param ports port of the lower end, and that of the higher one in the low 16 bits
 * @param lowHigh upper half of the lower address
 * @param lowLow lower half of the lower address
 * @param highHigh upper half of the higher address
 * @param highLow lower half of the higher address
 */
record TraceKey(int protocol, int ports, long lowHigh, long lowLow, long highHigh, long highLow) {
  /** Of all packets of a file. */
  static final TraceKey FILE = new TraceKey(0, 0, 0, 0, 0, 0);

  private static final long MIX = 0x9e37_79b9_7f4a_7c15L; // 2^64 over the golden ratio

  static final int BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;

  /** Of a packet with ports. */
  static TraceKey flow(Packet packet) {
    int from = packet.sourcePort();
    int to = packet.destinationPort();
    return fromLower(packet)
        ? new TraceKey(
            packet.protocol(),
            from << 16 | to,
            packet.sourceAddressHigh(),
            packet.sourceAddressLow(),
            packet.destinationAddressHigh(),
            packet.destinationAddressLow())
        : new TraceKey(
            packet.protocol(),
            to << 16 | from,
            packet.destinationAddressHigh(),
            packet.destinationAddressLow(),
            packet.sourceAddressHigh(),
            packet.sourceAddressLow());
  }

  /** Of the packets of an address. */
  static TraceKey host(long high, long low) {
    return new TraceKey(0, 0, high, low, 0, 0);
  }

  /** Whether the lower end of a packet's flow has sent it. */
  static boolean fromLower(Packet packet) {
    int order = Long.compareUnsigned(packet.sourceAddressHigh(), packet.destinationAddressHigh());
    if (order == 0) {
      order = Long.compareUnsigned(packet.sourceAddressLow(), packet.destinationAddressLow());
    }
    return order == 0 ? packet.sourcePort() <= packet.destinationPort() : order < 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceKey that
        && lowLow == that.lowLow
        && highLow == that.highLow
        && ports == that.ports
        && protocol == that.protocol
        && lowHigh == that.lowHigh
        && highHigh == that.highHigh;
  }

  /** Mixed well: flows differ in few bits, which a sum of multiples would let fall together. */
  @Override
  public int hashCode() {
    long hash = lowLow * MIX ^ highLow;
    hash = (hash ^ hash >>> 32) * MIX ^ lowHigh;
    hash = (hash ^ hash >>> 32) * MIX ^ highHigh;
    hash = (hash ^ hash >>> 32) * MIX ^ ((long) ports << 32 | protocol);
    hash = (hash ^ hash >>> 32) * MIX;
    return (int) (hash >>> 32);
  }

  /** Appends the key's {@link #BYTES}. */
  void write(ByteBuffer out) {
    out.putInt(protocol).putInt(ports).putLong(lowHigh).putLong(lowLow);
    out.putLong(highHigh).putLong(highLow);
  }

  static TraceKey read(ByteBuffer in) {
    return new TraceKey(
        in.getInt(), in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  InternetAddress low() {
    return new InternetAddress(lowHigh, lowLow);
  }

  InternetAddress high() {
    return new InternetAddress(highHigh, highLow);
  }

  int lowPort() {
    return ports >>> 16;
  }

  int highPort() {
    return ports & 0xffff;
  }

  /**
   * A name within the file.
   *
   * @param lowIsClient whether the lower end of a flow is the client
   */
  String name(TraceRule.Unit unit, boolean lowIsClient) {
    return switch (unit) {
      case FILE -> "";
      case HOST -> low().toString();
      case FLOW -> {
        String lower = end(low(), lowPort());
        String higher = end(high(), highPort());
        yield protocolName() + "/" + (lowIsClient ? lower + "/" + higher : higher + "/" + lower);
      }
    };
  }

  private String protocolName() {
    return switch (protocol) {
      case 6 -> "tcp";
      case 17 -> "udp";
      case 132 -> "sctp";
      default -> Integer.toString(protocol);
    };
  }

  private static String end(InternetAddress address, int port) {
    return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
