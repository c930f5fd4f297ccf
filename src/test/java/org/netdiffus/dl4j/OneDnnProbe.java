package org.netdiffus.dl4j;

/** One step of training in a process of its own; see {@link OneDnnTest}. */
final class OneDnnProbe {
  private OneDnnProbe() {}

  public static void main(String[] arguments) {
    TrainingPlan plan = TestTrainings.plan(1, 1, 1);
    TrainingShare share = TrainingShare.of(TestTrainings.tiles(8), plan);
    WorkerSteps.run(WorkerGraphs.build(plan), plan, share, 0, 0, 1);
  }

  /** Convolutions of the network: weights that are kernels. */
  static int convolutions() {
    return (int)
        UNet.layout(TestTrainings.SHAPE).blocks().stream()
            .flatMap(named -> named.block().weights().stream())
            .filter(weight -> weight.shape().length == 4)
            .count();
  }
}
