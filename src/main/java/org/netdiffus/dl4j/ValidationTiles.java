package org.netdiffus.dl4j;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Tiles that a training does not see, to tell which of its checkpoints denoises best. They stay
 * with the executors; each measurement sends the averaged weights there and brings one sum of each
 * share back.
 *
 * <p>The loss is a function of the weights, the plan and the tiles: noise and time steps are the
 * same in every measurement, and sums are added in the order of the tiles' indices, wherever the
 * tiles lie.
 */
public final class ValidationTiles implements AutoCloseable {
  private final TrainingPlan plan;
  private final JavaRDD<TrainingShare> shares;

  private ValidationTiles(TrainingPlan plan, JavaRDD<TrainingShare> shares) {
    this.plan = plan;
    this.shares = shares;
  }

  /**
   * Keeps tiles for validation; they are read at the first measurement.
   *
   * @param tiles their indices 0 to {@code count - 1} without a gap
   * @param count how many there are, at least 1
   * @throws IllegalArgumentException when there is none
   */
  public static ValidationTiles of(JavaRDD<TrainingTile> tiles, long count, TrainingPlan plan) {
    if (count < 1) {
      throw new IllegalArgumentException("no tile to validate with");
    }
    int parts = (int) Math.min(plan.workers(), count);
    JavaRDD<TrainingShare> shares = DenoiserTraining.shares(tiles, plan, parts);
    return new ValidationTiles(plan, shares.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /**
   * Mean squared error of the averaged weights, each example weighted as in training, all classes
   * shown.
   *
   * @param training where it stands now; it is not changed
   */
  public double loss(DenoiserTraining training) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(shares.context());
    Broadcast<float[]> average = spark.broadcast(training.average());
    try {
      Measurement measurement =
          new Measurement(training.run(), plan, shares.getNumPartitions(), average);
      Map<Integer, ValidationLoss> inOrder = new TreeMap<>();
      shares
          .mapPartitionsWithIndex(measurement, true)
          .collect()
          .forEach(result -> inOrder.put(result._1(), result._2()));
      return inOrder.values().stream().reduce(ValidationLoss.NONE, ValidationLoss::plus).mean();
    } finally {
      average.destroy();
    }
  }

  /** Lets the tiles go. */
  @Override
  public void close() {
    shares.unpersist();
  }

  /** The loss of one share. */
  private record Measurement(String run, TrainingPlan plan, int parts, Broadcast<float[]> average)
      implements Function2<
          Integer, Iterator<TrainingShare>, Iterator<Tuple2<Integer, ValidationLoss>>> {
    @Override
    public Iterator<Tuple2<Integer, ValidationLoss>> call(
        Integer part, Iterator<TrainingShare> shares) {
      TrainingShare share = shares.next();
      ValidationLoss loss =
          WorkerGraphs.shared()
              .lend(
                  run,
                  plan,
                  graph -> {
                    SmallArrays.write(average.value(), graph.params());
                    return ValidationLoss.of(graph, plan, share, part, parts);
                  });
      return List.of(new Tuple2<>(part, loss)).iterator();
    }
  }
}
