package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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

  @Test
  void aSheetHoldsEachTileEnlargedBehindItsLabel() throws IOException {
    float[] light = filled(0.75f);
    float[] dark = filled(0.25f);

    byte[] png =
        ContactSheet.png(
            List.of(
                new ContactSheet.Row("video", List.of(light, dark)),
                new ContactSheet.Row("<b>" + "long ".repeat(80), List.of(dark))),
            32,
            1);
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(png));
    Raster raster = sheet.getRaster();

    assertThat(sheet.getColorModel().getPixelSize()).isEqualTo(8);
    assertThat(sheet.getHeight()).isEqualTo(4 + 2 * (64 + 4));
    int left = sheet.getWidth() - 2 * (64 + 4);
    assertThat(left).isBetween(100, 260);
    assertThat(raster.getSample(left, 4, 0)).isEqualTo(191);
    assertThat(raster.getSample(left + 63, 4 + 63, 0)).isEqualTo(191);
    assertThat(raster.getSample(left + 64, 4, 0)).isEqualTo(255);
    assertThat(raster.getSample(left + 68, 4, 0)).isEqualTo(64);
    assertThat(raster.getSample(left, 4 + 68, 0)).isEqualTo(64);
    int[] gutter = raster.getSamples(0, 0, left, sheet.getHeight() / 2, 0, (int[]) null);
    assertThat(IntStream.of(gutter).min()).hasValue(0);
  }

  @Test
  void aTileOfAnotherSizeIsNamed() {
    assertThatThrownBy(
            () -> ContactSheet.png(List.of(new ContactSheet.Row("a", List.of(filled(0)))), 16, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1024 pixels for side 16 and 1 channels");
    assertThatThrownBy(() -> ContactSheet.png(List.of(), 16, 1))
        .hasMessage("a contact sheet needs at least one row");
  }

  private static float[] filled(float value) {
    float[] pixels = new float[32 * 32];
    Arrays.fill(pixels, value);
    return pixels;
  }
}
