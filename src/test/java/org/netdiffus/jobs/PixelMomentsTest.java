package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.MomentNormalisation;

class PixelMomentsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyGroupingGivesTheSameMoments(long seed) {
    Random random = new Random(seed);
    PixelMoments oneByOne = PixelMoments.none(2);
    PixelMoments[] groups = {PixelMoments.none(2), PixelMoments.none(2), PixelMoments.none(2)};
    for (int n = 0; n < 20; n++) {
      float[] pixels = new float[8];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      oneByOne = oneByOne.plus(pixels);
      int group = random.nextInt(3);
      groups[group] = groups[group].plus(pixels);
    }

    PixelMoments together = groups[2].plus(groups[0].plus(groups[1]));

    assertThat(together.sums()).isEqualTo(oneByOne.sums());
    assertThat(together.squareSums()).isEqualTo(oneByOne.squareSums());
    assertThat(together.count()).isEqualTo(80);
    assertThat(together.range()).isEqualTo(oneByOne.range());
    assertThat(together.normalisation()).isEqualTo(oneByOne.normalisation());
  }

  @Test
  void eachChannelIsNormalisedByItsOwnMeanAndDeviation() {
    PixelMoments moments =
        PixelMoments.none(2).plus(new float[] {0.25f, 0.1f, 0.75f, 0.1f, 0.25f, 0.1f, 0.75f, 0.1f});

    MomentNormalisation normalisation = moments.normalisation();

    assertThat(normalisation.mean()[0]).isEqualTo(0.5f);
    assertThat(normalisation.deviation()[0]).isEqualTo(0.25f);
    assertThat(normalisation.mean()[1]).isCloseTo(0.1f, within(1e-7f));
    // One shade only: the least deviation that there is.
    assertThat(normalisation.deviation()[1]).isEqualTo(1e-3f);
    assertThat(moments.range().lower()).containsExactly(0.25f, 0.1f);
    assertThat(moments.range().upper()).containsExactly(0.75f, 0.1f);
  }
}
