package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleBatchesTest {
  @Test
  void classesTakeTurnsUntilTheyHaveTheirCount() {
    SampleBatches batches = SampleBatches.of(new int[] {2, 0, 3, 1}, 4);
    assertThat(batches.count()).isEqualTo(2);
    assertThat(batches.total()).isEqualTo(6);
    assertThat(batches.batch(0))
        .containsExactly(sample(0, 0), sample(2, 0), sample(3, 0), sample(0, 1));
    assertThat(batches.batch(1)).containsExactly(sample(2, 1), sample(2, 2));
  }

  @Test
  void numbersMayBeginLater() {
    SampleBatches batches = SampleBatches.of(new int[] {2, 1}, 2, 5_000_000_000L);
    assertThat(batches.batch(0))
        .containsExactly(sample(0, 5_000_000_000L), sample(1, 5_000_000_000L));
    assertThat(batches.batch(1)).containsExactly(sample(0, 5_000_000_001L));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySampleIsInOneBatch(long seed) {
    CounterRandom random = CounterRandom.of(seed, Purpose.SELECTION, 0, 0);
    int[] perClass = new int[1 + random.nextInt(6)];
    List<SampleBatches.Sample> expected = new ArrayList<>();
    for (int c = 0; c < perClass.length; c++) {
      perClass[c] = random.nextInt(9);
      for (int i = 0; i < perClass[c]; i++) {
        expected.add(sample(c, i));
      }
    }
    SampleBatches batches = SampleBatches.of(perClass, 1 + random.nextInt(5));
    List<SampleBatches.Sample> found = new ArrayList<>();
    for (long batch = 0; batch < batches.count(); batch++) {
      List<SampleBatches.Sample> samples = batches.batch(batch);
      assertThat(samples).hasSizeBetween(1, batches.size());
      found.addAll(samples);
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> SampleBatches.of(new int[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches of 0 or a negative count");
    assertThatThrownBy(() -> SampleBatches.of(new int[] {1}, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SampleBatches.of(new int[] {0, 0}, 5).count()).isZero();
  }

  private static SampleBatches.Sample sample(int classNumber, long index) {
    return new SampleBatches.Sample(classNumber, index);
  }
}
