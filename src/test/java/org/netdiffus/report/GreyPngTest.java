package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreyPngTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aDecodedTileHasTheSameGreyLevels(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[8 * 8 * 2];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (float) random.nextDouble());

    String uri = GreyPng.dataUri(pixels, 8, 2);
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    Raster raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();

    assertThat(raster.getNumBands()).isEqualTo(1);
    assertThat(raster.getWidth()).isEqualTo(16);
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % 2;
      int column = i / 2 % 8;
      int row = i / 16;
      assertThat(raster.getSample(channel * 8 + column, row, 0))
          .isEqualTo(Math.round(255 * pixels[i]));
    }
  }

  @Test
  void whatIsNoShareIsClippedAndWhatIsNoNumberIsBlack() {
    assertThat(GreyPng.level(-0.2f)).isZero();
    assertThat(GreyPng.level(1.7f)).isEqualTo(255);
    assertThat(GreyPng.level(Float.NaN)).isZero();
  }
}
