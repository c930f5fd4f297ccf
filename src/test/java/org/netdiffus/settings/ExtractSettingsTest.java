package org.netdiffus.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractSettingsTest {
  @Test
  void theDefaultsAreThese() {
    assertThat(settings("extract.input=in", "extract.output=out"))
        .isEqualTo(
            new ExtractSettings(
                "in",
                true,
                "out",
                "auto",
                "parent",
                "",
                "ip",
                "outer",
                new ExtractSettings.Traces("file", 0, 0, 0, "64m", "", false),
                List.of("bytes-down"),
                250_000_000,
                0,
                720,
                "first-sender",
                "hash",
                "",
                0.8,
                1,
                "",
                new ExtractSettings.Table(
                    "time",
                    "size",
                    "direction",
                    "s",
                    List.of("1", "+1", "up", "out", "s"),
                    List.of("-1", "down", "in", "r"),
                    List.of("b"),
                    List.of())));
  }

  @Test
  void everyKeyReachesItsPlace() {
    assertThat(
            settings(
                "extract.input=a",
                "extract.follow-links=false",
                "extract.output=b",
                "extract.format=bins",
                "extract.label=column:app",
                "extract.trace-column=flow",
                "extract.packets=all",
                "extract.tunnels=inner",
                "extract.trace=flow",
                "extract.idle-timeout=15s",
                "extract.active-timeout=30m",
                "extract.max-packets=9",
                "extract.split-size=512k",
                "extract.index=i",
                "extract.strict-index=true",
                "extract.feature=size, gap",
                "extract.bin-width=2s",
                "extract.bin-packets=50",
                "extract.length=30",
                "extract.client=private-networks",
                "extract.split=order",
                "extract.split-group=x+",
                "extract.train-share=0.5",
                "extract.seed=-9",
                "extract.pseudonyms=key",
                "extract.table.time=t",
                "extract.table.size=l",
                "extract.table.direction=d",
                "extract.table.time-unit=us",
                "extract.table.up=[U]",
                "extract.table.down=[D, E]",
                "extract.table.bin-prefix=[pl, iat]",
                "extract.table.length=n"))
        .isEqualTo(
            new ExtractSettings(
                "a",
                false,
                "b",
                "bins",
                "column:app",
                "flow",
                "all",
                "inner",
                new ExtractSettings.Traces(
                    "flow", 15_000_000_000L, 1_800_000_000_000L, 9, "512k", "i", true),
                List.of("size", "gap"),
                2_000_000_000,
                50,
                30,
                "private-networks",
                "order",
                "x+",
                0.5,
                -9,
                "key",
                new ExtractSettings.Table(
                    "t",
                    "l",
                    "d",
                    "us",
                    List.of("U"),
                    List.of("D", "E"),
                    List.of("pl", "iat"),
                    List.of("n"))));
  }

  @Test
  void whatIsMissingOrOutsideItsRangeIsNamed() {
    assertThatThrownBy(() -> settings("extract.output=b"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("extract.input is not set");
    assertThatThrownBy(
            () -> settings("extract.input=a", "extract.output=b", "extract.train-share=1"))
        .hasMessageStartingWith("extract.train-share = 1.0");
    assertThatThrownBy(
            () -> settings("extract.input=a", "extract.output=b", "extract.split-size=much"))
        .hasMessageStartingWith("extract.split-size = much");
  }

  private static ExtractSettings settings(String... singles) {
    return ExtractSettings.of(ResolvedSettings.resolve(List.of(), List.of(singles)));
  }
}
