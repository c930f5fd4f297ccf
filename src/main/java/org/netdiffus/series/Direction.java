package org.netdiffus.series;

/** Which way a packet goes, seen from the client. */
public enum Direction {
  /** From the client (uplink, outgoing). */
  UP(1),
  /** To the client (downlink, incoming). */
  DOWN(-1),
  /** Cannot be told. */
  UNKNOWN(0);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** +1 up, -1 down, 0 unknown. */
  public int sign() {
    return sign;
  }

  /** The direction of a signed number: positive is up, negative is down, 0 is unknown. */
  static Direction ofSign(long number) {
    return number > 0 ? UP : number < 0 ? DOWN : UNKNOWN;
  }
}
