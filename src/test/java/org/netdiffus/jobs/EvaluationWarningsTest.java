package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationWarningsTest {
  private static final SortedMap<String, Long> TRAINING =
      new TreeMap<>(Map.of("a", 114L, "b", 91L));

  @Test
  void aSetWithFewerTilesThanItMayHaveIsNamedWithItsNumbers() {
    assertThat(fewer(100, 91, "1x"))
        .containsExactly(
            "A set: 191 tiles, where evaluate.synthetic-per-class allows 205: 1 of 2 classes have"
                + " fewer.");
    assertThat(fewer(100, 91, "120"))
        .containsExactly(
            "A set: 191 tiles, where evaluate.synthetic-per-class allows 240: 2 of 2 classes have"
                + " fewer.");
  }

  @Test
  void asManyAsThereMayBeAreNoNews() {
    assertThat(fewer(114, 91, "1x")).isEmpty();
    assertThat(fewer(57, 46, "0.5x")).isEmpty();
    assertThat(fewer(1, 1, "all")).isEmpty();
  }

  private static List<String> fewer(long a, long b, String limit) {
    return EvaluationWarnings.fewer(
        "A set",
        new TreeMap<>(Map.of("a", a, "b", b)),
        TRAINING,
        CandidateLimit.parse("evaluate.synthetic-per-class", limit));
  }
}
