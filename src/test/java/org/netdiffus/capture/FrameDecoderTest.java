package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final String MACS = "0a0b0c0d0e0f 010203040506 ";
  private static final String INNER =
      "4500001c 00010000 40110000 c0a80114 cb007105 c000 01bb 0008 0000 ";
  private static final String INNER_6 =
      "60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002 ";
  private static final String WIRELESS_ADDRESSES = "0a0b0c0d0e0f 010203040506 0708090a0b0c 0000 ";
  private static final String SNAP = "aaaa03 000000 0800 ";

  @ParameterizedTest
  @CsvSource({
    "0, 02000000 " + INNER,
    "0, 00000002 " + INNER,
    "108, 00000002 " + INNER,
    "113, 0000 0001 0006 0102030405060000 0800 " + INNER,
    "276, 0800 0000 00000001 0001 00 06 0102030405060000 " + INNER,
    "9, 0021 " + INNER,
    "9, 21 " + INNER,
    "9, ff03 0021 " + INNER,
    "50, 0f00 0800 " + INNER,
    "51, 11000001 001e 0021 " + INNER,
    "104, 0f00 0800 " + INNER,
    "166, 01 ff03 0021 " + INNER,
    "204, 01 ff03 0021 " + INNER,
    "105, 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    // quality of service; four addresses; an aggregate
    "105, 8800 0000 " + WIRELESS_ADDRESSES + "0000 " + SNAP + INNER,
    "105, 0803 0000 " + WIRELESS_ADDRESSES + "0d0e0f101112 " + SNAP + INNER,
    "105, 8800 0000 " + WIRELESS_ADDRESSES + "8000 " + MACS + "0024 " + SNAP + INNER,
    "127, 00 00 0800 00000000 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    // a second word, a time, and padding behind the MAC header
    "127, 00 00 2200 03000080 00000000 00000000 0000000000000000 20 00000000000000 0000"
        + " 8800 0000 "
        + WIRELESS_ADDRESSES
        + "0000 0000 "
        + SNAP
        + INNER,
    "119, 00000041 0c000000 00000000 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "163, 80211001 00000010 0000000000000000 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "192, 00 00 0800 69000000 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "192, 00 00 0800 01000000 " + MACS + "0800 " + INNER,
    // Ethernet with a length and LLC; a pseudo-wire; a backbone; NSH; a Cisco tag
    "1, " + MACS + "0024 " + SNAP + INNER,
    "1, " + MACS + "8847 000011ff 00000000 " + MACS + "0800 " + INNER,
    "1, " + MACS + "88e7 00001234 " + MACS + "0800 " + INNER,
    "1, " + MACS + "894f 0002 01 01 00000000 " + INNER,
    "1, " + MACS + "8909 0101 0001 0005 0800 " + INNER,
  })
  void udpOverIpIsFoundBehindEveryLinkLayer(int linkType, String frame) {
    FrameView view = view(Tunnel.OUTER, linkType, frame);
    assertInner(view);
    assertThat(view.ipLength()).isEqualTo(28);
  }

  @ParameterizedTest
  @CsvSource({
    // too short for what it says, an encrypted frame, a management frame, a frame without data
    "0, 020000",
    "0, 07000000 " + INNER,
    "113, 0000 0001 0006",
    "105, 0840 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "105, 8000 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "105, 4800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "127, 00 00 ff00 00000000 0800 0000 " + WIRELESS_ADDRESSES + SNAP + INNER,
    "127, 00 00 0000 00000000",
    "192, 00 00 0800 c0000000 00 00 0800 c0000000 00 00 0800 c0000000 00 00 0800 c0000000"
        + " 00 00 0800 c0000000 00 00 0800 65000000 "
        + INNER,
    // not decoded, and not guessed
    "107, 1861 0800 " + INNER,
    "147, " + INNER,
  })
  void whatIsNotKnownIsNotGuessed(int linkType, String frame) {
    assertThat(view(Tunnel.OUTER, linkType, frame).ipVersion()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "47, 0000 0800 " + INNER,
    "47, b000 0800 00000000 00000001 00000002 " + INNER,
    "47, 2000 6558 00000001 " + MACS + "0800 " + INNER,
    "47, 3081 880b 00220001 00000001 00000001 ff03 0021 " + INNER,
    "47, 0000 88be " + MACS + "0800 " + INNER,
    "47, 1000 88be 00000001 1000000000000000 " + MACS + "0800 " + INNER,
    "47, 1000 22eb 00000001 200000000000000000000000 " + MACS + "0800 " + INNER,
    "47, 1000 22eb 00000001 200000000000000000000001 0000000000000000 " + MACS + "0800 " + INNER,
    "47, 2001 6400 002a 0100 " + MACS + "0800 " + INNER,
    "4, " + INNER,
    "97, 3000 " + MACS + "0800 " + INNER,
    "137, 000011ff " + INNER,
    "17, d000 12b5 0000 0000 08000000 00000100 " + MACS + "0800 " + INNER,
    "17, d000 12b6 0000 0000 0c000001 00000100 " + INNER,
    "17, d000 17c1 0000 0000 01006558 00000100 00000000 " + MACS + "0800 " + INNER,
    "17, d000 0868 0000 0000 30ff001c 00000001 " + INNER,
    "17, d000 0868 0000 0000 34ff0024 00000001 000000 85 01 1000 00 " + INNER,
    "17, d000 06a5 0000 0000 0002 0001 0002 ff03 0021 " + INNER,
    "17, 06a5 d000 0000 0000 4a02 0030 0001 0002 0000 0000 0002 0000 0021 " + INNER,
    "17, d000 19eb 0000 0000 000011ff " + INNER,
    "17, d000 1292 0000 0000 0000 0800 " + INNER,
  })
  void anInnerPacketIsFoundThroughItsTunnel(int protocol, String payload) {
    String outer = "4500 0000 00010000 40 %02x 0000 0a000001 0a000002 ".formatted(protocol);
    assertInner(view(Tunnel.INNER, LinkTypes.RAW_IP, outer + payload));
    FrameView outside = view(Tunnel.OUTER, LinkTypes.RAW_IP, outer + payload);
    assertThat(outside.sourceAddressLow() & 0xffff_ffffL).isEqualTo(0x0a000001);
    assertThat(outside.protocol()).isEqualTo(protocol);
    assertThat(outside.isOffloaded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "41, " + INNER_6,
    "17, d000 0dd8 0000 0000 " + INNER_6,
    "17, 0dd8 d000 0000 0000 0001 0000 0000000000000000 00 0000 d0000a000001 " + INNER_6,
  })
  void anInnerPacketOfIpv6IsFound(int protocol, String payload) {
    String outer = "4500 0000 00010000 40 %02x 0000 0a000001 0a000002 ".formatted(protocol);
    FrameView view = view(Tunnel.INNER, LinkTypes.RAW_IP, outer + payload);
    assertThat(view.ipVersion()).isEqualTo(6);
    assertThat(view.ipLength()).isEqualTo(40);
    assertThat(view.protocol()).isEqualTo(59);
    assertThat(view.hasPorts()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // not IP inside; routing in GRE; a control message; cut; beyond the datagram; a later fragment
    "0000, 2f, 0000 8137 " + INNER,
    "0000, 2f, 4000 0800 00000000 " + INNER,
    "0000, 11, d000 06a5 0000 0000 8002 0001 0002 0003 " + INNER,
    "0000, 11, d000 17c1 0000 0000 3f006558 00000100 ",
    "0000, 11, d000 12b5 0010 0000 08000000 00000100 " + MACS + "0800 " + INNER,
    "0010, 04, " + INNER,
  })
  void aTunnelWithoutAPacketCountsByItsOwnHeader(String fragment, String protocol, String payload) {
    String outer = "4500 0000 0001 %s 40 %s 0000 0a000001 0a000002 ".formatted(fragment, protocol);
    FrameView view = view(Tunnel.INNER, LinkTypes.RAW_IP, outer + payload);
    assertThat(view.sourceAddressLow() & 0xffff_ffffL).isEqualTo(0x0a000001);
  }

  @Test
  void aNestDeeperThanAnyoneNeedsEndsTheSearch() {
    String header = "4500 0000 00010000 40 04 0000 0a000001 0a000002 ";
    FrameView view = view(Tunnel.INNER, LinkTypes.RAW_IP, header.repeat(5_000) + INNER);
    assertThat(view.sourceAddressLow() & 0xffff_ffffL).isEqualTo(0x0a000001);
  }

  @Test
  void headersBehindTheAddressesAreTold() {
    FrameView view =
        view(
            Tunnel.OUTER,
            LinkTypes.ETHERNET,
            MACS
                + "8100 2064 0800 4500002a 00012000 40060000 c0a80114 cb007105"
                + " c000 01bb 00000000 00000000 5112 0000 0000 0000 abcd 0000");
    assertThat(view.hasVlan()).isTrue();
    assertThat(view.vlan()).isEqualTo(100);
    assertThat(view.hasTcpFlags()).isTrue();
    assertThat(view.tcpFlags()).isEqualTo(0x112);
    assertThat(view.isFragment()).isTrue();
    assertThat(view.fragmentOffset()).isZero();
    assertThat(view.ipLength()).isEqualTo(42);
    assertThat(view.isOffloaded()).isFalse();
    assertThat(view.payload(100)).containsExactly(0xab, 0xcd);
    assertThat(view.payload(1)).containsExactly(0xab);
    assertThat(view.frame(2)).containsExactly(0x0a, 0x0b);
  }

  /** Whatever the bytes are, the decoder ends, and stays within the frame. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void randomFramesOfEveryLinkTypeAreDecoded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] types = {0x08004500, 0x86dd6000, 0x8100, 0x88470000, 0x8864, 0x0000aaaa, 0x00214500};
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      for (int word = 0; word < 3 && bytes.length > 8; word++) {
        int at = random.nextInt(bytes.length - 3);
        int type = types[random.nextInt(types.length)];
        for (int i = 0; i < 4; i++) {
          bytes[at + i] = (byte) (type >>> (24 - 8 * i));
        }
      }
      FrameView view = new FrameView(bytes, run % 2 == 0 ? Tunnel.OUTER : Tunnel.INNER);
      view.moveTo(0, random.nextInt(280));
      view.moveTo(0, 0, bytes.length, bytes.length, bytes.length);
      assertThat(view.ipVersion()).isIn(0, 4, 6);
      assertThat(view.payload(1_000).length).isLessThanOrEqualTo(bytes.length);
    }
  }

  private static FrameView view(Tunnel tunnel, int linkType, String frame) {
    byte[] bytes = HexFormat.of().parseHex("ffff" + frame.replace(" ", "") + "ff".repeat(64));
    FrameView view = new FrameView(bytes, tunnel);
    int length = bytes.length - 2 - 64;
    view.moveTo(0, linkType);
    view.moveTo(0, 2, length, length, length);
    return view;
  }

  private static void assertInner(FrameView view) {
    assertThat(view.ipVersion()).isEqualTo(4);
    assertThat(new InternetAddress(view.sourceAddressHigh(), view.sourceAddressLow()))
        .hasToString("192.168.1.20");
    assertThat(view.protocol()).isEqualTo(17);
    assertThat(view.sourcePort()).isEqualTo(0xc000);
    assertThat(view.destinationPort()).isEqualTo(443);
  }
}
