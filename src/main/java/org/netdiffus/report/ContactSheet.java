package org.netdiffus.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Rows of tiles with their labels in one PNG: 8-bit grey, black for 0 and white for 1, never
 * stretched to a tile's own range.
 */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final int LEAST_SIDE = 64;
  private static final int WIDEST_LABEL = 240;

  private ContactSheet() {}

  /**
   * Tiles of one class.
   *
   * @param label what stands at the left of the row
   * @param tiles each {@code [row][column][channel]} in 0..1
   */
  public record Row(String label, List<float[]> tiles) {
    public Row {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * Draws the sheet. Tiles smaller than 64 pixels are enlarged by a whole factor; channels stand
   * side by side.
   *
   * @param rows at least one
   * @param size side of a tile in pixels
   * @param channels channels of a tile
   * @return the bytes of a PNG file
   * @throws IllegalArgumentException when there is no row, or a tile has another number of pixels
   */
  public static byte[] png(List<Row> rows, int size, int channels) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a contact sheet needs at least one row");
    }
    int scale = (LEAST_SIDE + size - 1) / size;
    int side = size * scale;
    int tileWidth = side * channels;
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    FontMetrics metrics = metrics(font);
    List<String> labels = rows.stream().map(row -> fitting(row.label(), metrics)).toList();
    int gutter = GAP * 3 + labels.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    int columns = rows.stream().mapToInt(row -> row.tiles().size()).max().orElse(0);

    BufferedImage sheet =
        new BufferedImage(
            gutter + columns * (tileWidth + GAP),
            GAP + rows.size() * (side + GAP),
            BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(font);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int row = 0; row < rows.size(); row++) {
      int top = GAP + row * (side + GAP);
      int baseline = top + (side - metrics.getHeight()) / 2 + metrics.getAscent();
      graphics.drawString(labels.get(row), GAP, baseline);
    }
    graphics.dispose();
    for (int row = 0; row < rows.size(); row++) {
      List<float[]> tiles = rows.get(row).tiles();
      for (int column = 0; column < tiles.size(); column++) {
        int left = gutter + column * (tileWidth + GAP);
        int top = GAP + row * (side + GAP);
        // Into the raster: drawing through Graphics2D would bend grey levels by their colour space.
        GreyPng.paint(sheet.getRaster(), left, top, tiles.get(column), size, channels, scale);
      }
    }
    return GreyPng.encode(sheet);
  }

  private static FontMetrics metrics(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.dispose();
    return metrics;
  }

  private static String fitting(String label, FontMetrics metrics) {
    if (metrics.stringWidth(label) <= WIDEST_LABEL) {
      return label;
    }
    int end = label.length();
    while (end > 0 && metrics.stringWidth(label.substring(0, end) + "…") > WIDEST_LABEL) {
      end = label.offsetByCodePoints(end, -1);
    }
    return label.substring(0, end) + "…";
  }
}
