package org.netdiffus.diffusion;

import java.util.List;

/**
 * The normalisation of each channel by {@link NormalScores}: however pixels are distributed, the
 * network sees a normal distribution, and what it draws comes back with the distribution of the
 * training tiles.
 *
 * @param scores of each channel
 */
public record RankNormalisation(List<NormalScores> scores) implements Normalisation {
  /** Checks that there is a channel. */
  public RankNormalisation {
    scores = List.copyOf(scores);
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("no channel");
    }
  }

  @Override
  public int channels() {
    return scores.size();
  }

  @Override
  public void apply(float[] tiles) {
    int channels = channels();
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = scores.get(i % channels).score(tiles[i]);
    }
  }

  @Override
  public void undo(float[] tiles) {
    int channels = channels();
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = scores.get(i % channels).value(tiles[i]);
    }
  }
}
