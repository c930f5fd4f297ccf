package org.netdiffus.tile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Tiles side by side, for people: 8-bit grey, 0 black and 1 white whatever the range of a tile.
 * Series are never read back from it.
 */
public final class ContactSheet {
  private static final int GAP = 6;
  private static final int TITLE = 16;
  private static final int LEAST_SIDE = 96;
  private static final int LEAST_WIDTH = 240;

  private ContactSheet() {}

  /**
   * One row of the sheet.
   *
   * @param label what stands above it
   * @param tiles tiles from left to right; the channels of one stand next to each other
   */
  public record Strip(String label, List<Tile> tiles) {
    public Strip {
      tiles = List.copyOf(tiles);
    }

    private int width() {
      int width = GAP;
      for (Tile tile : tiles) {
        width += tile.channels() * magnified(tile) + GAP;
      }
      return width;
    }

    private int height() {
      return TITLE + tiles.stream().mapToInt(ContactSheet::magnified).max().orElse(0) + GAP;
    }
  }

  /** The sheet as the bytes of a PNG file; small tiles are magnified by a whole number. */
  public static byte[] png(List<Strip> strips) {
    int width = strips.stream().mapToInt(Strip::width).reduce(LEAST_WIDTH, Math::max);
    int height = GAP + strips.stream().mapToInt(Strip::height).sum();
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    int top = 0;
    for (Strip strip : strips) {
      graphics.drawString(strip.label(), GAP, top + TITLE - 3);
      int left = GAP;
      for (Tile tile : strip.tiles()) {
        draw(tile, sheet.getRaster(), left, top + TITLE);
        left += tile.channels() * magnified(tile) + GAP;
      }
      top += strip.height();
    }
    graphics.dispose();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(sheet, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes samples, not colours: the grey colour space of Java would bend the values. */
  private static void draw(Tile tile, WritableRaster raster, int left, int top) {
    int side = magnified(tile);
    int factor = side / tile.size();
    for (int channel = 0; channel < tile.channels(); channel++) {
      float[] picture = tile.channel(channel);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          float pixel = picture[y / factor * tile.size() + x / factor];
          int grey = Math.round(255 * Math.max(0, Math.min(1, pixel)));
          raster.setSample(left + channel * side + x, top + y, 0, grey);
        }
      }
    }
  }

  private static int magnified(Tile tile) {
    return tile.size() * Math.max(1, LEAST_SIDE / tile.size());
  }
}
