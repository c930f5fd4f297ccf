package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSideTest {
  private static final String BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";

  @Test
  void theFirstSenderIsTheClientAndAskingForAnAddressDoesNotCount() throws IOException {
    DirectionRule rule = rule("first-sender", "");

    assertThat(rule.of(MadePacket.arp(MadePacket.DEVICE_MAC, BROADCAST_MAC)))
        .isEqualTo(Direction.UNKNOWN);
    assertThat(rule.of(MadePacket.ip("0.0.0.0", "255.255.255.255"))).isEqualTo(Direction.UNKNOWN);
    assertThat(rule.of(MadePacket.ip("::", "ff02::1"))).isEqualTo(Direction.UNKNOWN);
    assertThat(rule.of(MadePacket.ip("192.0.2.7", "198.51.100.1"))).isEqualTo(Direction.UP);
    assertThat(rule.of(MadePacket.ip("198.51.100.1", "192.0.2.7"))).isEqualTo(Direction.DOWN);
    assertThat(rule.of(MadePacket.ip("192.0.2.7", "203.0.113.9"))).isEqualTo(Direction.UP);
    assertThat(rule.of(MadePacket.ip("203.0.113.9", "198.51.100.1"))).isEqualTo(Direction.UNKNOWN);
  }

  @Test
  void everyCaptureHasItsOwnFirstSender() throws IOException {
    ClientSide side = ClientSide.parse("first-sender").orElseThrow();
    DirectionRule first = side.forCapture(name -> Optional.empty()).orElseThrow();
    DirectionRule second = side.forCapture(name -> Optional.empty()).orElseThrow();

    assertThat(first.of(MadePacket.ip("192.0.2.1", "192.0.2.2"))).isEqualTo(Direction.UP);
    assertThat(second.of(MadePacket.ip("192.0.2.2", "192.0.2.1"))).isEqualTo(Direction.UP);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, 8.8.8.8, UP",
    "8.8.8.8, 192.168.1.5, DOWN",
    "10.1.2.3, 10.3.2.1, UNKNOWN",
    "8.8.8.8, 9.9.9.9, UNKNOWN",
    "172.31.255.255, 1.1.1.1, UP",
    "172.32.0.0, 1.1.1.1, UNKNOWN",
    "169.254.7.7, 239.255.255.250, UP",
    "9.9.9.9, 239.255.255.250, DOWN",
    "9.9.9.9, 255.255.255.255, DOWN",
    "fd00::1, 2001:db8::1, UP",
    "2001:db8::1, fe80::1, DOWN",
    "fe80::1, ff02::fb, UP",
    "fe00::1, 2001:db8::1, UNKNOWN",
  })
  void privateNetworksAreTheClients(String from, String to, Direction direction)
      throws IOException {
    assertThat(rule("private-networks", "").of(MadePacket.ip(from, to))).isEqualTo(direction);
  }

  @Test
  void aBroadcastWithinTheNetworkIsItsSendersUplink() throws IOException {
    assertThat(
            rule("private-networks", "")
                .of(
                    MadePacket.ip(
                        MadePacket.DEVICE_MAC, BROADCAST_MAC, "192.168.1.5", "192.168.1.255")))
        .isEqualTo(Direction.UP);
  }

  @Test
  void blocksOfAListAreTheClients() throws IOException {
    DirectionRule rule = rule("cidr:198.51.100.0/24, 2001:db8::/32", "");

    assertThat(rule.of(MadePacket.ip("198.51.100.200", "192.168.0.1"))).isEqualTo(Direction.UP);
    assertThat(rule.of(MadePacket.ip("192.168.0.1", "198.51.100.200"))).isEqualTo(Direction.DOWN);
    assertThat(rule.of(MadePacket.ip("2001:db8:1::1", "2001:db9::1"))).isEqualTo(Direction.UP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MadePacket.DEVICE_MAC,
        MadePacket.DEVICE_MAC + "\n",
        "aa:bb:cc:dd:ee:ff\r\n" + MadePacket.DEVICE_MAC + "\r\n"
      })
  void whatADeviceOfTheFileSendsIsUplinkAndAllElseDownlink(String file) throws IOException {
    DirectionRule rule = rule("mac-file:mac.txt", file);
    String other = "02:00:00:00:00:09";

    assertThat(rule.of(MadePacket.arp(MadePacket.DEVICE_MAC, BROADCAST_MAC)))
        .isEqualTo(Direction.UP);
    assertThat(rule.of(MadePacket.arp(MadePacket.ROUTER_MAC, MadePacket.DEVICE_MAC)))
        .isEqualTo(Direction.DOWN);
    assertThat(rule.of(MadePacket.arp(MadePacket.ROUTER_MAC, other))).isEqualTo(Direction.DOWN);
  }

  @Test
  void aMissingOrBrokenFileGivesNoRule() throws IOException {
    ClientSide side = ClientSide.parse("mac-file:mac.txt").orElseThrow();

    assertThat(side.forCapture(name -> Optional.empty())).isEmpty();
    assertThat(side.forCapture(name -> Optional.of(""))).isEmpty();
    assertThat(side.forCapture(name -> Optional.of("the device"))).isEmpty();
  }

  @Test
  void otherSettingsAreNone() {
    assertThat(ClientSide.parse("first")).isEmpty();
    assertThat(ClientSide.parse("mac-file:")).isEmpty();
    assertThat(ClientSide.parse("mac-file:../mac.txt")).isEmpty();
    assertThat(ClientSide.parse("cidr:")).isEmpty();
    assertThatThrownBy(() -> ClientSide.parse("cidr:10.0.0.0/40"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/40");
  }

  private static DirectionRule rule(String setting, String file) throws IOException {
    return ClientSide.parse(setting)
        .orElseThrow()
        .forCapture(name -> Optional.of(file))
        .orElseThrow();
  }
}
