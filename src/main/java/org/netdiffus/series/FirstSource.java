package org.netdiffus.series;

import java.io.Serializable;
import java.util.Optional;
import org.netdiffus.capture.Packet;

/**
 * The packet that tells the client of a capture as {@link ClientSide.FirstSender} has it, for those
 * who read a part behind it.
 *
 * @param position offset of its record in bytes from the start of the capture
 * @param high upper half of its source address
 * @param low lower half of its source address
 */
public record FirstSource(long position, long high, long low) implements Serializable {
  /** This packet, when it is the first of its capture that counts and has a source. */
  public static Optional<FirstSource> of(Packet packet, PacketFilter counting) {
    long high = packet.sourceAddressHigh();
    long low = packet.sourceAddressLow();
    return counting.takes(packet)
            && packet.hasTime()
            && packet.ipVersion() != 0
            && !Addresses.unspecified(high, low)
        ? Optional.of(new FirstSource(packet.position(), high, low))
        : Optional.empty();
  }

  /** The rule for the packets behind this one. */
  public DirectionRule rule() {
    return new FirstSenderRule(high, low);
  }
}
