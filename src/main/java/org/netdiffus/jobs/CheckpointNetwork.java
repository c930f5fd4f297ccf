package org.netdiffus.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipInputStream;
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
  /**
   * Reads through the file on the driver, in little memory: every task would find the same damage,
   * and tasks that fail fill the log.
   *
   * @throws org.netdiffus.settings.UserError when the file is lost, cut off or damaged
   */
  void requireWhole() {
    try (ZipInputStream zip = new ZipInputStream(stream())) {
      int parts = 0;
      while (zip.getNextEntry() != null) {
        zip.transferTo(OutputStream.nullOutputStream());
        parts++;
      }
      if (parts == 0) {
        throw new IOException("it is no archive");
      }
    } catch (IOException | IllegalArgumentException e) { // the latter for a name that is no text
      throw CheckpointFault.of(file, e, CheckpointFault.MAKE_ANEW);
    }
  }

  @Override
  public Denoiser open() {
    try (InputStream in = stream()) {
      return TrainedDenoiser.read(in, DenoiserDescription.fromJson(state));
    } catch (IOException e) {
      throw CheckpointFault.of(file, e, CheckpointFault.MAKE_ANEW);
    }
  }

  private InputStream stream() throws IOException {
    Path path = new Path(file);
    return path.getFileSystem(configuration.value().value()).open(path);
  }
}
