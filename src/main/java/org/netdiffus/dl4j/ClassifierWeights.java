package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** All that a trained {@link TileClassifier} knows, as it travels to other processes. */
public final class ClassifierWeights implements Serializable {
  private static final long serialVersionUID = 1;

  private final ClassifierSettings settings;
  private final ClassifierInput input;
  private final float[] parameters;
  private final ArrayList<ClassifierNormalisation.Averages> averages;
  private final double trainingAccuracy;
  private final boolean lossStandsStill;

  ClassifierWeights(
      ClassifierSettings settings,
      ClassifierInput input,
      MultiLayerNetwork network,
      double trainingAccuracy,
      boolean lossStandsStill) {
    this.settings = settings;
    this.input = input;
    this.parameters = network.params().toFloatVector();
    this.averages =
        new ArrayList<>(blocks(network).stream().map(ClassifierBlockLayer::averages).toList());
    this.trainingAccuracy = trainingAccuracy;
    this.lossStandsStill = lossStandsStill;
  }

  ClassifierSettings settings() {
    return settings;
  }

  ClassifierInput input() {
    return input;
  }

  double trainingAccuracy() {
    return trainingAccuracy;
  }

  boolean lossStandsStill() {
    return lossStandsStill;
  }

  /** A network that computes what the one that was kept did. */
  MultiLayerNetwork network() {
    MultiLayerNetwork network = ClassifierNetwork.of(settings, DataType.FLOAT);
    network.setParams(Nd4j.createFromArray(parameters));
    List<ClassifierBlockLayer> blocks = blocks(network);
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).restore(averages.get(i));
    }
    return network;
  }

  private static List<ClassifierBlockLayer> blocks(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers())
        .filter(ClassifierBlockLayer.class::isInstance)
        .map(ClassifierBlockLayer.class::cast)
        .toList();
  }
}
