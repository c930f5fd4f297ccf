package org.netdiffus.measure;

import java.util.List;

/**
 * Accuracy of one classifier in one scenario on the real test part.
 *
 * @param classifier such as {@code cnn}
 * @param scenario {@code original}, {@code synth}, {@code ori+synth}, or {@code repeated}: the
 *     originals, repeated to as many as {@code ori+synth} has
 * @param trainingTiles tiles that it was trained on
 * @param testTiles real test tiles that it was judged on
 * @param perSeed accuracy of each seed, 0 to 1
 * @param updates gradient updates of each training; 0 for a forest
 * @param converged whether every training had converged when its updates were spent
 * @param confusion what it named for each real test tile, summed over the seeds
 */
public record Accuracy(
    String classifier,
    String scenario,
    int trainingTiles,
    int testTiles,
    List<Double> perSeed,
    int updates,
    boolean converged,
    ConfusionMatrix confusion) {
  public Accuracy {
    perSeed = List.copyOf(perSeed);
    if (perSeed.isEmpty()) {
      throw new IllegalArgumentException("an accuracy needs at least one seed");
    }
  }

  /** Mean over the seeds. */
  public double mean() {
    return perSeed.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Sample standard deviation over the seeds; 0 for a single seed. */
  public double deviation() {
    if (perSeed.size() < 2) {
      return 0;
    }
    double mean = mean();
    double sum = perSeed.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
    return Math.sqrt(sum / (perSeed.size() - 1));
  }
}
