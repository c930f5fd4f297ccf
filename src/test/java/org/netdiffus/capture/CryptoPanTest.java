package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoPanTest {
  private static final String KEY =
      "1522178d33a4cf80130a5b1649907d10d8988f837979652762574c2d2a842202";

  private final AddressNames names = rule(KEY).names();

  @Test
  void thePublishedAddressesHaveTheirPublishedPseudonyms() throws IOException {
    List<String> vectors =
        Files.readAllLines(Path.of("src/test/resources/golden/crypto-pan.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(vectors).hasSize(76);
    for (String vector : vectors) {
      String[] both = vector.split(" ", -1);
      assertThat(names.of(InternetAddress.parse(both[0])))
          .as(vector)
          .isEqualTo(InternetAddress.parse(both[1]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48, 128})
  void addressesShareAsManyFirstBitsAsTheirPseudonyms(int bits) {
    Random random = new Random(bits);
    for (int i = 0; i < 200; i++) {
      int shared = random.nextInt(bits);
      long high = random.nextLong();
      long low = random.nextLong();
      boolean inHigh = shared < 64;
      long after = 1L << (63 - shared % 64);
      long noise = random.nextLong() & (after - 1);
      long otherHigh = inHigh ? high ^ after ^ noise : high;
      long otherLow = inHigh ? random.nextLong() : low ^ after ^ noise;
      assertThat(firstBits(named(bits, high, low), named(bits, otherHigh, otherLow)))
          .isEqualTo(shared);
    }
  }

  /** The pseudonym of the first bits of an address, its own first bit highest. */
  private long[] named(int bits, long high, long low) {
    return switch (bits) {
      case 32 -> {
        InternetAddress name = names.of(InternetAddress.ofIpv4((int) (high >>> 32)));
        assertThat(name.isIpv4()).isTrue();
        yield new long[] {name.low() << 32, 0};
      }
      case 48 -> new long[] {names.ofMac(high >>> 16) << 16, 0};
      default -> {
        InternetAddress name = names.of(new InternetAddress(high, low));
        yield new long[] {name.high(), name.low()};
      }
    };
  }

  private static int firstBits(long[] one, long[] other) {
    int high = Long.numberOfLeadingZeros(one[0] ^ other[0]);
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(one[1] ^ other[1]);
  }

  @Test
  void manyAddressesAreNamedInTheSameWayAgain() {
    List<InternetAddress> addresses =
        IntStream.range(0, 70_000).mapToObj(i -> InternetAddress.ofIpv4(i * 7919)).toList();
    List<InternetAddress> first = addresses.stream().map(names::of).toList();
    for (int at : new int[] {69_990, 0}) {
      assertThat(addresses.subList(at, at + 10).stream().map(names::of))
          .isEqualTo(first.subList(at, at + 10));
    }
    assertThat(Set.copyOf(first)).hasSameSizeAs(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/128.11.68.132.pcap#tcp/129.118.74.4:443/130.132.252.244:1"
            + " | a/135.242.180.132.pcap#tcp/134.136.186.123:443/133.68.164.234:1",
        "x.csv#128.11.68.132-129.118.74.4-443-6 | x.csv#135.242.180.132-134.136.186.123-443-6",
        "t/128.011.068.132.02345-129.118.074.004.00443"
            + " | t/135.242.180.132.02345-134.136.186.123.00443",
        "a#::ffff:128.11.68.132 | a#::ffff:135.242.180.132",
        "a#[2001:db8::1]:53 | a#[4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1e]:53",
        "a#2001:0db8:0:0:0:0:0:2/7 | a#4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1c/7",
        "at 12:30:59 from 0a:0b:0c:0d:0e:0f, v1.2.3 | at 12:30:59 from 0a:0b:0c:0d:0e:0f, v1.2.3",
        "1234.5.6.7 256.1.1.1999 | 1234.5.6.7 256.1.1.1999",
      })
  void addressesInTextsAreReplacedAndNothingElse(String text, String named) {
    assertThat(names.inText(text)).isEqualTo(named);
    assertThat(AddressNames.AS_CAPTURED.inText(text)).isEqualTo(text);
  }

  @Test
  void aKeyIsRawOrHexadecimalAndNeverTold() {
    byte[] raw = HexFormat.of().parseHex(KEY);
    assertThat(AddressRule.Keyed.of(raw)).isEqualTo(rule(KEY)).isEqualTo(rule(" " + KEY + "\r\n"));
    assertThat(AddressRule.Keyed.of(raw)).isNotEqualTo(rule(KEY.replace('8', '9')));
    assertThat(rule(KEY)).hasToString("Keyed");
    for (byte[] unfit :
        List.of(
            new byte[0],
            Arrays.copyOf(raw, 31),
            "no key".repeat(10).getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> AddressRule.Keyed.of(unfit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "it has "
                  + unfit.length
                  + " bytes, and is neither a key of 32 bytes nor one of 64 hexadecimal digits");
    }
  }

  private static AddressRule rule(String text) {
    return AddressRule.Keyed.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
