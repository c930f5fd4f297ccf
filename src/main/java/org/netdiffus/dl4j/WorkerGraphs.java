package org.netdiffus.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
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

  /** By the device that holds their weights. */
  private final Map<ComputeDevice, Deque<UNetGraph>> free = new HashMap<>();

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
    ComputeDevice device = ComputeDevice.attach();
    UNetGraph graph = take(run, device, plan);
    R result;
    try {
      result = work.with(graph);
    } catch (RuntimeException | Error failure) {
      // Not given back: the failure may have left its workspaces open.
      graph.close();
      throw failure;
    }
    giveBack(run, device, graph);
    return result;
  }

  /**
   * Lets the networks of a run go, with their native memory, when no more work comes; those that
   * are lent now follow when they come back.
   */
  synchronized void release(String run) {
    if (run.equals(currentRun)) {
      clear();
      currentRun = "";
    }
  }

  /** Networks that wait for work. */
  synchronized int waiting() {
    return free.values().stream().mapToInt(Deque::size).sum();
  }

  private void clear() {
    free.values().forEach(graphs -> graphs.forEach(UNetGraph::close));
    free.clear();
  }

  private synchronized UNetGraph take(String run, ComputeDevice device, TrainingPlan plan) {
    if (!run.equals(currentRun)) {
      clear();
      currentRun = run;
    }
    UNetGraph graph = free.computeIfAbsent(device, any -> new ArrayDeque<>()).poll();
    if (graph == null) {
      device.announce();
      return build(plan);
    }
    return graph;
  }

  private synchronized void giveBack(String run, ComputeDevice device, UNetGraph graph) {
    if (run.equals(currentRun)) {
      free.computeIfAbsent(device, any -> new ArrayDeque<>()).push(graph);
    } else {
      graph.close();
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
