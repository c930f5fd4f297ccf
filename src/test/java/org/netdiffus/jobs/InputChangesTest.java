package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.spark.InputIdentity;

class InputChangesTest {
  @Test
  void filesThatCameChangedAndWentAreNamed() {
    List<InputIdentity> before = List.of(file("a", "1"), file("b", "2"), file("c", "3"));
    List<InputIdentity> now = List.of(file("a", "1"), file("c", "4"), file("d", "3"));

    assertThat(InputChanges.between(before, now).named())
        .isEqualTo("; new: d; changed: c; gone: b");
    assertThat(InputChanges.between(before, before).named()).isEmpty();
    // Listed and not read: of the same size, so it may be the same.
    assertThat(InputChanges.between(before, List.of(InputIdentity.listed("a", 1))).changed())
        .isEmpty();
  }

  @Test
  void ofManyOnlyTheFirstAreNamed() {
    List<InputIdentity> now =
        IntStream.range(0, 8).mapToObj(i -> file("day/" + i, "content")).toList();

    assertThat(InputChanges.between(List.of(), now).named())
        .isEqualTo("; new: day/0, day/1, day/2, day/3, day/4 and 3 more");
  }

  private static InputIdentity file(String path, String content) {
    return InputIdentity.of(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
