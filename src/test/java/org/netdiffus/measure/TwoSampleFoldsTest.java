package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TwoSampleFoldsTest {
  private static final TwoSampleTest DIVIDED = TwoSampleTest.of(new int[23], new int[31], 7);

  @Test
  void everyExampleIsAskedOnceAndNeverLearntByTheFoldThatAsksIt() {
    int[] asked = folds().flatMapToInt(fold -> IntStream.of(fold.asked())).sorted().toArray();
    assertThat(asked).containsExactly(IntStream.range(0, 54).toArray());
    assertThat(folds())
        .allSatisfy(
            fold -> {
              assertThat(fold.learnt()).doesNotContain(fold.asked()).hasSize(54 - asked(fold));
              // 23 and 31 examples in five folds.
              assertThat(IntStream.of(fold.asked()).filter(i -> i < 23).count()).isBetween(4L, 5L);
              assertThat(IntStream.of(fold.asked()).filter(i -> i >= 23).count()).isBetween(6L, 7L);
            });
    assertThat(TwoSampleTest.of(new int[23], new int[31], 8).fold(0).asked())
        .isNotEqualTo(DIVIDED.fold(0).asked());
  }

  @Test
  void eachFoldAsksAsManyOfAClassFromBothSets() {
    int[] first = {0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
    int[] second = {2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 2, 2};
    for (long seed = 0; seed < 20; seed++) {
      TwoSampleTest divided = TwoSampleTest.of(first, second, seed);
      for (int fold = 0; fold < TwoSampleTest.FOLDS; fold++) {
        int[] asked = divided.fold(fold).asked();
        assertThat(IntStream.of(asked).filter(i -> i < 13).map(i -> first[i]).sorted())
            .containsExactlyElementsOf(
                IntStream.of(asked)
                    .filter(i -> i >= 13)
                    .map(i -> second[i - 13])
                    .sorted()
                    .boxed()
                    .toList());
      }
    }
  }

  @Test
  void equalScoresCountHalf() {
    // Folds of one example of the first set and two of the second, by the place of the fold.
    TwoSampleTest pairs =
        TwoSampleTest.ofFolds(new int[] {0, 1, 2, 3, 4}, new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4});
    TwoSampleTest.Result found =
        pairs.result(
            List.of(
                new double[] {1, 1, 1}, // 1/2
                new double[] {1, 1, 2}, // 3/4
                new double[] {-1, -2, -1}, // 1/4
                new double[] {0.0, -0.0, 3}, // both zeros are one score: 3/4
                new double[] {-5, 4, 4})); // 1
    assertThat(found.area()).isCloseTo((0.5 + 0.75 + 0.25 + 0.75 + 1) / 5, within(1e-15));
    // Of the first set three scores are at most 0, of the second seven of ten are above it.
    assertThat(found.accuracy()).isCloseTo((3.0 / 5 + 7.0 / 10) / 2, within(1e-15));
  }

  @Test
  void theFirstFoldsAloneSpeakForTheirExamples() {
    TwoSampleTest pairs =
        TwoSampleTest.ofFolds(new int[] {0, 1, 2, 3, 4}, new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4});
    TwoSampleTest.Result found =
        pairs.result(List.of(new double[] {1, 1, 1}, new double[] {-1, 1, 2}));
    assertThat(found.area()).isCloseTo((0.5 + 1) / 2, within(1e-15));
    assertThat(found.accuracy()).isCloseTo((1.0 / 2 + 4.0 / 4) / 2, within(1e-15));
    assertThat(found.error()).isEqualTo(TwoSampleTest.error(found.area(), 2, 4));
  }

  @Test
  void whatAreNotTheScoresOfAllExamplesIsNamed() {
    assertThatThrownBy(() -> TwoSampleTest.of(new int[4], new int[9], 1))
        .hasMessage("4 and 9 examples do not make 5 folds");
    assertThatThrownBy(() -> DIVIDED.result(List.of()))
        .hasMessage("0 folds were scored, not 1 to 5");
    assertThatThrownBy(() -> DIVIDED.result(folds().map(fold -> new double[1]).toList()))
        .hasMessageMatching("1 scores of 1[0-2] examples");
  }

  private static Stream<TwoSampleTest.Fold> folds() {
    return IntStream.range(0, TwoSampleTest.FOLDS).mapToObj(DIVIDED::fold);
  }

  private static int asked(TwoSampleTest.Fold fold) {
    return fold.asked().length;
  }
}
