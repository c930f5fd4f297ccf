package org.netdiffus.measure;

import java.util.List;
import java.util.stream.IntStream;

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
 * @param confusions what it named for each real test tile, one matrix a seed
 */
public record Accuracy(
    String classifier,
    String scenario,
    int trainingTiles,
    int testTiles,
    List<Double> perSeed,
    int updates,
    boolean converged,
    List<ConfusionMatrix> confusions) {
  public Accuracy {
    perSeed = List.copyOf(perSeed);
    confusions = List.copyOf(confusions);
    if (perSeed.isEmpty() || confusions.isEmpty()) {
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

  /** The counts of all seeds. */
  public ConfusionMatrix confusion() {
    return confusions.stream().reduce(ConfusionMatrix::plus).orElseThrow();
  }

  /** Macro F1 with its error over test tiles and seeds. */
  public Measured macroF1() {
    return Resampling.overSeeds(confusions.stream().map(ConfusionErrors::macroF1).toList());
  }

  /** F1 of each class with its error over test tiles and seeds. */
  public List<Measured> f1() {
    return IntStream.range(0, classes())
        .mapToObj(
            c ->
                Resampling.overSeeds(
                    confusions.stream().map(matrix -> ConfusionErrors.f1(matrix, c)).toList()))
        .toList();
  }

  /** Share of each class that is named right with its error over test tiles and seeds. */
  public List<Measured> recalls() {
    return IntStream.range(0, classes())
        .mapToObj(
            c ->
                Resampling.overSeeds(
                    confusions.stream().map(matrix -> ConfusionErrors.recall(matrix, c)).toList()))
        .toList();
  }

  private int classes() {
    return confusions.get(0).counts().length;
  }
}
