package org.netdiffus.series;

import org.netdiffus.capture.Packet;

/** Remembers the first source address that it sees, or knows it from before. */
final class FirstSenderRule implements DirectionRule {
  private boolean known;
  private long clientHigh;
  private long clientLow;

  /** For a capture from its first packet on. */
  FirstSenderRule() {}

  /** For the packets behind the first one that the client sent. */
  FirstSenderRule(long clientHigh, long clientLow) {
    this.known = true;
    this.clientHigh = clientHigh;
    this.clientLow = clientLow;
  }

  @Override
  public Direction of(Packet packet) {
    if (packet.ipVersion() == 0) {
      return Direction.UNKNOWN;
    }
    long high = packet.sourceAddressHigh();
    long low = packet.sourceAddressLow();
    if (!known && !Addresses.unspecified(high, low)) {
      known = true;
      clientHigh = high;
      clientLow = low;
    }
    if (!known) {
      return Direction.UNKNOWN;
    }
    if (high == clientHigh && low == clientLow) {
      return Direction.UP;
    }
    return packet.destinationAddressHigh() == clientHigh
            && packet.destinationAddressLow() == clientLow
        ? Direction.DOWN
        : Direction.UNKNOWN;
  }
}
