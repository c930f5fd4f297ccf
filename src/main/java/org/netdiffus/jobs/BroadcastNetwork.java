package org.netdiffus.jobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.broadcast.Broadcast;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.TrainedDenoiser;

/**
 * A network that travels to the tasks: that of a training under way, which may stand in no file.
 *
 * @param model what {@code ema.zip} of a checkpoint would hold
 * @param state what its {@code state.json} would hold
 */
record BroadcastNetwork(Broadcast<byte[]> model, String state) implements TrainedModel.Network {
  @Override
  public Denoiser open() {
    try {
      return TrainedDenoiser.read(
          new ByteArrayInputStream(model.value()), DenoiserDescription.fromJson(state));
    } catch (IOException e) {
      throw new UncheckedIOException("a network in memory cannot be read", e);
    }
  }
}
