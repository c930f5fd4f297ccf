package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  @Test
  void greyIsThePixelAndNeverStretched() throws IOException {
    float[] faint = new float[64];
    Arrays.fill(faint, 0.25f);
    faint[0] = 0.5f;
    Tile tile = Tile.ofChannels(8, List.of(faint, new float[64]));
    BufferedImage sheet = sheet(List.of(new ContactSheet.Strip("web", List.of(tile))));

    // The first tile begins 6 pixels from the left and 16 from the top, each pixel 12 wide.
    assertThat(sheet.getRaster().getSample(6, 16, 0)).isEqualTo(128);
    assertThat(sheet.getRaster().getSample(17, 27, 0)).isEqualTo(128);
    assertThat(sheet.getRaster().getSample(18, 16, 0)).isEqualTo(64);
    assertThat(sheet.getRaster().getSample(101, 111, 0)).isEqualTo(64);
    assertThat(sheet.getRaster().getSample(102, 16, 0)).as("second channel").isZero();
    assertThat(sheet.getRaster().getSample(198, 16, 0)).as("beside it").isEqualTo(255);
  }

  @Test
  void everyClassHasItsStrip() throws IOException {
    Tile tile = new Tile(128, 1, new float[128 * 128]);
    ContactSheet.Strip strip = new ContactSheet.Strip("web", List.of(tile, tile, tile));
    BufferedImage sheet = sheet(List.of(strip, strip));

    assertThat(sheet.getWidth()).isEqualTo(6 + 3 * (128 + 6));
    assertThat(sheet.getHeight()).isEqualTo(6 + 2 * (16 + 128 + 6));
  }

  private static BufferedImage sheet(List<ContactSheet.Strip> strips) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(ContactSheet.png(strips)));
  }
}
