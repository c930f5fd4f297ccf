package org.netdiffus.capture;

import java.util.Arrays;
import java.util.Optional;

/** Which IP header of a tunnelled packet counts. */
public enum Tunnel {
  /** The first one in the frame. */
  OUTER("outer"),
  /**
   * The last one, through GRE, ERSPAN, VXLAN, Geneve, GTP-U, IP in IP, L2TP and Teredo; where what
   * a tunnel carries is no IP, the tunnel's own.
   */
  INNER("inner");

  private final String settingName;

  Tunnel(String settingName) {
    this.settingName = settingName;
  }

  /** Name in settings: {@code outer} or {@code inner}. */
  public String settingName() {
    return settingName;
  }

  /** The constant of a setting's name; empty for an unknown name. */
  public static Optional<Tunnel> named(String settingName) {
    return Arrays.stream(values()).filter(t -> t.settingName.equals(settingName)).findFirst();
  }
}
