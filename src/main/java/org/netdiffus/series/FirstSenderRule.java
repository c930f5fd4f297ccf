package org.netdiffus.series;

import org.netdiffus.capture.Packet;

/** Remembers the first source address that it sees. */
final class FirstSenderRule implements DirectionRule {
  private boolean known;
  private long clientHigh;
  private long clientLow;

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
