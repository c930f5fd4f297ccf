package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "192.168.1.20",
        "10.0.0.1",
        "::",
        "::1",
        "fe80::1:2",
        "2001:db8::",
        "2001:db8:1:2:3:4:5:6",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33",
        "FE80::ABCD"
      })
  void anAddressHasTheBytesThatTheJdkReads(String text) throws Exception {
    InetAddress expected = InetAddress.getByName(text);
    InternetAddress address = InternetAddress.parse(text);
    ByteBuffer bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low());
    if (expected instanceof Inet4Address) {
      assertThat(address.isIpv4()).isTrue();
      assertThat(bytes.array()).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
      assertThat(bytes.array()).endsWith(expected.getAddress());
    } else {
      assertThat(address.isIpv4()).isFalse();
      assertThat(bytes.array()).isEqualTo(expected.getAddress());
    }
    assertThat(InternetAddress.parse(address.toString())).isEqualTo(address);
  }

  @Test
  void theMappedFormIsTheIpv4Address() {
    assertThat(InternetAddress.parse("::ffff:192.0.2.1"))
        .isEqualTo(InternetAddress.parse("192.0.2.1"))
        .hasToString("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host.example",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.04",
        "1.2.3.-4",
        "1::2::3",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "::1.2.3.4:5"
      })
  void whatIsNoAddressIsQuoted(String text) {
    assertThatThrownBy(() -> InternetAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IP address");
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.0.0/16, 192.168.255.255, true",
    "192.168.0.0/16, 192.169.0.0, false",
    "192.168.1.7/24, 192.168.1.200, true",
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 203.0.113.9, true",
    "fe80::/10, febf:ffff::1, true",
    "fe80::/10, fec0::, false",
    "2001:db8::/64, 2001:db8::ffff:1, true",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "2001:db8::1, 2001:db8::1, true",
    "::ffff:0:0/96, 8.8.8.8, true",
  })
  void aBlockContainsWhatSharesItsPrefix(String block, String text, boolean contained) {
    InternetAddress address = InternetAddress.parse(text);
    assertThat(Network.parse(block).contains(address.high(), address.low())).isEqualTo(contained);
  }

  @Test
  void anIpv4BlockCountsItsPrefixFromTheMappedForm() {
    assertThat(Network.parse("10.0.0.0/8")).isEqualTo(new Network(0, 0xffff0a000000L, 104));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8"})
  void aPrefixLengthOutsideItsFamilyIsRefused(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' has no prefix length from 0 to 32 after its slash");
  }

  @Test
  void bitsAfterThePrefixAreNoNetwork() {
    assertThatThrownBy(() -> new Network(0, 0xffff0a000001L, 104))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("10.0.0.1 has bits set after its prefix of 104");
    assertThatThrownBy(() -> new Network(0, 0, 129))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix length 129 is outside 0..128");
  }
}
