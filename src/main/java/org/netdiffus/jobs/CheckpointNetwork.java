package org.netdiffus.jobs;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.TrainedDenoiser;

/**
 * A network in a file of a checkpoint.
 *
 * @param configuration of the file system
 * @param file whole path of the file
 * @param state content of the checkpoint's {@code state.json}
 */
record CheckpointNetwork(
    Broadcast<SerializableConfiguration> configuration, String file, String state)
    implements TrainedModel.Network {
  @Override
  public Denoiser open() {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem(configuration.value().value()).open(path)) {
      return TrainedDenoiser.read(in, DenoiserDescription.fromJson(state));
    } catch (IOException e) {
      throw CheckpointFault.of(file, e, CheckpointFault.MAKE_ANEW);
    }
  }
}
