package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.netdiffus.capture.InternetAddress;

class AddressLabelTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TraceKey CHAT = flow("10.0.0.5", 50_000, "203.0.113.7", 443);
  private static final TraceKey VIDEO = flow("10.0.0.5", 50_001, "198.51.100.9", 8080);

  @Test
  void theFirstRowOfWhichOneEndHasAddressAndPortAndTheTimeFitsIsTheLabel() {
    LabelRule table =
        AddressLabel.table(
            """
            address,port,from,until,label
            203.0.113.0/24,80,,,web
            203.0.113.7,443,100.5,200,chat
            198.51.100.9,,1970-01-01T00:01:00Z,,video
            ,8080,,,other
            """);

    assertThat(label(table, CHAT, 100 * SECOND)).isEmpty();
    assertThat(label(table, CHAT, 100 * SECOND + SECOND / 2)).contains("chat");
    assertThat(label(table, CHAT, 200 * SECOND - 1)).contains("chat");
    assertThat(label(table, CHAT, 200 * SECOND)).isEmpty();
    assertThat(label(table, VIDEO, 60 * SECOND)).contains("video");
    assertThat(label(table, VIDEO, 60 * SECOND - 1)).contains("other");
  }

  @Test
  void aPortIsThatOfTheEndWithTheAddress() {
    LabelRule table = AddressLabel.table("address\tport\tlabel\n10.0.0.5\t443\tserver\n");

    assertThat(label(table, CHAT, 0)).isEmpty();
    assertThat(label(table, flow("10.0.0.5", 443, "203.0.113.7", 50_000), 0)).contains("server");
  }

  @Test
  void aHostHasItsAddressAloneAndAFileOnlyItsTime() {
    LabelRule.Addressed table =
        (LabelRule.Addressed)
            AddressLabel.table(
                "address,port,until,label\n10.0.0.5,443,,a\n10.0.0.0/8,,,b\n,,10,c\n");
    InternetAddress host = InternetAddress.parse("10.0.0.5");
    TraceKey key = TraceKey.host(host.high(), host.low());

    assertThat(AddressLabel.of(table.rows(), TraceRule.Unit.HOST, key, 0)).contains("b");
    assertThat(AddressLabel.of(table.rows(), TraceRule.Unit.FILE, TraceKey.FILE, 0)).contains("c");
    assertThat(AddressLabel.of(table.rows(), TraceRule.Unit.FILE, TraceKey.FILE, 10 * SECOND))
        .isEmpty();
  }

  @Test
  void aTableThatCannotBeUsedSaysWhere() {
    assertThatThrownBy(() -> AddressLabel.table("")).hasMessage("the table is empty");
    assertThatThrownBy(() -> AddressLabel.table("address\n10.0.0.1\n"))
        .hasMessage("there is no column label");
    assertThatThrownBy(() -> AddressLabel.table("label,path\na,b\n"))
        .hasMessage("there is no column address or port or from or until");
    assertThatThrownBy(() -> AddressLabel.table("label,port\na,1\nb,70000\n"))
        .hasMessage("line 3: '70000' is no port");
    assertThatThrownBy(() -> AddressLabel.table("label,from\na,noon\n"))
        .hasMessage("line 2: 'noon' is no time");
    assertThatThrownBy(() -> AddressLabel.table("label,address\na,10.0.0.0/33\n"))
        .hasMessageStartingWith("line 2: '10.0.0.0/33'");
  }

  private static Optional<String> label(LabelRule rule, TraceKey key, long start) {
    return AddressLabel.of(((LabelRule.Addressed) rule).rows(), TraceRule.Unit.FLOW, key, start);
  }

  private static TraceKey flow(String low, int lowPort, String high, int highPort) {
    InternetAddress one = InternetAddress.parse(low);
    InternetAddress other = InternetAddress.parse(high);
    return new TraceKey(
        6, lowPort << 16 | highPort, one.high(), one.low(), other.high(), other.low());
  }
}
