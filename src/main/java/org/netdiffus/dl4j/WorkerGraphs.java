package org.netdiffus.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Networks that the tasks of one JVM train with, kept from round to round: building one takes as
 * long as several steps. A network carries nothing from one task to the next, since each task fills
 * it first; which task gets which is of no consequence.
 */
final class WorkerGraphs {
  // Tasks of one run come and go in an executor's JVM and can share only by a static field.
  private static final WorkerGraphs SHARED = new WorkerGraphs();

  private final Deque<UNetGraph> free = new ArrayDeque<>();
  private String currentRun = "";

  private WorkerGraphs() {}

  /** The networks of this JVM. */
  static WorkerGraphs shared() {
    return SHARED;
  }

  /** Work done with a network. */
  interface Work<R> {
    R with(UNetGraph graph);
  }

  /**
   * Lends a network for the time of some work.
   *
   * @param run tells runs apart; the networks of another run are let go
   */
  <R> R lend(String run, TrainingPlan plan, Work<R> work) {
    UNetGraph graph = take(run, plan);
    R result = work.with(graph);
    // Not given back after a failure, which may have left its workspaces open.
    giveBack(run, graph);
    return result;
  }

  /**
   * Lets the networks of a run go, with their native memory, when no more work comes; those that
   * are lent now are not kept when they come back.
   */
  synchronized void release(String run) {
    if (run.equals(currentRun)) {
      clear();
      currentRun = "";
    }
  }

  /** Networks that wait for work. */
  synchronized int waiting() {
    return free.size();
  }

  private void clear() {
    free.forEach(UNetGraph::close);
    free.clear();
  }

  private synchronized UNetGraph take(String run, TrainingPlan plan) {
    if (!run.equals(currentRun)) {
      clear();
      currentRun = run;
    }
    UNetGraph graph = free.poll();
    return graph == null ? build(plan) : graph;
  }

  private synchronized void giveBack(String run, UNetGraph graph) {
    if (run.equals(currentRun)) {
      free.push(graph);
    }
  }

  /** A network with the weights that the plan's seed decides. */
  static UNetGraph build(TrainingPlan plan) {
    OneDnn.require();
    UNetGraph graph =
        new UNetGraph(
            UNet.configuration(
                plan.shape(),
                plan.seed(),
                new Adam(plan.rate()),
                plan.weightDecay(),
                DataType.FLOAT));
    graph.init();
    graph.setListeners(new GradientClipping(plan.greatestGradient()));
    return graph;
  }
}
