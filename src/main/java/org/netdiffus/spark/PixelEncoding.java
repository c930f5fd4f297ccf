package org.netdiffus.spark;

import java.util.Locale;

/** How the pixels of a tile are stored. */
public enum PixelEncoding {
  /** Column {@code pixels}: float32 as drawn. */
  FLOAT32,
  /** Column {@code pixels_u8}: one byte a pixel, 0 to 255, a quarter of the room. */
  UINT8;

  private static final int WHITE = 255;

  /** Name in settings: {@code float32} or {@code uint8}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of the pixels of one channel of a side. */
  public long bytes(int size) {
    return (long) size * size * (this == FLOAT32 ? Float.BYTES : Byte.BYTES);
  }

  /** Pixels in 0..1 as bytes, each to the nearest of 256 steps. */
  static byte[] toBytes(float[] pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, pixels[i])));
    }
    return bytes;
  }

  /** Pixels in 0..1 of bytes. */
  static float[] fromBytes(byte[] bytes) {
    float[] pixels = new float[bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Byte.toUnsignedInt(bytes[i]) / WHITE;
    }
    return pixels;
  }
}
