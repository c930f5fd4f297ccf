package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.RankNormalisation;

class PixelGroupsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyGroupingOfTilesGivesTheSameScores(long seed) {
    Random random = new Random(seed);
    PixelGroups oneByOne = new PixelGroups(2);
    PixelGroups[] parts = {new PixelGroups(2), new PixelGroups(2), new PixelGroups(2)};
    for (int n = 0; n < 20; n++) {
      float[] pixels = new float[64];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextBoolean() ? 0.25f : random.nextFloat();
      }
      oneByOne.plus(pixels);
      parts[random.nextInt(3)].plus(pixels);
    }

    RankNormalisation together = parts[2].plus(parts[0].plus(parts[1])).normalisation();

    assertThat(together).isEqualTo(oneByOne.normalisation());
  }

  @Test
  void aPixelThatIsCommonComesBackExactlyAndEachChannelHasItsOwn() {
    float idle = 0.70710677f;
    RankNormalisation normalisation =
        new PixelGroups(2)
            .plus(new float[] {idle, 0.1f, idle, 0.2f, 0.9f, 0.3f, 0.2f, 1})
            .normalisation();

    NormalScores first = normalisation.scores().get(0);
    assertThat(first.least()).containsExactly(0.2f, idle, 0.9f);
    assertThat(first.greatest()).containsExactly(0.2f, idle, 0.9f);
    // Half the normal quantiles of 1/4 and 3/4.
    assertThat(first.edges()[1]).isEqualTo(-0.3372448751, within(1e-9));
    assertThat(first.edges()[2]).isEqualTo(0.3372448751, within(1e-9));
    assertThat(first.value(0.3f)).isEqualTo(idle);
    assertThat(normalisation.scores().get(1).least()).containsExactly(0.1f, 0.2f, 0.3f, 1);
  }

  @Test
  void pixelsOfOnePartKeepTheirEnds() {
    NormalScores scores =
        new PixelGroups(1)
            .plus(new float[] {0.500001f, 0.500002f, 0.500004f, 0})
            .normalisation()
            .scores()
            .get(0);

    assertThat(scores.least()).containsExactly(0, 0.500001f);
    assertThat(scores.greatest()).containsExactly(0, 0.500004f);
    assertThat(scores.value(scores.score(0.500002f))).isEqualTo(0.500002f, within(1e-7f));
  }

  @Test
  void groupsHoldAsManyPixelsAndACommonPixelStaysAloneAmongItsNeighbours() {
    float idle = 0.70710677f;
    float[] pixels = new float[64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      // Half of all are idle, the others lie around in steps of 1/40,000, none in the same part.
      pixels[i] = i % 2 == 0 ? idle : 0.6800545f + i / 80_000f;
    }

    NormalScores scores = new PixelGroups(1).plus(pixels).normalisation().scores().get(0);

    int alone = Arrays.binarySearch(scores.least(), idle);
    assertThat(scores.greatest()[alone]).isEqualTo(idle);
    // Four pixels a group: 512 groups of the others, but for those beside the idle one.
    assertThat(scores.least().length).isBetween(510, 515);
    assertThat(scores.value(0)).isEqualTo(idle);
  }
}
