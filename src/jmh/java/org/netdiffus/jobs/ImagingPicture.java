package org.netdiffus.jobs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

/** A trace, its tile in the three orders, and what is read from each, side by side. */
final class ImagingPicture {
  private static final List<TileOrder> ORDERS =
      List.of(TileOrder.PAA, TileOrder.RESIZE_GAMMA, TileOrder.GAMMA_RESIZE);
  private static final int SIDE = 256;
  private static final int GAP = 24;
  private static final int TITLE = 22;
  private static final int CURVE = 90;
  private static final int WIDTH = 4 * GAP + 3 * SIDE;
  private static final int HEIGHT = 3 * GAP + 3 * TITLE + 2 * CURVE + SIDE + GAP;
  private static final Color READ = new Color(0x1f77b4);
  private static final Color TRUE = new Color(0xbbbbbb);
  private static final Color BY_DIAGONAL = new Color(0xd62728);

  private ImagingPicture() {}

  static void write(double[] series, int size, Path file) throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    int top = GAP;
    title(graphics, "A trace: bytes down in " + series.length + " bins of 250 ms", GAP, top);
    curve(graphics, series, GAP, top + TITLE, WIDTH - 2 * GAP, Color.DARK_GRAY, 1);
    int tiles = top + TITLE + CURVE + GAP;
    double[] averages = averages(series, size);
    double most = Arrays.stream(averages).max().orElse(1);
    for (int i = 0; i < ORDERS.size(); i++) {
      TileOrder order = ORDERS.get(i);
      TileGeometry geometry = new TileGeometry(size, series.length, order, 0.25);
      float[] pixels = Tiles.render(series, geometry);
      int left = GAP + i * (SIDE + GAP);
      title(graphics, order.settingName(), left, tiles);
      tile(picture, pixels, size, left, tiles + TITLE);
      int curves = tiles + TITLE + SIDE + GAP;
      double[] read = read(pixels, geometry, RecoveryRule.ALL_PIXELS);
      double[] diagonal = read(pixels, geometry, RecoveryRule.DIAGONAL);
      title(graphics, "read: error %.1e".formatted(error(read, averages)), left, curves);
      curve(graphics, scaled(averages, most), left, curves + TITLE, SIDE, TRUE, 5);
      if (order != TileOrder.PAA) {
        curve(graphics, scaled(diagonal, most), left, curves + TITLE, SIDE, BY_DIAGONAL, 1);
      }
      curve(graphics, scaled(read, most), left, curves + TITLE, SIDE, READ, 1);
    }
    title(
        graphics,
        "grey: averaged trace; blue: read from all pixels; red: from the diagonal alone",
        GAP,
        HEIGHT - TITLE);
    graphics.dispose();
    ImageIO.write(picture, "png", file.toFile());
  }

  private static double[] averages(double[] series, int size) {
    TileGeometry geometry = new TileGeometry(size, series.length, TileOrder.PAA, 0.25);
    return SeriesRecovery.recover(
            Tiles.renderInDouble(series, geometry), geometry, RecoveryRule.DIAGONAL)
        .values();
  }

  private static double[] read(float[] pixels, TileGeometry geometry, RecoveryRule rule) {
    return SeriesRecovery.recover(pixels, geometry, rule).values();
  }

  private static double error(double[] values, double[] expected) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.abs(values[i] - expected[i]);
    }
    return sum / values.length;
  }

  private static double[] scaled(double[] values, double most) {
    return Arrays.stream(values).map(value -> Math.min(1.1, value / most)).toArray();
  }

  private static void title(Graphics2D graphics, String text, int left, int top) {
    graphics.setColor(Color.BLACK);
    graphics.drawString(text, left, top + TITLE - 8);
  }

  private static void tile(BufferedImage picture, float[] pixels, int size, int left, int top) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float pixel = pixels[y * size / SIDE * size + x * size / SIDE];
        int grey = Math.round(255 * pixel);
        picture.setRGB(left + x, top + y, grey << 16 | grey << 8 | grey);
      }
    }
  }

  private static void curve(
      Graphics2D graphics, double[] values, int left, int top, int width, Color color, int line) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(line));
    int[] x = new int[values.length];
    int[] y = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      x[i] = left + i * width / values.length;
      y[i] = top + CURVE - (int) Math.round(values[i] * (CURVE - 8));
    }
    graphics.drawPolyline(x, y, values.length);
  }
}
