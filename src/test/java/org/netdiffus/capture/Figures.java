package org.netdiffus.capture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the oracles count over a capture, counted from the packets that a reader gives. */
final class Figures {
  String ending = "";
  long packets;
  long originalBytes;
  long notIp;

  private long capturedBytes;
  private String firstNanos = "-";
  private String lastNanos = "-";
  private String client = "-";
  private final Map<String, Long> counts = new HashMap<>();
  private final Set<String> flows = new HashSet<>();
  private final Set<Set<InternetAddress>> addressPairs = new HashSet<>();

  void add(Packet packet) {
    packets++;
    originalBytes += packet.originalLength();
    capturedBytes += packet.capturedLength();
    if (packet.hasTime()) {
      lastNanos = Long.toString(packet.timeNanos());
      firstNanos = firstNanos.equals("-") ? lastNanos : firstNanos;
    }
    switch (packet.ipVersion()) {
      case 4 -> counts.merge("ipv4", 1L, Long::sum);
      case 6 -> counts.merge("ipv6", 1L, Long::sum);
      default -> {
        notIp++;
        return;
      }
    }
    addIp(packet);
  }

  private void addIp(Packet packet) {
    InternetAddress source =
        new InternetAddress(packet.sourceAddressHigh(), packet.sourceAddressLow());
    InternetAddress destination =
        new InternetAddress(packet.destinationAddressHigh(), packet.destinationAddressLow());
    addressPairs.add(new HashSet<>(List.of(source, destination).stream().toList()));
    client = client.equals("-") ? source.toString() : client;
    String side =
        source.toString().equals(client)
            ? "up"
            : destination.toString().equals(client) ? "down" : "other";
    counts.merge("packets_" + side, 1L, Long::sum);
    counts.merge("bytes_" + side, packet.originalLength(), Long::sum);
    if (packet.fragmentOffset() > 0) {
      counts.merge("later_fragments", 1L, Long::sum);
      return;
    }
    String protocol =
        switch (packet.protocol()) {
          case 6 -> "tcp";
          case 17 -> "udp";
          case 132 -> "sctp";
          case 1, 58 -> "icmp";
          default -> "other_l4";
        };
    counts.merge(protocol, 1L, Long::sum);
    if (packet.hasPorts()) {
      String from = source + " " + packet.sourcePort();
      String to = destination + " " + packet.destinationPort();
      flows.add(protocol + (from.compareTo(to) < 0 ? from + " " + to : to + " " + from));
    }
  }

  /** The columns packets, orig_bytes, cap_bytes, first_ns and last_ns. */
  List<String> row() {
    return List.of(
        Long.toString(packets),
        Long.toString(originalBytes),
        Long.toString(capturedBytes),
        firstNanos,
        lastNanos);
  }

  /** Columns of the table of flows. */
  Map<String, String> flows() {
    Map<String, String> row = new HashMap<>();
    for (String name :
        List.of(
            "ipv4",
            "ipv6",
            "tcp",
            "udp",
            "icmp",
            "sctp",
            "other_l4",
            "later_fragments",
            "packets_up",
            "packets_down",
            "packets_other",
            "bytes_up",
            "bytes_down",
            "bytes_other")) {
      row.put(name, Long.toString(counts.getOrDefault(name, 0L)));
    }
    row.put("frames", Long.toString(packets));
    row.put("not_ip", Long.toString(notIp));
    row.put("client", client);
    row.put("flows", Integer.toString(flows.size()));
    row.put("address_pairs", Integer.toString(addressPairs.size()));
    return row;
  }
}
