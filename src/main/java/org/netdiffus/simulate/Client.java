package org.netdiffus.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.netdiffus.simulate.Segment.Ends;

/** The host whose traffic is captured: a private address that opens connections to servers. */
final class Client {
  private static final int PRIVATE = 0xc0a80100; // 192.168.1.0/24
  private static final int FIRST_PORT = 49_152; // of the dynamic ports, RFC 6335

  private final List<Segment> segments = new ArrayList<>();
  private final Draws draws;
  private final int address;
  private int nextPort;

  Client(Draws draws) {
    this.draws = draws;
    this.address = PRIVATE + draws.wholeNumber(10, 250);
    this.nextPort = FIRST_PORT + draws.wholeNumber(0, 8_000);
  }

  /**
   * Opens a connection.
   *
   * @param server IPv4 address
   * @param port port of the server
   * @param start seconds since the start of the trace
   */
  TcpConnection connect(int server, int port, double start) {
    Ends ends = new Ends(address, nextPort, server, port);
    nextPort++;
    double roundTrip = draws.logNormal(0.03, 0.3);
    return TcpConnection.open(segments, draws, ends, start, roundTrip);
  }

  /** All segments so far in the order of their times. */
  List<Segment> trace() {
    return segments.stream().sorted(Comparator.comparingLong(Segment::timeNanos)).toList();
  }
}
