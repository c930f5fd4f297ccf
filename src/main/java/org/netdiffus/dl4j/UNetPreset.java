package org.netdiffus.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sizes of network that have a name. */
@SuppressWarnings("ImmutableEnumChecker") // All lists are made by List.of.
public enum UNetPreset {
  /** Trains in a second; for tests. */
  TEST(2, 8, 4, List.of(1, 1), 1, List.of(4), 2),
  /** For a few CPU cores. */
  CPU(2, 32, 32, List.of(1, 2, 2, 2), 1, List.of(8), 4),
  /** For CPU cores with patience. */
  CPU_64(2, 64, 32, List.of(1, 1, 2, 2, 2), 1, List.of(8), 4),
  /** For one GPU. */
  GPU_64(2, 64, 64, List.of(1, 2, 3, 4), 2, List.of(16, 8), 4),
  /** The released network of NetDiffus at 64 places, one channel in and out. */
  PAPER(2, 64, 128, List.of(1, 2, 3, 4), 3, List.of(16, 8), 4),
  /** The same at 128 places. */
  PAPER_128(2, 128, 128, List.of(1, 1, 2, 3, 4), 3, List.of(16, 8), 4),
  /** {@link #TEST} for series. */
  ONE_D_TEST(1, 8, 4, List.of(1, 1), 1, List.of(4), 2),
  /** {@link #CPU} for series of as many values as its tiles' diagonal. */
  ONE_D_CPU(1, 32, 32, List.of(1, 2, 2, 2), 1, List.of(8), 4),
  /** {@link #ONE_D_CPU} with about as many parameters as {@link #CPU}. */
  ONE_D_CPU_48(1, 32, 48, List.of(1, 2, 2, 2), 1, List.of(8), 4),
  /** For series of 304 values: 300 packets, and what pads them; for counts of parameters alone. */
  ONE_D_304(1, 304, 64, List.of(1, 2, 3, 4), 2, List.of(76, 38), 4),
  /** For series of 720 bins; for counts of parameters alone. */
  ONE_D_720(1, 720, 64, List.of(1, 2, 3, 4), 2, List.of(180, 90), 4);

  private final int dimensions;
  private final int size;
  private final int baseChannels;
  private final List<Integer> multipliers;
  private final int blocks;
  private final List<Integer> attentionAt;
  private final int heads;

  UNetPreset(
      int dimensions,
      int size,
      int baseChannels,
      List<Integer> multipliers,
      int blocks,
      List<Integer> attentionAt,
      int heads) {
    this.dimensions = dimensions;
    this.size = size;
    this.baseChannels = baseChannels;
    this.multipliers = multipliers;
    this.blocks = blocks;
    this.attentionAt = attentionAt;
    this.heads = heads;
  }

  /** Name in settings and files: {@code cpu-64}, {@code 1d-cpu}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-').replace("one-d", "1d");
  }

  /**
   * The preset of a name.
   *
   * @throws IllegalArgumentException when there is none, with the names that there are
   */
  public static UNetPreset named(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.settingName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no preset is called "
                        + name
                        + "; there are "
                        + String.join(
                            ", ", Arrays.stream(values()).map(UNetPreset::settingName).toList())));
  }

  /** Side of the tiles (or length of the series) that the preset is made for. */
  public int size() {
    return size;
  }

  /** 2 for tiles, 1 for series. */
  public int dimensions() {
    return dimensions;
  }

  /** The network for tiles of the preset's own size. */
  public UNetShape shape(int channels, int classes) {
    return shape(size, channels, classes);
  }

  /**
   * The network for tiles of another size; attention stays where tiles have the preset's sizes.
   *
   * @throws IllegalArgumentException when the size cannot be halved often enough
   */
  public UNetShape shape(int size, int channels, int classes) {
    return new UNetShape(
        dimensions, size, channels, baseChannels, multipliers, blocks, attentionAt, heads, classes);
  }
}
