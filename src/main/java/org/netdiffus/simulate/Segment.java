package org.netdiffus.simulate;

/**
 * One TCP segment as it passes the client's network interface.
 *
 * @param timeNanos nanoseconds since the start of the trace
 * @param ends the connection
 * @param direction who sends it
 * @param flags TCP flags (RFC 9293, section 3.1)
 * @param sequence sequence number of its first byte
 * @param acknowledgement next byte expected from the other side; 0 without the ACK flag
 * @param payloadBytes bytes of data, 0 to 1460
 */
record Segment(
    long timeNanos,
    Ends ends,
    Direction direction,
    int flags,
    int sequence,
    int acknowledgement,
    int payloadBytes) {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  /** Most data bytes in a segment: an Ethernet payload of 1500 bytes without two headers of 20. */
  static final int MOST_PAYLOAD_BYTES = 1460;

  /** Who sends a segment. */
  enum Direction {
    UP,
    DOWN
  }

  /**
   * The two ends of a connection.
   *
   * @param client IPv4 address of the client
   * @param clientPort its port
   * @param server IPv4 address of the server
   * @param serverPort its port
   */
  record Ends(int client, int clientPort, int server, int serverPort) {}
}
