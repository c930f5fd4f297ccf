package org.netdiffus.series;

import org.netdiffus.capture.Packet;

/** Tells the direction of the packets of one capture, from its first packet on, in file order. */
@FunctionalInterface
public interface DirectionRule {
  /**
   * The direction of the capture's next packet.
   *
   * @param packet not kept
   */
  Direction of(Packet packet);
}
