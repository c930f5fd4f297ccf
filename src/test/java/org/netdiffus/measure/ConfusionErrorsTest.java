package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ConfusionErrorsTest {
  /** Uneven classes, and one that is mostly taken for another. */
  private static final ConfusionMatrix MANY =
      new ConfusionMatrix(new long[][] {{400, 30, 20}, {60, 200, 240}, {20, 20, 360}});

  private static final ConfusionMatrix PERFECT =
      new ConfusionMatrix(new long[][] {{12, 0, 0}, {0, 12, 0}, {0, 0, 12}});

  @Test
  void errorsAreThoseOfTheBootstrapOfTheExamplesOfEachClass() {
    Percentage few = Percentage.withPercentage(5);

    assertThat(ConfusionErrors.macroF1(MANY).error())
        .isCloseTo(bootstrap(ConfusionMatrix::macroF1), few);
    for (int c = 0; c < 3; c++) {
      int of = c;
      assertThat(ConfusionErrors.f1(MANY, c).error()).isCloseTo(bootstrap(m -> m.f1()[of]), few);
      assertThat(ConfusionErrors.recall(MANY, c).error())
          .isCloseTo(bootstrap(m -> m.recalls()[of]), few);
    }
  }

  @Test
  void figuresAreThoseOfTheExamplesAlone() {
    assertThat(ConfusionErrors.macroF1(MANY).value()).isEqualTo(MANY.macroF1());
    assertThat(ConfusionErrors.f1(MANY, 1).value()).isEqualTo(MANY.f1()[1]);
    assertThat(ConfusionErrors.recall(MANY, 1).value()).isEqualTo(0.4);
  }

  @Test
  void whereNothingWasConfusedErrorsAreThoseOfTwoAddedRightAndTwoWrong() {
    // 14 of 16, as Agresti and Coull have it.
    double share = Math.sqrt(14 / 16.0 * 2 / 16.0 / 16);
    assertThat(ConfusionErrors.recall(PERFECT, 0)).isEqualTo(new Measured(1, share));
    assertThat(ConfusionErrors.f1(PERFECT, 0).error()).isBetween(0.5 * share, 2 * share);
    // Of all 36 tiles 38 of 40.
    assertThat(ConfusionErrors.macroF1(PERFECT).value()).isEqualTo(1);
    assertThat(ConfusionErrors.macroF1(PERFECT).error())
        .isCloseTo(Math.sqrt(38 / 40.0 * 2 / 40.0 / 40), Percentage.withPercentage(10));
  }

  @Test
  void aClassWithoutExamplesIsAsUnsureAsCanBe() {
    ConfusionMatrix none = new ConfusionMatrix(new long[][] {{3, 0}, {0, 0}});
    assertThat(ConfusionErrors.recall(none, 1)).isEqualTo(new Measured(0, 0.25));
    assertThat(ConfusionErrors.macroF1(none).error()).isFinite().isGreaterThan(0);
  }

  @Test
  void theErrorOfAnAccuracysFiguresIsThatOfItsTilesAndOfItsSeeds() {
    ConfusionMatrix worse = new ConfusionMatrix(new long[][] {{8, 4, 0}, {0, 12, 0}, {0, 0, 12}});
    Accuracy accuracy =
        new Accuracy(
            "cnn", "synth", 9, 36, List.of(1.0, 32 / 36.0), 1, true, List.of(PERFECT, worse));

    Measured recall = accuracy.recalls().get(0);
    assertThat(recall.value()).isEqualTo((1 + 8 / 12.0) / 2, within(1e-12));
    double one = ConfusionErrors.recall(PERFECT, 0).error();
    double other = ConfusionErrors.recall(worse, 0).error();
    double seeds = (1 - 8 / 12.0) / Math.sqrt(2) / Math.sqrt(2);
    assertThat(recall.error())
        .isEqualTo(Math.sqrt((one * one + other * other) / 2 + seeds * seeds), within(1e-12));
    assertThat(accuracy.macroF1().value()).isEqualTo((1 + worse.macroF1()) / 2, within(1e-12));
    assertThat(accuracy.macroF1().error())
        .isGreaterThan(ConfusionErrors.macroF1(worse).error() / 2);
    assertThat(accuracy.f1().get(2).value()).isEqualTo(1);
    assertThat(accuracy.confusion()).isEqualTo(PERFECT.plus(worse));
  }

  /** Deviation over draws with replacement from the examples of each class. */
  private static double bootstrap(ToDoubleFunction<ConfusionMatrix> figure) {
    SplittableRandom random = new SplittableRandom(3);
    double[] drawn =
        IntStream.range(0, 2000).mapToDouble(draw -> figure.applyAsDouble(drawn(random))).toArray();
    return Resampling.deviation(drawn);
  }

  private static ConfusionMatrix drawn(SplittableRandom random) {
    long[][] counts = new long[3][3];
    for (int i = 0; i < 3; i++) {
      long all = Arrays.stream(MANY.counts()[i]).sum();
      for (long n = 0; n < all; n++) {
        long left = random.nextLong(all);
        int named = 0;
        while (left >= MANY.counts()[i][named]) {
          left -= MANY.counts()[i][named];
          named++;
        }
        counts[i][named]++;
      }
    }
    return new ConfusionMatrix(counts);
  }
}
