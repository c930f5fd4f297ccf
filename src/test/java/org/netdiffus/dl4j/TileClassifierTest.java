package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class TileClassifierTest {
  private static final int SIZE = 8;
  private static final int CLASSES = 3;

  @Test
  void classesThatDifferByAFaintPatternAreLearnt() {
    float[][] tiles = tiles(0, 60);
    int[] classes = classes(60);
    TileClassifier classifier = TileClassifier.train(tiles, classes, settings(150, 1), () -> {});
    float[][] others = tiles(1000, 60);
    int[] predicted = classifier.predict(others);
    long right = IntStream.range(0, 60).filter(i -> predicted[i] == classes[i]).count();
    assertThat(right).isGreaterThanOrEqualTo(57);
    assertThat(classifier.converged()).isTrue();
    assertThat(classifier.trainingAccuracy()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void probabilitiesAddUpToOneAndTheLargestIsTheClass() {
    float[][] tiles = tiles(0, 24);
    TileClassifier classifier = TileClassifier.train(tiles, classes(24), settings(12, 1), () -> {});
    float[][] probabilities = classifier.probabilities(tiles);
    int[] predicted = classifier.predict(tiles);
    for (int i = 0; i < 24; i++) {
      assertThat(probabilities[i][0] + probabilities[i][1] + probabilities[i][2])
          .isCloseTo(1, within(1e-5f));
      int[] order = {0, 1, 2};
      float[] of = probabilities[i];
      assertThat(IntStream.of(order).boxed().max((a, b) -> Float.compare(of[a], of[b])))
          .contains(predicted[i]);
    }
  }

  @Test
  void seriesThatDifferByTheDistanceOfTwoPeaksAreLearnt() {
    ClassifierSettings settings = new ClassifierSettings(1, 40, 1, CLASSES, 150, 12, 0.01, 1);
    TileClassifier classifier =
        TileClassifier.train(series(0, 60), classes(60), settings, () -> {});
    int[] classes = classes(60);
    int[] predicted = classifier.predict(series(1000, 60));
    long right = IntStream.range(0, 60).filter(i -> predicted[i] == classes[i]).count();
    assertThat(right).isGreaterThanOrEqualTo(54);
  }

  @Test
  void labelsWithoutAnyReasonAreNotConvergedAfterFewUpdates() {
    int[] classes = CounterRandom.of(3, Purpose.SELECTION, 0, 0).permutation(60);
    int[] labels = IntStream.of(classes).map(i -> i % CLASSES).toArray();
    assertThat(TileClassifier.train(tiles(0, 60), labels, settings(5, 1), () -> {}).converged())
        .isFalse();
  }

  @Test
  void theSameSeedGivesTheSameFeaturesAndAnotherSeedGivesOthers() {
    float[][] tiles = tiles(0, 24);
    int[] classes = classes(24);
    float[][] first =
        TileClassifier.train(tiles, classes, settings(12, 1), () -> {}).see(tiles).features();
    float[][] again =
        TileClassifier.train(tiles, classes, settings(12, 1), () -> {}).see(tiles).features();
    float[][] other =
        TileClassifier.train(tiles, classes, settings(12, 2), () -> {}).see(tiles).features();
    assertThat(again).isDeepEqualTo(first);
    assertThat(other[0]).isNotEqualTo(first[0]);
    assertThat(first).hasDimensions(24, 64);
  }

  @Test
  void aClassifierThatHasTravelledSeesTheSame() throws Exception {
    float[][] tiles = tiles(0, 24);
    TileClassifier classifier = TileClassifier.train(tiles, classes(24), settings(12, 1), () -> {});
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(classifier.weights());
    }
    ClassifierWeights arrived;
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      arrived = (ClassifierWeights) in.readObject();
    }
    TileClassifier restored = TileClassifier.of(arrived);
    assertThat(restored.see(tiles).features()).isDeepEqualTo(classifier.see(tiles).features());
    assertThat(restored.predict(tiles)).isEqualTo(classifier.predict(tiles));
    assertThat(restored.trainingAccuracy()).isEqualTo(classifier.trainingAccuracy());
    assertThat(restored.converged()).isEqualTo(classifier.converged());
    float[][] probabilities = restored.probabilities(tiles);
    for (int i = 0; i < 24; i++) {
      for (float probability : probabilities[i]) {
        assertThat(probability).isLessThanOrEqualTo(probabilities[i][restored.predict(tiles)[i]]);
      }
    }
  }

  @Test
  void memoryThatIsUsedAgainChangesNothing() {
    float[][] tiles = tiles(0, 24);
    TileClassifier classifier = TileClassifier.train(tiles, classes(24), settings(12, 1), () -> {});
    ClassifierWeights weights = classifier.weights();
    float[] values = new float[24 * SIZE * SIZE];
    for (int i = 0; i < 24; i++) {
      weights.input().write(tiles[i], values, i * SIZE * SIZE);
    }
    INDArray batch = Nd4j.create(values, new long[] {24, SIZE, SIZE, 1}, 'c');
    MultiLayerNetwork network = weights.network();
    // Without workspaces, every array is new.
    float[][] features =
        network.activateSelectedLayers(0, ClassifierNetwork.featureLayer(), batch).toFloatMatrix();
    float[][] probabilities =
        network.activateSelectedLayers(0, network.getnLayers() - 1, batch).toFloatMatrix();
    for (int pass = 0; pass < 4; pass++) {
      assertThat(classifier.see(tiles).features()).isDeepEqualTo(features);
      assertThat(classifier.probabilities(tiles)).isDeepEqualTo(probabilities);
      classifier.see(new float[][] {tiles[3 + pass]});
    }
  }

  @Test
  void anEvaluationDoesNotDependOnTheTilesBesideIt() {
    float[][] tiles = tiles(0, 24);
    TileClassifier classifier = TileClassifier.train(tiles, classes(24), settings(12, 1), () -> {});
    float[] alone = classifier.see(new float[][] {tiles[5]}).features()[0];
    assertThat(classifier.see(tiles).features()[5]).containsExactly(alone, within(1e-4f));
  }

  @Test
  void trainingUsesTheBatchAndDropoutAndEvaluationDoesNot() {
    ClassifierSettings settings = settings(12, 1);
    MultiLayerNetwork network = ClassifierNetwork.of(settings, DataType.FLOAT);
    float[] values = new float[4 * settings.values()];
    CounterRandom.of(1, Purpose.SELECTION, 0, 0).fillGaussian(values, 0, values.length);
    INDArray input = Nd4j.create(values, new long[] {4, SIZE, SIZE, 1}, 'c');
    network.setIterationCount(0);
    INDArray training = network.output(input, true);
    assertThat(network.output(input, true)).isEqualTo(training);
    INDArray evaluation = network.output(input, false);
    assertThat(network.output(input, false)).isEqualTo(evaluation);
    assertThat(evaluation).isNotEqualTo(training);
  }

  @Test
  void aBrightnessThatAllTilesShareDoesNotMatter() {
    float[][] tiles = tiles(0, 24);
    float[][] flat = new float[24][];
    for (int i = 0; i < 24; i++) {
      flat[i] = tiles[i].clone();
      for (int k = 0; k < flat[i].length; k++) {
        flat[i][k] = 0.7f + 0.0625f * flat[i][k];
      }
    }
    float[][] features =
        TileClassifier.train(tiles, classes(24), settings(3, 1), () -> {}).see(tiles).features();
    float[][] flatFeatures =
        TileClassifier.train(flat, classes(24), settings(3, 1), () -> {}).see(flat).features();
    for (int i = 0; i < 24; i++) {
      assertThat(flatFeatures[i]).containsExactly(features[i], within(0.05f));
    }
  }

  @Test
  void dropoutDropsTheStatedShareAndKeepsTheMean() {
    float[] factors = ClassifierRandom.dropout(1, 2, 3, 0.7, 100_000);
    double dropped = IntStream.range(0, factors.length).filter(i -> factors[i] == 0).count();
    double mean =
        IntStream.range(0, factors.length).mapToDouble(i -> factors[i]).average().orElse(0);
    // Four standard errors of a share of 0.7 of 100,000 are 0.006.
    assertThat(dropped / factors.length).isCloseTo(0.7, within(0.006));
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(ClassifierRandom.dropout(1, 2, 4, 0.7, 100_000)).isNotEqualTo(factors);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    float[][] tiles = tiles(0, 2);
    assertThatThrownBy(
            () -> TileClassifier.train(tiles, new int[] {0, 3}, settings(1, 1), () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes[1] = 3 of 3 classes");
    assertThatThrownBy(
            () ->
                TileClassifier.train(new float[][] {{1}}, new int[] {0}, settings(1, 1), () -> {}))
        .hasMessage("tiles[0] has 1 numbers, not 64");
    assertThatThrownBy(() -> new ClassifierSettings(7, 7, 1, 3, 1, 8, 0.01, 1))
        .hasMessage("width = 7 is outside 8 to 128");
    assertThatThrownBy(() -> new ClassifierSettings(4, 8, 1, 3, 1, 8, 0.01, 1))
        .hasMessage("4 x 8 is no tile and no series");
  }

  private static Offset<Float> within(float offset) {
    return Offset.offset(offset);
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  private static ClassifierSettings settings(int updates, long seed) {
    return new ClassifierSettings(SIZE, SIZE, 1, CLASSES, updates, 12, 0.01, seed);
  }

  private static int[] classes(int count) {
    return IntStream.range(0, count).map(i -> i % CLASSES).toArray();
  }

  /** Noise with two peaks, two, four or six points apart. */
  private static float[][] series(long seed, int count) {
    float[][] series = new float[count][40];
    for (int i = 0; i < count; i++) {
      CounterRandom random = CounterRandom.of(seed, Purpose.SELECTION, i, 0);
      for (int p = 0; p < series[i].length; p++) {
        series[i][p] = (float) (0.1 * random.nextGaussian());
      }
      int first = random.nextInt(30);
      series[i][first] += 1;
      series[i][first + 2 * (1 + i % CLASSES)] += 1;
    }
    return series;
  }

  /** Noise with a faint stripe: across, down or none. */
  private static float[][] tiles(long seed, int count) {
    float[][] tiles = new float[count][SIZE * SIZE];
    for (int i = 0; i < count; i++) {
      CounterRandom random = CounterRandom.of(seed, Purpose.SELECTION, i, 0);
      int line = random.nextInt(SIZE);
      for (int p = 0; p < SIZE * SIZE; p++) {
        int place = i % CLASSES == 0 ? p / SIZE : p % SIZE;
        boolean marked = i % CLASSES != 2 && place == line;
        tiles[i][p] = (float) (0.5 + 0.05 * random.nextGaussian() + (marked ? 0.2 : 0));
      }
    }
    return tiles;
  }
}
