package org.netdiffus.report;

import java.util.List;
import java.util.Map;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.LossCurve;

/**
 * A training as it stands, for {@link TrainingPage}.
 *
 * @param title what is trained on what
 * @param state whether it goes on, and why not if it does not
 * @param step steps done
 * @param steps steps of the whole training
 * @param secondsLeft time that the rest will take at the present rate; 0 when it does not go on
 * @param loss mean loss of each round
 * @param validation loss of the tiles that are held back, where it was measured; may be empty
 * @param quarters squared error by quarter of the noise schedule, the least noisy first
 * @param rate tiles a second of each round
 * @param size side of a tile
 * @param channels channels of a tile
 * @param seriesUnit what a recovered series holds
 * @param sampledAt step whose model drew the synthetic examples
 * @param examples of some classes; none before samples were drawn
 * @param sheets the same samples as the training went on, in the order of their steps
 * @param settings by key
 */
public record TrainingView(
    String title,
    State state,
    int step,
    int steps,
    double secondsLeft,
    LossCurve loss,
    LossCurve validation,
    List<LossCurve> quarters,
    Rate rate,
    int size,
    int channels,
    String seriesUnit,
    int sampledAt,
    List<ClassExamples> examples,
    List<Sheet> sheets,
    Map<String, String> settings) {

  /** How a training stands. */
  public sealed interface State {
    /** It goes on. */
    record Running() implements State {}

    /** It has come to its end. */
    record Done() implements State {}

    /**
     * It was stopped.
     *
     * @param reason a sentence
     */
    record BrokenDown(String reason) implements State {}
  }

  /**
   * How fast it goes.
   *
   * @param steps step numbers, ascending
   * @param tilesPerSecond tiles of all workers, as many
   */
  public record Rate(int[] steps, double[] tilesPerSecond) {}

  /**
   * A contact sheet.
   *
   * @param step steps done when it was drawn
   * @param png bytes of the picture; owned by the record
   */
  public record Sheet(int step, byte[] png) {}
}
