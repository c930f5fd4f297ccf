package org.netdiffus.report;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Tiles as 8-bit grey PNG, black for 0 and white for 1 whatever the tile's own range, so that any
 * two can be compared by eye. Channels stand side by side.
 */
final class GreyPng {
  private GreyPng() {}

  /** Grey level of a pixel: 0 to 255, values outside 0..1 clipped, no number as black. */
  static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /**
   * Paints a tile into a raster, channels from left to right without a gap.
   *
   * @param pixels {@code [row][column][channel]}
   * @param scale pixels of the raster for a pixel of the tile, on both axes
   */
  static void paint(
      WritableRaster raster, int left, int top, float[] pixels, int size, int channels, int scale) {
    if (pixels.length != size * size * channels) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for side " + size + " and " + channels + " channels");
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < size * scale; y++) {
        for (int x = 0; x < size * scale; x++) {
          float value = pixels[((y / scale) * size + x / scale) * channels + channel];
          raster.setSample(left + channel * size * scale + x, top + y, 0, level(value));
        }
      }
    }
  }

  /** One tile at its own size as a {@code data:} URI. */
  static String dataUri(float[] pixels, int size, int channels) {
    BufferedImage image = new BufferedImage(size * channels, size, BufferedImage.TYPE_BYTE_GRAY);
    paint(image.getRaster(), 0, 0, pixels, size, channels, 1);
    return dataUri(encode(image));
  }

  /** The bytes of a PNG file as a {@code data:} URI. */
  static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** The bytes of a PNG file, as small as the JDK's writer makes them. */
  static byte[] encode(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's own choice of stream would make a file for each tile.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("a PNG could not be written to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
