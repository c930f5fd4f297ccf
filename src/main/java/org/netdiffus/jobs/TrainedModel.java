package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.tile.TileView;

/**
 * A trained model as sampling needs it.
 *
 * @param step steps of its training
 * @param labels name of each class, by class number
 * @param labelDropout share of the labels that its training did not show
 * @param tiles what its tiles have in common
 * @param view what the network sees of a tile
 * @param scales what the scales of a tile are drawn from, where they are not in common
 * @param schedule schedule that it was trained on
 * @param noise noise that it was trained with
 * @param normalisation from pixels to the network's units
 * @param range range of the training tiles in the network's units
 * @param identity SHA-256 of the record of the run that trained it
 * @param network opens the network
 */
record TrainedModel(
    int step,
    List<String> labels,
    double labelDropout,
    TileKind tiles,
    TileView view,
    TraceScales scales,
    NoiseSchedule schedule,
    Noise noise,
    Normalisation normalisation,
    ClippingRange range,
    String identity,
    Network network)
    implements Serializable {
  TrainedModel {
    labels = List.copyOf(labels);
  }

  /**
   * What a description says, with its network.
   *
   * @param identity SHA-256 of the record of the run that trained it
   */
  static TrainedModel of(DenoiserDescription description, String identity, Network network) {
    return new TrainedModel(
        description.step(),
        description.labels(),
        description.labelDropout(),
        TileKind.fromJson(description.tiles()),
        TileView.ofDimensions(description.shape().dimensions()),
        TraceScales.fromJson(description.tiles()),
        description.schedule().over(description.timeSteps()),
        description.noise().of(description.shape().size(), description.shape().channels()),
        description.normalisation(),
        description.clipping(),
        identity,
        network);
  }

  /** The network in its file: opened where it runs, once for each thread. */
  @FunctionalInterface
  interface Network extends Serializable {
    Denoiser open();
  }
}
