package org.netdiffus.series;

import org.netdiffus.capture.InternetAddress;
import org.netdiffus.capture.MacAddress;
import org.netdiffus.capture.Packet;

/** A packet between two MAC addresses and, where it is IP, two IP addresses. */
record MadePacket(
    int ipVersion, long sourceMac, long destinationMac, InternetAddress from, InternetAddress to)
    implements Packet {
  static final String ROUTER_MAC = "02:00:00:00:00:01";
  static final String DEVICE_MAC = "02:00:00:00:00:02";

  static MadePacket ip(String from, String to) {
    return ip(DEVICE_MAC, ROUTER_MAC, from, to);
  }

  static MadePacket ip(String fromMac, String toMac, String from, String to) {
    return new MadePacket(
        from.contains(":") ? 6 : 4,
        MacAddress.parse(fromMac),
        MacAddress.parse(toMac),
        InternetAddress.parse(from),
        InternetAddress.parse(to));
  }

  static MadePacket arp(String fromMac, String toMac) {
    return new MadePacket(
        0,
        MacAddress.parse(fromMac),
        MacAddress.parse(toMac),
        new InternetAddress(0, 0),
        new InternetAddress(0, 0));
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public boolean hasTime() {
    return true;
  }

  @Override
  public int linkType() {
    return 1;
  }

  @Override
  public int interfaceNumber() {
    return 0;
  }

  @Override
  public boolean hasSourceMac() {
    return sourceMac != 0;
  }

  @Override
  public boolean hasVlan() {
    return false;
  }

  @Override
  public int vlan() {
    return 0;
  }

  @Override
  public long ipLength() {
    return 86;
  }

  @Override
  public boolean isOffloaded() {
    return false;
  }

  @Override
  public boolean isFragment() {
    return false;
  }

  @Override
  public int fragmentOffset() {
    return 0;
  }

  @Override
  public boolean hasPorts() {
    return false;
  }

  @Override
  public boolean hasTcpFlags() {
    return false;
  }

  @Override
  public int tcpFlags() {
    return 0;
  }

  @Override
  public boolean hasPayload() {
    return false;
  }

  @Override
  public byte[] payload(int most) {
    return new byte[0];
  }

  @Override
  public byte[] frame(int most) {
    return new byte[0];
  }

  @Override
  public long timeNanos() {
    return 0;
  }

  @Override
  public long originalLength() {
    return 100;
  }

  @Override
  public long capturedLength() {
    return 60;
  }

  @Override
  public boolean hasMacAddresses() {
    return sourceMac != 0;
  }

  @Override
  public long sourceAddressHigh() {
    return from.high();
  }

  @Override
  public long sourceAddressLow() {
    return from.low();
  }

  @Override
  public long destinationAddressHigh() {
    return to.high();
  }

  @Override
  public long destinationAddressLow() {
    return to.low();
  }

  @Override
  public int protocol() {
    return 0;
  }

  @Override
  public int sourcePort() {
    return 0;
  }

  @Override
  public int destinationPort() {
    return 0;
  }
}
