package org.netdiffus.simulate;

/** How a client of one traffic class uses the network for the length of a trace. */
sealed interface Behaviour permits SegmentedVideo, PageLoads, DeviceCommands {
  /** Documentation networks of RFC 5737: nobody's servers. */
  int VIDEO_SERVERS = 0xcb007100; // 203.0.113.0/24

  int OTHER_SERVERS = 0xc6336400; // 198.51.100.0/24
  int HTTPS = 443;
  int MQTT_OVER_TLS = 8883;

  /**
   * Lets the client do what the class does.
   *
   * @param seconds after which nothing new is begun
   */
  void play(Client client, Draws draws, double seconds);
}
