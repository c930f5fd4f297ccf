package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentNormalisationTest {
  private static final MomentNormalisation TWO_CHANNELS =
      new MomentNormalisation(new float[] {0.5f, 0.1f}, new float[] {0.25f, 0.05f});

  @Test
  void everyChannelIsBroughtToItsOwnUnits() {
    float[] tiles = {1, 0.2f, 0.5f, 0};
    TWO_CHANNELS.apply(tiles);
    assertThat(tiles).containsExactly(new float[] {1, 1, 0, -1}, within(1e-6f));
    TWO_CHANNELS.undo(tiles);
    assertThat(tiles).containsExactly(new float[] {1, 0.2f, 0.5f, 0}, within(1e-6f));
  }

  @Test
  void theRangeMovesWithTheTiles() {
    ClippingRange range = new ClippingRange(new float[] {0, 0.1f}, new float[] {1, 0.4f});
    assertThat(TWO_CHANNELS.normalised(range).lower())
        .containsExactly(new float[] {-1, 0}, within(1e-6f));
    assertThat(TWO_CHANNELS.normalised(range).upper())
        .containsExactly(new float[] {1, 3}, within(1e-6f));
    assertThat(range.lower()).containsExactly(0, 0.1f);
  }

  @Test
  void whatDividesByNothingIsRefused() {
    assertThatThrownBy(() -> new MomentNormalisation(new float[] {0.5f}, new float[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channel 0 has mean 0.5 and deviation 0.0");
    assertThatThrownBy(() -> new MomentNormalisation(new float[2], new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 means and 1 deviations");
  }
}
