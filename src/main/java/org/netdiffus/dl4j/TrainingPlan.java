package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.Locale;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.PredictionTarget;

/**
 * All that decides the outcome of a training, besides the tiles. The number of workers is part of
 * it; the number of cores, executors and threads is not.
 *
 * @param shape the network
 * @param normalisation brings tiles to the network's units
 * @param target what the network learns to predict
 * @param noise form of the noise that tiles are mixed with
 * @param schedule form of the noise schedule
 * @param timeSteps T, steps of the noise schedule
 * @param rate learning rate
 * @param weightDecay as AdamW applies it; 0 for none
 * @param greatestGradient norm to which the gradient of a step is cut
 * @param batch examples of one worker in a step
 * @param workers number of workers, each with its own share of the tiles
 * @param averagingFrequency steps between averages of the workers' networks
 * @param labelDropout share of examples that are shown without their class, 0 to 1
 * @param lossWeight weight of an example by its noise level
 * @param timeDraw how time steps are drawn
 * @param greatestDecay bound of the decay of the weights' exponential average, 0 to 1
 * @param seed of every random number
 */
public record TrainingPlan(
    UNetShape shape,
    Normalisation normalisation,
    PredictionTarget target,
    Noise.Form noise,
    NoiseSchedule.Shape schedule,
    int timeSteps,
    LearningRate rate,
    double weightDecay,
    double greatestGradient,
    int batch,
    int workers,
    int averagingFrequency,
    double labelDropout,
    LossWeight lossWeight,
    TimeDraw timeDraw,
    double greatestDecay,
    long seed)
    implements Serializable {

  /** How the time steps of a batch are drawn. */
  public enum TimeDraw {
    /** Each by itself. */
    INDEPENDENT,
    /**
     * One from each of as many equal parts of the schedule as all workers have examples, which they
     * take in turn.
     */
    STRATIFIED;

    /** Name in settings and files: {@code independent} or {@code stratified}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public TrainingPlan {
    if (batch < 1 || workers < 1 || averagingFrequency < 1) {
      throw new IllegalArgumentException(
          "batch = "
              + batch
              + ", workers = "
              + workers
              + ", averaging frequency = "
              + averagingFrequency
              + ": each from 1 up");
    }
    if (!(labelDropout >= 0 && labelDropout <= 1)) {
      throw new IllegalArgumentException("label dropout = " + labelDropout + " is not in [0, 1]");
    }
    if (!(weightDecay >= 0) || !(greatestGradient > 0)) {
      throw new IllegalArgumentException(
          "weight decay = " + weightDecay + ", greatest gradient = " + greatestGradient);
    }
    if (!(greatestDecay >= 0 && greatestDecay <= 1)) {
      throw new IllegalArgumentException("greatest decay = " + greatestDecay + " is not in [0, 1]");
    }
    if (noise == Noise.Form.SYMMETRIC && shape.dimensions() == 1) {
      throw new IllegalArgumentException(
          "symmetric noise is for tiles: a series has no row and column to exchange");
    }
    if (normalisation.channels() != shape.channels()) {
      throw new IllegalArgumentException(
          normalisation.channels() + " channels are normalised of " + shape.channels());
    }
  }

  /** Steps of the whole training. */
  public int steps() {
    return rate.steps();
  }

  /** Tiles that all workers look at in one step. */
  public long imagesPerStep() {
    return (long) batch * workers;
  }
}
