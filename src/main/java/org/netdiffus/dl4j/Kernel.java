package org.netdiffus.dl4j;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Size and stride of a convolution. Sizes are odd; half of them is padded on both sides, so stride
 * 1 keeps the size of an image and stride 2 halves it.
 *
 * @param height rows, 1 for series
 * @param width columns
 * @param strideHeight step between rows
 * @param strideWidth step between columns
 */
record Kernel(
    @JsonProperty("height") int height,
    @JsonProperty("width") int width,
    @JsonProperty("strideHeight") int strideHeight,
    @JsonProperty("strideWidth") int strideWidth)
    implements Serializable {
  /** A product along channels only. */
  static final Kernel POINT = new Kernel(1, 1, 1, 1);

  @JsonCreator
  Kernel {
    if (height % 2 == 0 || width % 2 == 0) {
      throw new IllegalArgumentException("kernel " + height + " x " + width + " is not odd");
    }
  }

  /** Three by three, or three along a series of one row. */
  static Kernel ofThree(int dimensions) {
    return dimensions == 1 ? new Kernel(1, 3, 1, 1) : new Kernel(3, 3, 1, 1);
  }

  /** This kernel at every second place of each dimension that it spans. */
  Kernel halving() {
    return new Kernel(height, width, height == 1 ? 1 : 2, width == 1 ? 1 : 2);
  }
}
