package org.netdiffus.measure;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A two-sample test whose folds are trained one after the other in this thread. */
final class FoldsTrainedHere {
  private FoldsTrainedHere() {}

  static TwoSampleTest.Result result(
      TwoSampleTest test,
      float[][] first,
      float[][] second,
      TwoSampleTest.Discriminator discriminator) {
    float[][] rows = Stream.of(first, second).flatMap(Stream::of).toArray(float[][]::new);
    return test.result(
        IntStream.range(0, TwoSampleTest.FOLDS)
            .mapToObj(test::fold)
            .map(
                fold ->
                    discriminator.scores(
                        at(rows, fold.learnt()),
                        IntStream.of(fold.learnt()).map(i -> i < first.length ? 0 : 1).toArray(),
                        at(rows, fold.asked())))
            .toList());
  }

  private static float[][] at(float[][] rows, int[] places) {
    return IntStream.of(places).mapToObj(i -> rows[i]).toArray(float[][]::new);
  }
}
