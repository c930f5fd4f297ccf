package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.DomainFeatures;
import org.netdiffus.measure.Score;

class EvaluationScoresTest {
  private static final List<String> LABELS = List.of("a", "b");

  @Test
  void everyScoreRestsOnAsManyTilesAsItSays() {
    List<MeasuredTile> training = part("train", 4);
    List<MeasuredTile> test = part("test", 2);
    List<MeasuredTile> synthetic = part("synthetic", 2);

    List<Score> alike = scores(training, test, synthetic);

    assertThat(alike).extracting(Score::n).containsExactly(4, 4, 4, 4, 4);
    // Tiles beyond the number of the smallest part change no score of those that are compared.
    List<MeasuredTile> more = new ArrayList<>();
    for (String label : LABELS) {
      more.addAll(TileSample.first(synthetic, label, 2));
      more.add(tile("synthetic", label, 3, 77));
      more.add(tile("synthetic", label, 4, 77));
    }
    assertThat(scores(training, test, more)).isEqualTo(alike);
    // And a first tile that is another does.
    List<MeasuredTile> other = new ArrayList<>(synthetic);
    other.set(0, tile("synthetic", "a", 1, 77));
    assertThat(scores(training, test, other).get(2)).isNotEqualTo(alike.get(2));
    assertThat(scores(training, test, other).get(3)).isNotEqualTo(alike.get(3));
  }

  private static List<Score> scores(
      List<MeasuredTile> training, List<MeasuredTile> test, List<MeasuredTile> synthetic) {
    return EvaluationScores.of(
        "made",
        new TileSample(LABELS, 2, 1, training, test, synthetic),
        new Yardstick(
            List.of(
                new Yardstick.Run(
                    new CnnJudging.Result(
                        new CnnJudging.Task(Scenario.ORIGINAL, 0), 0.5, 0.5, true),
                    Map.of(
                        Yardstick.TRAINING,
                        seen(training),
                        Yardstick.TEST,
                        seen(test),
                        "made",
                        seen(synthetic))))),
        new NearestJudging(new double[4], new int[] {0, 1, 2, 3}, new double[] {1, 1, 1, 1}));
  }

  /** A network that sees the pixels as they are. */
  private static Yardstick.Seen seen(List<MeasuredTile> tiles) {
    return new Yardstick.Seen(
        tiles.stream().map(MeasuredTile::pixels).toArray(float[][]::new), new int[tiles.size()]);
  }

  private static List<MeasuredTile> part(String split, int perClass) {
    List<MeasuredTile> tiles = new ArrayList<>();
    for (String label : LABELS) {
      for (int place = 1; place <= perClass; place++) {
        tiles.add(tile(split, label, place, (split + label + place).hashCode()));
      }
    }
    return tiles;
  }

  private static MeasuredTile tile(String split, String label, int place, long seed) {
    Random random = new Random(seed);
    float[] pixels = {random.nextFloat(), random.nextFloat(), random.nextFloat(), 0};
    double[] features = new double[DomainFeatures.NAMES.size()];
    Arrays.setAll(features, i -> random.nextDouble());
    return new MeasuredTile(
        split + "/" + label + "/" + place,
        split,
        label,
        place,
        pixels,
        random.nextDouble(),
        features,
        new float[] {1});
  }
}
