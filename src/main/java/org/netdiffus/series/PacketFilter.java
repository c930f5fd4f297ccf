package org.netdiffus.series;

import java.util.Arrays;
import java.util.Optional;
import org.netdiffus.capture.Packet;

/** Which frames of a capture count as packets. */
public enum PacketFilter {
  /** Frames that carry IP, version 4 or 6. */
  IP("ip"),
  /** All frames. */
  ALL("all");

  private final String settingName;

  PacketFilter(String settingName) {
    this.settingName = settingName;
  }

  /** Name in settings: {@code ip} or {@code all}. */
  public String settingName() {
    return settingName;
  }

  /** The filter of a setting's name; empty for an unknown name. */
  public static Optional<PacketFilter> named(String settingName) {
    return Arrays.stream(values()).filter(f -> f.settingName.equals(settingName)).findFirst();
  }

  boolean takes(Packet packet) {
    return this == ALL || packet.ipVersion() != 0;
  }
}
