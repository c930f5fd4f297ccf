package org.netdiffus.simulate;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.netdiffus.simulate.Segment.Direction;

/**
 * Segments to Ethernet frames: Ethernet II, IPv4 (RFC 791) and TCP (RFC 9293) headers with their
 * lengths and checksums. The payload is random bytes, as encrypted payload looks.
 */
final class FrameBuilder {
  private static final int ETHERNET_BYTES = 14;
  private static final int IP_BYTES = 20;
  private static final int TCP_BYTES = 20;
  private static final int SEGMENT_SIZE_OPTION_BYTES = 4;
  private static final int MOST_FRAME_BYTES =
      ETHERNET_BYTES + IP_BYTES + TCP_BYTES + Segment.MOST_PAYLOAD_BYTES;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final int TCP = 6;
  private static final int WINDOW = 65_535;
  private static final int CLIENT_HOPS = 64;
  private static final int SERVER_HOPS = 52;

  /** Locally administered addresses, which belong to no manufacturer. */
  private static final long GATEWAY_MAC = 0x02_00_00_00_00_01L;

  private static final long DEVICE_MAC = 0x02_01_00_00_00_00L;

  private final ByteBuffer frame = ByteBuffer.allocate(MOST_FRAME_BYTES);
  private final Map<Integer, Short> identifications = new HashMap<>();

  /** One device for all traces of a class. */
  private final long deviceMac;

  private final Draws draws;

  FrameBuilder(TrafficClass trafficClass, Draws draws) {
    this.deviceMac = DEVICE_MAC + Integer.toUnsignedLong(trafficClass.label().hashCode());
    this.draws = draws;
  }

  /** The bytes of the frame built last; only its length's worth of them count. */
  byte[] bytes() {
    return frame.array();
  }

  /** Builds the frame of a segment and returns its length in bytes. */
  int build(Segment segment) {
    boolean opens = (segment.flags() & Segment.SYN) != 0;
    int tcpHeaderBytes = opens ? TCP_BYTES + SEGMENT_SIZE_OPTION_BYTES : TCP_BYTES;
    int tcpBytes = tcpHeaderBytes + segment.payloadBytes();
    boolean up = segment.direction() == Direction.UP;
    int source = up ? segment.ends().client() : segment.ends().server();
    int destination = up ? segment.ends().server() : segment.ends().client();

    frame.clear();
    putMac(up ? GATEWAY_MAC : deviceMac);
    putMac(up ? deviceMac : GATEWAY_MAC);
    frame.putShort((short) TYPE_IPV4);

    frame
        .putShort((short) 0x4500)
        .putShort((short) (IP_BYTES + tcpBytes))
        .putShort(nextIdentification(source))
        .putShort((short) DO_NOT_FRAGMENT)
        .put((byte) (up ? CLIENT_HOPS : SERVER_HOPS))
        .put((byte) TCP)
        .putShort((short) 0)
        .putInt(source)
        .putInt(destination);
    frame.putShort(ETHERNET_BYTES + 10, checksum(sum(ETHERNET_BYTES, IP_BYTES)));

    int tcpAt = frame.position();
    frame
        .putShort((short) (up ? segment.ends().clientPort() : segment.ends().serverPort()))
        .putShort((short) (up ? segment.ends().serverPort() : segment.ends().clientPort()))
        .putInt(segment.sequence())
        .putInt(segment.acknowledgement())
        .put((byte) ((tcpHeaderBytes / 4) << 4))
        .put((byte) segment.flags())
        .putShort((short) WINDOW)
        .putInt(0);
    if (opens) {
      frame.put((byte) 2).put((byte) 4).putShort((short) Segment.MOST_PAYLOAD_BYTES);
    }
    int length = frame.position() + segment.payloadBytes();
    draws.fill(frame.array(), frame.position(), length);
    long pseudoHeader = sum(ETHERNET_BYTES + 12, 8) + TCP + tcpBytes;
    frame.putShort(tcpAt + 16, checksum(pseudoHeader + sum(tcpAt, tcpBytes)));
    return length;
  }

  private void putMac(long address) {
    frame.putShort((short) (address >>> 32)).putInt((int) address);
  }

  /** Each host counts its packets, from a start of its own. */
  private short nextIdentification(int host) {
    short next = identifications.computeIfAbsent(host, unseen -> (short) draws.bits());
    identifications.put(host, (short) (next + 1));
    return next;
  }

  /** Sum of the 16-bit words of a part of the frame, an odd last byte being the upper half. */
  private long sum(int from, int bytes) {
    long sum = 0;
    int at = from;
    for (; at + 1 < from + bytes; at += 2) {
      sum += frame.getShort(at) & 0xffff;
    }
    return at < from + bytes ? sum + ((frame.get(at) & 0xff) << 8) : sum;
  }

  /** RFC 1071. */
  private static short checksum(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (short) ~folded;
  }
}
