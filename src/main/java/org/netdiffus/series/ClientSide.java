package org.netdiffus.series;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.netdiffus.capture.MacAddress;
import org.netdiffus.capture.Network;
import org.netdiffus.capture.Packet;

/**
 * How the client's side of a capture is told. What the client sends is uplink, what it gets is
 * downlink.
 */
public sealed interface ClientSide extends Serializable {
  /** What is wrong with a capture for which {@link #forCapture} gives nothing. */
  String NO_MAC_FILE = "no MAC addresses in the file beside it that extract.client names";

  /**
   * The rule for one capture.
   *
   * @param neighbours the files beside the capture
   * @return the rule; empty when what it needs is not beside the capture
   * @throws IOException when a file beside the capture cannot be read
   */
  Optional<DirectionRule> forCapture(Neighbours neighbours) throws IOException;

  /**
   * Reads a setting: {@code first-sender}, {@code private-networks}, {@code mac-file:NAME} or
   * {@code cidr:LIST} (blocks separated by commas).
   *
   * @return empty when the text is none of these, or the name or list is missing
   * @throws IllegalArgumentException when an address block of the list is malformed; its message
   *     quotes it
   */
  static Optional<ClientSide> parse(String text) {
    if (text.equals("first-sender")) {
      return Optional.of(new FirstSender());
    }
    if (text.equals("private-networks")) {
      return Optional.of(Networks.PRIVATE);
    }
    if (text.startsWith("mac-file:")) {
      String name = text.substring("mac-file:".length()).strip();
      boolean plain = !name.isEmpty() && !name.contains("/") && !name.contains("\\");
      return plain ? Optional.of(new MacFile(name)) : Optional.empty();
    }
    if (text.startsWith("cidr:") && !text.substring("cidr:".length()).isBlank()) {
      List<Network> blocks = new ArrayList<>();
      for (String block : text.substring("cidr:".length()).split(",", -1)) {
        blocks.add(Network.parse(block.strip()));
      }
      return Optional.of(new Networks(blocks));
    }
    return Optional.empty();
  }

  /**
   * The client is the source of the first IP packet of the capture. Unspecified sources ({@code
   * 0.0.0.0}, {@code ::}), from which hosts ask for their address, are passed over.
   */
  record FirstSender() implements ClientSide {
    @Override
    public Optional<DirectionRule> forCapture(Neighbours neighbours) {
      return Optional.of(new FirstSenderRule());
    }
  }

  /**
   * Clients are all addresses of some networks. Packets between two clients have no direction;
   * broadcast and multicast packets from elsewhere reach the clients and are downlink.
   *
   * @param blocks the networks
   */
  record Networks(List<Network> blocks) implements ClientSide {
    /** Private use (RFC 1918, RFC 4193) and link-local addresses (RFC 3927, RFC 4291). */
    public static final Networks PRIVATE =
        new Networks(
            List.of(
                Network.parse("10.0.0.0/8"),
                Network.parse("172.16.0.0/12"),
                Network.parse("192.168.0.0/16"),
                Network.parse("169.254.0.0/16"),
                Network.parse("fc00::/7"),
                Network.parse("fe80::/10")));

    /** Keeps a copy of the list. */
    public Networks {
      blocks = List.copyOf(blocks);
    }

    @Override
    public Optional<DirectionRule> forCapture(Neighbours neighbours) {
      return Optional.of(this::direction);
    }

    private Direction direction(Packet packet) {
      if (packet.ipVersion() == 0) {
        return Direction.UNKNOWN;
      }
      boolean toMany = Addresses.reachesMany(packet);
      if (holds(packet.sourceAddressHigh(), packet.sourceAddressLow())) {
        boolean toClient =
            !toMany && holds(packet.destinationAddressHigh(), packet.destinationAddressLow());
        return toClient ? Direction.UNKNOWN : Direction.UP;
      }
      return toMany || holds(packet.destinationAddressHigh(), packet.destinationAddressLow())
          ? Direction.DOWN
          : Direction.UNKNOWN;
    }

    private boolean holds(long high, long low) {
      for (Network block : blocks) {
        if (block.contains(high, low)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Clients are the MAC addresses in a file beside the capture, separated by white space. Frames
   * from one of them are uplink, all others are downlink.
   *
   * @param name the file's name
   */
  record MacFile(String name) implements ClientSide {
    @Override
    public Optional<DirectionRule> forCapture(Neighbours neighbours) throws IOException {
      Optional<String> text = neighbours.text(name);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Set<Long> clients = new HashSet<>();
      for (String word : text.get().strip().split("\\s+", -1)) {
        try {
          clients.add(MacAddress.parse(word));
        } catch (IllegalArgumentException notAnAddress) {
          return Optional.empty();
        }
      }
      return Optional.of(packet -> direction(packet, clients));
    }

    private static Direction direction(Packet packet, Set<Long> clients) {
      if (!packet.hasMacAddresses()) {
        return Direction.UNKNOWN;
      }
      return clients.contains(packet.sourceMac()) ? Direction.UP : Direction.DOWN;
    }
  }
}
