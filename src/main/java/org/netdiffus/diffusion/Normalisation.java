package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Locale;

/**
 * Brings tiles to the scale that the noise schedule is made for, and back. Tiles of sparse traffic
 * fill a small part of 0..1, where the noise would drown them; in the network's units training
 * tiles have mean 0 and deviation 1/2.
 */
public sealed interface Normalisation extends Serializable
    permits MomentNormalisation, RankNormalisation {
  /** What decides the units of a pixel. */
  enum Form {
    /** {@link MomentNormalisation}. */
    MOMENTS,
    /** {@link RankNormalisation}. */
    RANKS;

    /** Name in settings: {@code moments} or {@code ranks}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Channels of a tile. */
  int channels();

  /** Brings tiles of {@code [row][column][channel]} to the network's units, in place. */
  void apply(float[] tiles);

  /** Brings tiles back from the network's units, in place. */
  void undo(float[] tiles);

  /** The range of tiles in the network's units. */
  default ClippingRange normalised(ClippingRange tiles) {
    float[] lower = tiles.lower().clone();
    float[] upper = tiles.upper().clone();
    apply(lower);
    apply(upper);
    return new ClippingRange(lower, upper);
  }
}
