package org.netdiffus.dl4j;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained convolutional classifier of tiles (graph: the two-dimensional Deep Fingerprinting
 * network with 32 to 256 filters), or of series, by its twin in one dimension.
 *
 * <p>Training is stochastic gradient descent with momentum 0.9 for a stated number of updates; the
 * rate falls from its start to 0 along half a cosine. Tiles come in passes over all of them, each
 * pass in a new order. Everything random follows from the seed. With one OpenMP thread the same
 * input gives the same classifier, bit for bit.
 *
 * <p>Predictions and features are made in evaluation mode: no dropout, running averages in the
 * normalisation. An instance serves one thread.
 */
public final class TileClassifier {
  private static final double MOMENTUM = 0.9;
  private static final double CONVERGED_ACCURACY = 0.95;
  private static final double PLATEAU_ACCURACY = 0.75;
  private static final double PLATEAU = 0.05;
  private static final int MOST_TILES_JUDGED = 2000;
  private static final int PIXELS_AT_ONCE = 64 * 32 * 32;

  private static final String SEEING_NAME = "classifier-seeing";

  /**
   * Memory of a pass, which the next one takes again: what is left to the collector fills all that
   * there is outside the heap before it is given back, and every page of it is new.
   */
  private static final WorkspaceConfiguration SEEING =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  /** Of this instance and so of one thread: layers may keep memory of helpers in it. */
  private final LayerWorkspaceMgr inSeeing =
      LayerWorkspaceMgr.builder().defaultWorkspace(SEEING_NAME, SEEING).build();

  private final ClassifierSettings settings;
  private final ClassifierInput input;
  private final MultiLayerNetwork network;
  private final double trainingAccuracy;
  private final boolean lossStandsStill;

  private TileClassifier(
      ClassifierSettings settings,
      ClassifierInput input,
      float[][] tiles,
      int[] classes,
      Runnable afterUpdate) {
    this.settings = settings;
    this.input = input;
    this.network = ClassifierNetwork.of(settings, DataType.FLOAT);
    this.lossStandsStill = fit(tiles, classes, afterUpdate);
    this.trainingAccuracy = accuracyOnSome(tiles, classes);
  }

  private TileClassifier(ClassifierWeights weights) {
    this.settings = weights.settings();
    this.input = weights.input();
    this.network = weights.network();
    this.trainingAccuracy = weights.trainingAccuracy();
    this.lossStandsStill = weights.lossStandsStill();
  }

  /**
   * Trains a classifier.
   *
   * @param tiles each {@code [row][column][channel]}, finite
   * @param classes class of each tile, 0 to {@code classCount - 1}
   * @param afterUpdate called after each gradient update
   * @throws IllegalArgumentException when there is no tile, or a tile or a class does not fit
   */
  public static TileClassifier train(
      float[][] tiles, int[] classes, ClassifierSettings settings, Runnable afterUpdate) {
    if (tiles.length == 0 || tiles.length != classes.length) {
      throw new IllegalArgumentException(
          tiles.length + " tiles for " + classes.length + " classes");
    }
    requireShape(tiles, settings);
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= settings.classCount()) {
        throw new IllegalArgumentException(
            "classes[" + i + "] = " + classes[i] + " of " + settings.classCount() + " classes");
      }
    }
    ComputeDevice.attach();
    ClassifierInput input = ClassifierInput.of(tiles, settings.channels());
    return new TileClassifier(settings, input, tiles, classes, afterUpdate);
  }

  /** A trained classifier that has travelled. */
  public static TileClassifier of(ClassifierWeights weights) {
    ComputeDevice.attach();
    return new TileClassifier(weights);
  }

  /** This classifier, to travel. */
  public ClassifierWeights weights() {
    return new ClassifierWeights(settings, input, network, trainingAccuracy, lossStandsStill);
  }

  /** The most likely class of each tile. */
  public int[] predict(float[][] tiles) {
    return see(tiles).predicted();
  }

  /** The probability of each class for each tile: {@code [tile][class]}, adding up to 1. */
  public float[][] probabilities(float[][] tiles) {
    float[][] probabilities = new float[tiles.length][];
    inBatches(
        tiles,
        (from, batch) -> {
          float[][] scores = through(0, network.getnLayers() - 1, batch).toFloatMatrix();
          System.arraycopy(scores, 0, probabilities, from, scores.length);
        });
    return probabilities;
  }

  /** The 64 numbers of each tile that the last layer decides by, and what it decides. */
  public ClassifiedTiles see(float[][] tiles) {
    float[][] features = new float[tiles.length][];
    int[] classes = new int[tiles.length];
    int decisive = ClassifierNetwork.featureLayer();
    inBatches(
        tiles,
        (from, batch) -> {
          INDArray seen = through(0, decisive, batch);
          float[][] numbers = seen.toFloatMatrix();
          float[][] scores = through(decisive + 1, decisive + 1, seen).toFloatMatrix();
          for (int i = 0; i < numbers.length; i++) {
            features[from + i] = numbers[i];
            classes[from + i] = largest(scores[i]);
          }
        });
    return new ClassifiedTiles(features, classes);
  }

  /**
   * Share of the training tiles that are classified right in evaluation mode; of 2,000 spread
   * evenly over them when there are more.
   */
  public double trainingAccuracy() {
    return trainingAccuracy;
  }

  /**
   * Whether the updates were enough: {@link #trainingAccuracy} is at least 0.95; or it is at least
   * 0.75 and the mean loss of the last quarter of the updates lies less than 5 % below that of the
   * quarter before, as where some tiles cannot be told apart. A loss that stands still at less
   * accuracy does not count: it may not have begun to fall. Fewer than four updates have no
   * quarters.
   */
  public boolean converged() {
    return trainingAccuracy >= CONVERGED_ACCURACY
        || (trainingAccuracy >= PLATEAU_ACCURACY && lossStandsStill);
  }

  /** Trains, and returns whether the loss stood still at the end. */
  private boolean fit(float[][] tiles, int[] classes, Runnable afterUpdate) {
    LossQuarters losses = new LossQuarters(settings.updates());
    int batch = settings.batch();
    TileOrder order = new TileOrder(settings.seed(), tiles.length);
    float[] values = new float[batch * settings.values()];
    INDArray velocity = Nd4j.zeros(DataType.FLOAT, network.numParams());
    // One array for all updates: memory outside the heap is only given back when Java collects.
    INDArray step = Nd4j.createUninitialized(DataType.FLOAT, network.numParams());
    INDArray parameters = network.params().reshape(network.numParams());
    for (int update = 0; update < settings.updates(); update++) {
      float[] targets = new float[batch * settings.classCount()];
      for (int i = 0; i < batch; i++) {
        int tile = order.next();
        input.write(tiles[tile], values, i * settings.values());
        targets[i * settings.classCount() + classes[tile]] = 1;
      }
      network.setIterationCount(update);
      network.setInput(batchOf(values, batch));
      network.setLabels(Nd4j.create(targets, new long[] {batch, settings.classCount()}, 'c'));
      network.computeGradientAndScore();
      losses.add(update, network.score());
      // The network's gradient is the sum over the batch.
      INDArray gradient = network.getFlattenedGradients().reshape(network.numParams());
      velocity.muli(MOMENTUM).addi(gradient.divi(batch));
      parameters.subi(velocity.muli(rate(update), step));
      afterUpdate.run();
    }
    network.clear();
    return losses.standsStill(PLATEAU);
  }

  private double rate(int update) {
    double done = (double) update / settings.updates();
    return settings.learningRate() * (1 + Math.cos(Math.PI * done)) / 2;
  }

  private double accuracyOnSome(float[][] tiles, int[] classes) {
    int count = Math.min(tiles.length, MOST_TILES_JUDGED);
    int[] chosen =
        IntStream.range(0, count)
            .map(i -> Math.toIntExact((long) i * tiles.length / count))
            .toArray();
    int[] predicted = predict(IntStream.of(chosen).mapToObj(i -> tiles[i]).toArray(float[][]::new));
    long right = IntStream.range(0, count).filter(i -> predicted[i] == classes[chosen[i]]).count();
    return (double) right / count;
  }

  private void inBatches(float[][] tiles, BatchReceiver receiver) {
    requireShape(tiles, settings);
    int most = Math.max(1, PIXELS_AT_ONCE / (settings.height() * settings.width()));
    for (int from = 0; from < tiles.length; from += most) {
      int count = Math.min(most, tiles.length - from);
      float[] values = new float[count * settings.values()];
      for (int i = 0; i < count; i++) {
        input.write(tiles[from + i], values, i * settings.values());
      }
      MemoryWorkspace open =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace(SEEING, SEEING_NAME);
      try {
        receiver.take(from, batchOf(values, count));
      } finally {
        open.close();
      }
    }
    network.clear();
  }

  /** From the input of a layer to the output of another, in the workspace that is open. */
  private INDArray through(int first, int last, INDArray given) {
    INDArray values = given;
    for (int layer = first; layer <= last; layer++) {
      values = network.getLayer(layer).activate(values, false, inSeeing);
    }
    return values;
  }

  private INDArray batchOf(float[] values, int count) {
    return Nd4j.create(
        values, new long[] {count, settings.height(), settings.width(), settings.channels()}, 'c');
  }

  private static void requireShape(float[][] tiles, ClassifierSettings settings) {
    for (int i = 0; i < tiles.length; i++) {
      if (tiles[i].length != settings.values()) {
        throw new IllegalArgumentException(
            "tiles[" + i + "] has " + tiles[i].length + " numbers, not " + settings.values());
      }
    }
  }

  private static int largest(float[] scores) {
    int largest = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /** Takes a batch of tiles as the network wants them, the first of them numbered. */
  private interface BatchReceiver {
    void take(int from, INDArray batch);
  }

  /** Tile numbers without end: pass after pass over all of them, each in a new order. */
  private static final class TileOrder {
    private final long seed;
    private int[] pass;
    private int passes;
    private int at;

    TileOrder(long seed, int tiles) {
      this.seed = seed;
      this.pass = new int[tiles];
      this.at = tiles;
    }

    int next() {
      if (at == pass.length) {
        pass = ClassifierRandom.order(seed, passes).permutation(pass.length);
        passes++;
        at = 0;
      }
      int tile = pass[at];
      at++;
      return tile;
    }
  }
}
