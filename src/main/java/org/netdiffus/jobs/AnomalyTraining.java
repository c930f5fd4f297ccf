package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.dl4j.ClassifierSettings;
import org.netdiffus.dl4j.TileClassifier;

/**
 * Trains the CNN on the classes of a run, each training one Spark task, and lets it look at the
 * real test tiles of all of them.
 *
 * @param tiles tiles of every task
 * @param choices classes of each run
 * @param updates gradient updates of each training
 * @param batch tiles in an update
 * @param seed seed of all trainings
 * @param done where each training counts its updates
 */
record AnomalyTraining(
    Broadcast<JudgedTiles> tiles,
    List<AnomalyChoice> choices,
    int updates,
    int batch,
    long seed,
    LongAccumulator done)
    implements Function<AnomalyTraining.Task, AnomalyTraining.Result> {

  /** What a network is trained on. */
  enum Supply {
    /** Real tiles. */
    ORIGINAL,
    /**
     * The same, those of each class repeated to as many as {@link #WITH_SYNTHETIC} has: how much of
     * a gain is the balance of the classes alone.
     */
    REPEATED,
    /** Real tiles and all synthetic ones of the same classes. */
    WITH_SYNTHETIC
  }

  /** Which classes a network is trained on. */
  sealed interface Knowledge extends Serializable {
    /** The legitimate ones alone. */
    record Legitimate() implements Knowledge {}

    /**
     * The anomalous ones too.
     *
     * @param most training tiles of each anomalous class at most
     */
    record AnomaliesToo(int most) implements Knowledge {}
  }

  /**
   * One training.
   *
   * @param run number of the run, which chose the classes
   * @param member number of the network within its ensemble
   */
  record Task(int run, Knowledge knowledge, Supply supply, int member) implements Serializable {}

  /**
   * What the network says.
   *
   * @param legitimate probabilities of its classes for each test tile of the legitimate classes,
   *     class by class; owned by the record
   * @param anomalous the same for the anomalous classes
   * @param converged whether the updates were enough
   */
  record Result(Task task, float[][] legitimate, float[][] anomalous, boolean converged)
      implements Serializable {}

  @Override
  public Result call(Task task) {
    AnomalyChoice choice = choices.get(task.run());
    JudgedTiles.Labelled training = training(task);
    int classes =
        task.knowledge() instanceof Knowledge.Legitimate
            ? choice.legitimate().size()
            : choice.all().size();
    ClassifierSettings settings =
        new ClassifierSettings(
            tiles.value().height(),
            tiles.value().width(),
            tiles.value().channels(),
            classes,
            updates,
            batch,
            CnnJudging.LEARNING_RATE,
            // The same for every supply, so that runs differ in what they learn from alone.
            CounterRandom.of(seed, Purpose.CLASSIFIER, task.run(), task.member()).nextLong());
    TileClassifier network =
        TileClassifier.train(training.tiles(), training.classes(), settings, () -> done.add(1));
    JudgedTiles.Labelled test = tiles.value().test();
    return new Result(
        task,
        network.probabilities(choice.legitimateOf(test).tiles()),
        network.probabilities(choice.anomalousOf(test).tiles()),
        network.converged());
  }

  /** The tiles of a training, under the class numbers of its network. */
  JudgedTiles.Labelled training(Task task) {
    AnomalyChoice choice = choices.get(task.run());
    int legitimate = choice.legitimate().size();
    int most = task.knowledge() instanceof Knowledge.AnomaliesToo anomalies ? anomalies.most() : 0;
    return IntStream.range(0, most == 0 ? legitimate : choice.all().size())
        .mapToObj(
            number -> {
              int label = choice.all().get(number);
              JudgedTiles.Labelled real = tiles.value().training().ofClass(label, number);
              JudgedTiles.Labelled made = tiles.value().synthetic().ofClass(label, number);
              return supplied(number < legitimate ? real : real.first(most), made, task.supply());
            })
        .reduce(JudgedTiles.Labelled.NONE, JudgedTiles.Labelled::and);
  }

  private static JudgedTiles.Labelled supplied(
      JudgedTiles.Labelled real, JudgedTiles.Labelled made, Supply supply) {
    return switch (supply) {
      case ORIGINAL -> real;
      case REPEATED -> real.repeated(real.count() + made.count());
      case WITH_SYNTHETIC -> real.and(made);
    };
  }
}
