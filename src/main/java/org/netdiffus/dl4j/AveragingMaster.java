package org.netdiffus.dl4j;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Tuple2;

/**
 * Trains one network by several workers that start each round from the same weights, go some steps
 * by themselves, each on its own share of the tiles, and are averaged, weights and Adam's moments
 * alike.
 *
 * <p>DL4J's own {@code ParameterAveragingTrainingMaster} splits and ships the data anew in each
 * round, and adds results as they come in. Here a worker's share stays where it is, every random
 * number follows from the plan, and results are added in the order of the workers, so that the
 * outcome is the same to the last bit wherever the tasks run and however often they are repeated.
 *
 * <p>The data is an RDD of one {@link TrainingShare} in each partition; the partition's number is
 * the worker's. It does not come through DL4J, which would carry it in native memory.
 */
final class AveragingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
  /** Results that one task adds up; more workers than that are added in several levels. */
  private static final int FAN_IN = 8;

  private final String run;
  private final TrainingPlan plan;
  private final JavaRDD<TrainingShare> shares;
  private final Rounds rounds;

  /** Where a training stands, and what becomes of a round's result. */
  interface Rounds {
    /** Number of the next step, from 0. */
    int nextStep();

    /** Steps of the next round; 0 when the training is done. */
    int stepsOfNextRound();

    /** What the workers start from. */
    NetworkState state();

    /** Takes the mean of the workers. */
    void finish(WorkerResult mean);
  }

  /**
   * @param run tells this run's networks from those of other runs in the same JVM
   * @param shares of all workers; kept by the caller, since each round reads them
   */
  AveragingMaster(String run, TrainingPlan plan, JavaRDD<TrainingShare> shares, Rounds rounds) {
    this.run = run;
    this.plan = plan;
    this.shares = shares;
    this.rounds = rounds;
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> none) {
    if (shares.getNumPartitions() != plan.workers()) {
      throw new IllegalArgumentException(
          shares.getNumPartitions() + " shares for " + plan.workers() + " workers");
    }
    JavaSparkContext spark = graph.getSparkContext();
    // Spark's cleaner removes what nobody refers to as well, and fails loudly where a removal is
    // under way: the state of the last round stays referred to until that is over.
    Optional<Broadcast<NetworkState>> last = Optional.empty();
    while (rounds.stepsOfNextRound() > 0) {
      Broadcast<NetworkState> start = spark.broadcast(rounds.state());
      try {
        WorkerTask task =
            new WorkerTask(run, plan, rounds.nextStep(), rounds.stepsOfNextRound(), start);
        rounds.finish(inOrder(shares.mapPartitionsWithIndex(task, true)).mean());
      } finally {
        start.destroy();
        Reference.reachabilityFence(last);
        last = Optional.of(start);
      }
    }
  }

  /** Adds the results of all workers in the order of their numbers. */
  private WorkerResult inOrder(JavaRDD<Tuple2<Integer, WorkerResult>> results) {
    JavaPairRDD<Integer, WorkerResult> level = JavaPairRDD.fromJavaRDD(results);
    int count = plan.workers();
    while (count > FAN_IN) {
      count = (count + FAN_IN - 1) / FAN_IN;
      level =
          level
              .mapToPair(
                  result ->
                      new Tuple2<>(result._1() / FAN_IN, new Tuple2<>(result._1(), result._2())))
              .groupByKey(new HashPartitioner(count))
              .mapValues(AveragingMaster::sumInOrder);
    }
    return sumInOrder(level.collect());
  }

  private static WorkerResult sumInOrder(Iterable<Tuple2<Integer, WorkerResult>> results) {
    Map<Integer, WorkerResult> ordered = new TreeMap<>();
    results.forEach(result -> ordered.put(result._1(), result._2()));
    Iterator<WorkerResult> iterator = ordered.values().iterator();
    WorkerResult sum = iterator.next();
    while (iterator.hasNext()) {
      sum = sum.plus(iterator.next());
    }
    return sum;
  }

  /** One worker's part of a round. */
  private record WorkerTask(
      String run, TrainingPlan plan, int first, int count, Broadcast<NetworkState> start)
      implements Function2<
          Integer, Iterator<TrainingShare>, Iterator<Tuple2<Integer, WorkerResult>>> {
    @Override
    public Iterator<Tuple2<Integer, WorkerResult>> call(
        Integer worker, Iterator<TrainingShare> shares) {
      TrainingShare share = shares.next();
      WorkerResult result =
          WorkerGraphs.shared()
              .lend(
                  run,
                  plan,
                  graph -> {
                    start.value().into(graph);
                    WorkerSteps.Losses losses =
                        WorkerSteps.run(graph, plan, share, worker, first, count);
                    return new WorkerResult(
                        NetworkState.of(graph),
                        losses.ofSteps(),
                        losses.squaredErrors(),
                        losses.byLevel(),
                        1);
                  });
      return List.of(new Tuple2<>(worker, result)).iterator();
    }
  }

  private static UnsupportedOperationException onlyShares() {
    return new UnsupportedOperationException("this master trains on prepared shares only");
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    throw onlyShares();
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    throw onlyShares();
  }

  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw onlyShares();
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw onlyShares();
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw onlyShares();
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw new UnsupportedOperationException("batches are drawn by the plan, hooks see none");
  }

  @Override
  public void removeHook(TrainingHook hook) {
    // There are none.
  }

  @Override
  public String toJson() {
    throw new UnsupportedOperationException("the plan is kept with the checkpoints");
  }

  @Override
  public String toYaml() {
    throw new UnsupportedOperationException("the plan is kept with the checkpoints");
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    // Rounds report their own figures.
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public SparkTrainingStats getTrainingStats() {
    throw new UnsupportedOperationException("rounds report their own figures");
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    throw new UnsupportedOperationException("listen to rounds instead");
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> listeners) {
    throw new UnsupportedOperationException("listen to rounds instead");
  }

  @Override
  public boolean deleteTempFiles(JavaSparkContext spark) {
    return true;
  }

  @Override
  public boolean deleteTempFiles(SparkContext spark) {
    return true;
  }
}
