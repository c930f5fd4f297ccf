package org.netdiffus.tile;

/**
 * One channel of a tile as it is read.
 *
 * @param size m, its side
 * @param pixels m * m pixels as they are, row after row
 * @param middle means of each pixel and its mirror, moved to the nearest end of 0..1
 * @param asymmetry mean of {@code |T - T'|} over all pixels
 */
record PixelSquare(int size, double[] pixels, double[] middle, double asymmetry) {
  /** Rows and columns of a block whose mirror stays in the cache as well. */
  private static final int BLOCK = 32;

  /**
   * Reads a channel.
   *
   * @throws IllegalArgumentException for another number of pixels, or one that is NaN
   */
  static PixelSquare of(double[] pixels, int size) {
    if (pixels.length != size * size) {
      throw new IllegalArgumentException(pixels.length + " pixels for size " + size);
    }
    double[] middle = new double[pixels.length];
    double difference = 0;
    for (int top = 0; top < size; top += BLOCK) {
      for (int left = 0; left <= top; left += BLOCK) {
        for (int i = top; i < Math.min(size, top + BLOCK); i++) {
          for (int j = left; j < Math.min(i + 1, left + BLOCK); j++) {
            double lower = pixels[i * size + j];
            double upper = pixels[j * size + i];
            double mean = Math.max(0, Math.min(1, (lower + upper) / 2));
            middle[i * size + j] = mean;
            middle[j * size + i] = mean;
            difference += Math.abs(lower - upper);
          }
        }
      }
    }
    if (Double.isNaN(difference)) {
      refuse(pixels);
    }
    return new PixelSquare(size, pixels, middle, 2 * difference / size / size);
  }

  private static void refuse(double[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      if (Double.isNaN(pixels[i])) {
        throw new IllegalArgumentException("pixel " + i + " is NaN");
      }
    }
    throw new IllegalArgumentException("pixels that are infinite have no mean");
  }

  /** Pixel of the diagonal, 0..1. */
  double diagonal(int i) {
    return middle[i * size + i];
  }

  /** Mean of {@code |T - other|} over all pixels. */
  double distanceTo(double[] other) {
    double sum = 0;
    for (int row = 0; row < size; row++) {
      double ofRow = 0;
      for (int i = row * size; i < (row + 1) * size; i++) {
        ofRow += Math.abs(pixels[i] - other[i]);
      }
      sum += ofRow;
    }
    return sum / size / size;
  }
}
