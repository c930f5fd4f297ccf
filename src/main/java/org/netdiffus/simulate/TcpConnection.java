package org.netdiffus.simulate;

import java.util.List;
import org.netdiffus.simulate.Segment.Direction;
import org.netdiffus.simulate.Segment.Ends;

/**
 * A TCP connection without loss, seen from the client's network interface: what the client sends is
 * seen at once, what the server answers one round trip later. Full segments are acknowledged at
 * least every second one (RFC 9293, section 3.8.6.3).
 */
final class TcpConnection {
  private static final double UPLINK_BYTES_PER_SECOND = 500_000;
  private static final double SECONDS_TO_ACKNOWLEDGE = 0.0002;

  private final List<Segment> segments;
  private final Draws draws;
  private final Ends ends;
  private final double roundTrip;

  private int clientNext;
  private int serverNext;

  /** When the last segment so far passed; nothing later is sent before it. */
  private double now;

  private TcpConnection(
      List<Segment> segments, Draws draws, Ends ends, double roundTrip, double start) {
    this.segments = segments;
    this.draws = draws;
    this.ends = ends;
    this.roundTrip = roundTrip;
    this.clientNext = draws.bits();
    this.serverNext = draws.bits();
    this.now = start;
  }

  /**
   * Opens a connection.
   *
   * @param segments receives every segment, in the order of sending
   * @param start seconds since the start of the trace
   * @param roundTrip seconds from the client to the server and back
   */
  static TcpConnection open(
      List<Segment> segments, Draws draws, Ends ends, double start, double roundTrip) {
    TcpConnection connection = new TcpConnection(segments, draws, ends, roundTrip, start);
    connection.handshake();
    return connection;
  }

  /** Seconds since the start of the trace at which the connection has nothing more to do. */
  double idleFrom() {
    return now;
  }

  /**
   * Sends a request and receives its response.
   *
   * @param at seconds since the start of the trace; later when the connection is still busy
   * @param requestBytes above 0
   * @param responseBytes above 0
   * @param bytesPerSecond mean rate of the response
   * @return when the response is there
   */
  double exchange(double at, int requestBytes, int responseBytes, double bytesPerSecond) {
    now = Math.max(now, at);
    upload(requestBytes);
    now += roundTrip + draws.logNormal(0.02, 0.5);
    download(responseBytes, bytesPerSecond);
    return now;
  }

  /** Closes the connection from the client's side. */
  void close() {
    now += draws.uniform(0.01, 0.05);
    up(now, Segment.FIN | Segment.ACK, 0);
    clientNext++;
    now += roundTrip;
    down(now, Segment.FIN | Segment.ACK, 0);
    serverNext++;
    now += acknowledgeDelay();
    up(now, Segment.ACK, 0);
  }

  private void handshake() {
    segments.add(new Segment(nanos(now), ends, Direction.UP, Segment.SYN, clientNext, 0, 0));
    clientNext++;
    now += roundTrip;
    down(now, Segment.SYN | Segment.ACK, 0);
    serverNext++;
    now += acknowledgeDelay();
    up(now, Segment.ACK, 0);
  }

  private void upload(int bytes) {
    int sent = 0;
    for (int left = bytes; left > 0; sent++) {
      int payload = Math.min(left, Segment.MOST_PAYLOAD_BYTES);
      left -= payload;
      up(now, left == 0 ? Segment.PSH | Segment.ACK : Segment.ACK, payload);
      if (left > 0) {
        if (sent % 2 == 1) {
          down(now + roundTrip, Segment.ACK, 0);
        }
        now += spacing(payload, UPLINK_BYTES_PER_SECOND);
      }
    }
  }

  private void download(int bytes, double bytesPerSecond) {
    int received = 0;
    for (int left = bytes; left > 0; received++) {
      int payload = Math.min(left, Segment.MOST_PAYLOAD_BYTES);
      left -= payload;
      down(now, left == 0 ? Segment.PSH | Segment.ACK : Segment.ACK, payload);
      if (left == 0 || received % 2 == 1) {
        up(now + acknowledgeDelay(), Segment.ACK, 0);
      }
      now += left == 0 ? 2 * SECONDS_TO_ACKNOWLEDGE : spacing(payload, bytesPerSecond);
    }
  }

  private double spacing(int bytes, double bytesPerSecond) {
    return bytes / bytesPerSecond * draws.logNormal(1, 0.2);
  }

  private double acknowledgeDelay() {
    return SECONDS_TO_ACKNOWLEDGE * draws.uniform(0.5, 1.5);
  }

  private void up(double at, int flags, int payloadBytes) {
    segments.add(
        new Segment(nanos(at), ends, Direction.UP, flags, clientNext, serverNext, payloadBytes));
    clientNext += payloadBytes;
  }

  private void down(double at, int flags, int payloadBytes) {
    segments.add(
        new Segment(nanos(at), ends, Direction.DOWN, flags, serverNext, clientNext, payloadBytes));
    serverNext += payloadBytes;
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
