package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameViewTest {
  private static final String MACS = "0a0b0c0d0e0f 010203040506 ";
  private static final String V4_ADDRESSES = "c0a80114 cb007105 "; // 192.168.1.20, 203.0.113.5
  private static final String V4_TCP = "45000028 00010000 40060000 " + V4_ADDRESSES;
  private static final String V6_ADDRESSES =
      "20010db8000000000000000000000001 20010db8000000000000000000000002 ";
  private static final String PORTS = "c000 01bb 0000000000000000 ";

  @ParameterizedTest
  @CsvSource({
    "1, " + MACS + "0800 " + V4_TCP + PORTS,
    "1, " + MACS + "8100 0005 0800 " + V4_TCP + PORTS,
    "1, " + MACS + "88a8 0005 8100 0006 0800 " + V4_TCP + PORTS,
    "1, " + MACS + "9100 0005 0800 " + V4_TCP + PORTS,
    "1, " + MACS + "8847 000010ff 000020ff 000031ff " + V4_TCP + PORTS,
    "1, " + MACS + "8864 11000001 002a 0021 " + V4_TCP + PORTS,
    "101, " + V4_TCP + PORTS,
    "228, " + V4_TCP + PORTS,
    // eight bytes of options; then a first fragment with more to come; then an AH header
    "101, 47000030 00010000 40060000 " + V4_ADDRESSES + "0101010101010101 " + PORTS,
    "101, 45000028 00012000 40060000 " + V4_ADDRESSES + PORTS,
    "101, 45000040 00010000 40330000 "
        + V4_ADDRESSES
        + "0604000000000000 0000000000000000 0000000000000000 "
        + PORTS,
    // no total length, as left to the network card
    "101, 45000000 00010000 40060000 " + V4_ADDRESSES + PORTS,
  })
  void tcpOverIpv4IsFoundBehindWhatStandsBeforeIt(int linkType, String frame) {
    FrameView view = view(linkType, frame);
    assertThat(view.ipVersion()).isEqualTo(4);
    assertThat(source(view)).hasToString("192.168.1.20");
    assertThat(destination(view)).hasToString("203.0.113.5");
    assertThat(view.protocol()).isEqualTo(6);
    assertThat(view.sourcePort()).isEqualTo(0xc000);
    assertThat(view.destinationPort()).isEqualTo(443);
    assertThat(view.hasMacAddresses()).isEqualTo(linkType == LinkTypes.ETHERNET);
    assertThat(view.sourceMac()).isEqualTo(view.hasMacAddresses() ? 0x010203040506L : 0);
    assertThat(view.destinationMac()).isEqualTo(view.hasMacAddresses() ? 0x0a0b0c0d0e0fL : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "60000000 0014 11 40 " + V6_ADDRESSES + PORTS,
    "60000000 0000 11 40 " + V6_ADDRESSES + PORTS,
    // hop-by-hop options, destination options of 16 bytes, routing, first fragment
    "60000000 0040 00 40 "
        + V6_ADDRESSES
        + "3c00000000000000 2b010000000000000000000000000000"
        + " 2c00000000000000 1100000100000001 "
        + PORTS,
  })
  void udpOverIpv6IsFoundBehindExtensionHeaders(String packet) {
    FrameView view = view(LinkTypes.RAW_IPV6, packet);
    assertThat(view.ipVersion()).isEqualTo(6);
    assertThat(source(view)).isEqualTo(InternetAddress.parse("2001:db8::1"));
    assertThat(destination(view)).isEqualTo(InternetAddress.parse("2001:db8::2"));
    assertThat(view.protocol()).isEqualTo(17);
    assertThat(view.sourcePort()).isEqualTo(0xc000);
    assertThat(view.destinationPort()).isEqualTo(443);
  }

  @ParameterizedTest
  @CsvSource({
    // IPv4 and IPv6 fragments after the first; ICMP; ports beyond the total length (padding); cut
    "6, 45000028 00010001 40060000 " + V4_ADDRESSES + PORTS,
    "17, 60000000 001c 2c 40 " + V6_ADDRESSES + "1100000800000001 " + PORTS,
    "1, 4500001c 00010000 40010000 " + V4_ADDRESSES + PORTS,
    "6, 45000016 00010000 40060000 " + V4_ADDRESSES + PORTS,
    "6, 45000028 00010000 40060000 " + V4_ADDRESSES + "c000 01",
    "59, 60000000 0000 3b 40 " + V6_ADDRESSES + PORTS,
    // a chain that is cut before its end has no protocol
    "0, 60000000 0014 00 40 " + V6_ADDRESSES + "110000",
  })
  void withoutPortsThereIsStillTheProtocol(int protocol, String packet) {
    FrameView view = view(LinkTypes.RAW_IP, packet);
    assertThat(view.ipVersion()).isNotZero();
    assertThat(view.protocol()).isEqualTo(protocol);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.destinationPort()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, " + MACS + "0806 " + V4_TCP,
    "1, " + MACS + "0800 45000028 00010000 40060000 c0a80114 cb0071",
    "1, " + MACS + "0800 44000028 00010000 40060000 " + V4_ADDRESSES + PORTS,
    "1, " + MACS + "86dd " + V4_TCP + PORTS,
    "1, " + MACS + "8100 0005 08",
    "1, " + MACS + "8847 000010ff",
    "1, " + MACS + "8864 11000001 002a c021 " + V4_TCP,
    "101, 55000028 00010000 40060000 " + V4_ADDRESSES + PORTS,
    "229, " + V4_TCP + PORTS,
    "228, ''",
  })
  void whatCarriesNoWholeIpHeaderIsNoIp(int linkType, String frame) {
    FrameView view = view(linkType, frame);
    assertThat(view.ipVersion()).isZero();
    assertThat(source(view)).isEqualTo(new InternetAddress(0, 0));
    assertThat(destination(view)).isEqualTo(new InternetAddress(0, 0));
    assertThat(view.protocol()).isZero();
    assertThat(view.sourcePort()).isZero();
  }

  @Test
  void nothingOfTheFrameBeforeIsLeft() {
    byte[] bytes = HexFormat.of().parseHex((V4_TCP + PORTS).replace(" ", ""));
    FrameView view = new FrameView(bytes, Tunnel.OUTER);
    view.moveTo(0, LinkTypes.RAW_IP);
    view.moveTo(0, 0, bytes.length, bytes.length, 60);
    assertThat(view.ipVersion()).isEqualTo(4);
    view.moveTo(0, 0, 3, 3, 60);
    assertThat(view.ipVersion()).isZero();
    assertThat(view.sourceAddressLow()).isZero();
    assertThat(view.destinationPort()).isZero();
  }

  @Test
  void aFrameCutWithinItsAddressesHasNone() {
    FrameView view = view(LinkTypes.ETHERNET, "0a0b0c0d0e0f 0102030405");
    assertThat(view.hasMacAddresses()).isFalse();
    assertThat(view.sourceMac()).isZero();
    assertThat(view.destinationMac()).isZero();
  }

  /** The frame stands in the midst of other bytes, which must not be read. */
  private static FrameView view(int linkType, String frame) {
    byte[] bytes = HexFormat.of().parseHex("ffffff" + frame.replace(" ", "") + "ff".repeat(64));
    FrameView view = new FrameView(bytes, Tunnel.OUTER);
    view.moveTo(0, linkType);
    view.moveTo(0, 3, bytes.length - 3 - 64, bytes.length - 3 - 64, 60);
    return view;
  }

  private static InternetAddress source(Packet packet) {
    return new InternetAddress(packet.sourceAddressHigh(), packet.sourceAddressLow());
  }

  private static InternetAddress destination(Packet packet) {
    return new InternetAddress(packet.destinationAddressHigh(), packet.destinationAddressLow());
  }
}
