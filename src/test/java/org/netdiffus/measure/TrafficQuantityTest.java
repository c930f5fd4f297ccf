package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficQuantityTest {
  @Test
  void quantitiesHaveTheNamesOfNetShareWhereItHasThem() {
    assertThat(TrafficQuantity.VALUE.inNetShare("signed-size")).isEqualTo("PS");
    assertThat(TrafficQuantity.TOTAL.inNetShare("packets")).isEqualTo("PKT");
    assertThat(TrafficQuantity.TOTAL.inNetShare("bytes-down")).isEqualTo("BYT");
    assertThat(TrafficQuantity.LENGTH.inNetShare("gap")).isEqualTo("FS");
    assertThat(TrafficQuantity.LENGTH.inNetShare("bytes-down")).isEqualTo("TD");
  }

  @Test
  void aGapIsNoArrivalTime() {
    assertThat(TrafficQuantity.VALUE.inNetShare("gap")).isEmpty();
  }
}
