package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.Locale;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What a U-Net has besides the network of guided-diffusion.
 *
 * @param positions what it sees of a value's place
 * @param symmetricOutput whether its answer is averaged with its transpose, row and column
 *     exchanged; for tiles only
 * @param variance whether it says how large the noise of a step back is
 */
public record UNetOptions(
    @JsonProperty("positions") Positions positions,
    @JsonProperty("symmetric-output") boolean symmetricOutput,
    @JsonProperty("variance") Variance variance)
    implements Serializable {
  /** The network of guided-diffusion. */
  public static final UNetOptions NONE = new UNetOptions(Positions.NONE, false, Variance.FIXED);

  /** For Jackson, which takes the names from here. */
  @JsonCreator
  public UNetOptions {}

  /** How large the noise of a step back is. */
  public enum Variance {
    /** As the schedule says. */
    @JsonProperty("fixed")
    FIXED,
    /** As a second half of the network's output says. */
    @JsonProperty("learned")
    LEARNED;

    /** Name in settings and files: {@code fixed} or {@code learned}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a network sees of a value's place. */
  public enum Positions {
    /** Nothing but the distance to the edge, by the zeros that convolutions pad with. */
    @JsonProperty("none")
    NONE,
    /** Its coordinates, as channels beside those of the noisy tile; see {@link Coordinates}. */
    @JsonProperty("coordinates")
    COORDINATES;

    /** Name in settings and files: {@code none} or {@code coordinates}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
