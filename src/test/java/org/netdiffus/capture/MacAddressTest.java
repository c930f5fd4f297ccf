package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"20:f8:5e:ca:91:e2", "20-F8-5E-CA-91-E2", "20f85eca91e2", " 20:F8:5e:ca:91:e2\n"})
  void everyWrittenFormIsTheSameAddress(String text) {
    assertThat(MacAddress.parse(text)).isEqualTo(0x20f85eca91e2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20:f8:5e:ca:91",
        "20:f8:5e:ca:91:e2:00",
        "20:f8-5e:ca:91:e2",
        "20:f8:5e:ca:91:g2",
        "20:f8:5e:ca:9:1e2",
        "20f85eca91e"
      })
  void whatIsNoAddressIsQuoted(String text) {
    assertThatThrownBy(() -> MacAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a MAC address");
  }
}
