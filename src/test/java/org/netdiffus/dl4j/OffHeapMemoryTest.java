package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * That all data of a step live in workspaces. Outside them ND4J takes a few bytes for the header of
 * each array, which the garbage collector gives back; these do not grow with the batch, data would.
 */
class OffHeapMemoryTest {
  private static final int SMALL = 2;
  private static final int MIDDLE = 8;
  private static final int LARGE = 64;

  private static final int STEPS = 500;

  /** The smallest array of a tile's data in the network: 4 channels of 4 x 4 pixels. */
  private static final long SMALLEST = 4 * 4 * 4 * Float.BYTES;

  /** The same, of the tiles that the one batch above has more than the other. */
  private static final long DATA = (LARGE - SMALL) * SMALLEST;

  @Test
  void aTrainingStepTakesNoNativeMemoryForItsDataOutsideWorkspaces() {
    UNetGraph graph = WorkerGraphs.build(TestTrainings.plan(1000, 1, 1));
    MultiDataSet small = TestGraphs.batch(TestTrainings.SHAPE, SMALL, DataType.FLOAT);
    MultiDataSet large = TestGraphs.batch(TestTrainings.SHAPE, LARGE, DataType.FLOAT);

    long ofSmall = greatestGrowth(() -> graph.fit(small));
    long ofLarge = greatestGrowth(() -> graph.fit(large));

    assertThat(ofLarge - ofSmall).isLessThan(DATA);
  }

  @Test
  void nativeMemoryDoesNotGrowOverHundredsOfSteps() {
    UNetGraph graph = WorkerGraphs.build(TestTrainings.plan(1000, 1, 1));
    MultiDataSet batch = TestGraphs.batch(TestTrainings.SHAPE, MIDDLE, DataType.FLOAT);
    repeat(20, () -> graph.fit(batch));
    SortedMap<String, Long> workspaces = workspaces();
    long before = nativeBytes();

    repeat(STEPS, () -> graph.fit(batch));

    // Half of what one array kept a step would take; headers that wait for the collector are less.
    assertThat(nativeBytes() - before).isLessThan(STEPS * SMALLEST * MIDDLE / 2);
    assertThat(workspaces).isNotEmpty();
    assertThat(workspaces()).isEqualTo(workspaces);
  }

  @Test
  void aPredictionGivesItsNativeMemoryBack() throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(WorkerGraphs.build(TestTrainings.plan(1, 1, 1)), model, false);
    TrainedDenoiser denoiser =
        TrainedDenoiser.read(
            new ByteArrayInputStream(model.toByteArray()),
            TestTrainings.description(TestTrainings.plan(1, 1, 1), 1));

    long ofSmall = greatestGrowth(() -> predict(denoiser, SMALL));
    long ofLarge = greatestGrowth(() -> predict(denoiser, LARGE));

    assertThat(ofLarge - ofSmall).isLessThan(DATA);
  }

  @Test
  void aLookOfTheClassifierTakesNoNativeMemoryForItsDataOutsideWorkspaces() {
    ClassifierSettings settings = new ClassifierSettings(8, 8, 1, 2, 1, 2, 0.01, 1);
    TileClassifier classifier =
        TileClassifier.train(new float[2][64], new int[] {0, 1}, settings, () -> {});

    long ofSmall = greatestGrowth(() -> classifier.see(new float[SMALL][64]));
    long ofLarge = greatestGrowth(() -> classifier.see(new float[LARGE][64]));

    assertThat(ofLarge - ofSmall).isLessThan(DATA);
  }

  @Test
  void aRoundGivesTheNativeMemoryOfItsBatchesBack() {
    UNetGraph graph = WorkerGraphs.build(TestTrainings.plan(1000, 1, 1));

    long ofSmall = greatestGrowth(() -> round(graph, SMALL));
    long ofLarge = greatestGrowth(() -> round(graph, LARGE));

    assertThat(ofLarge - ofSmall).isLessThan(DATA);
  }

  private static void round(UNetGraph graph, int batch) {
    TrainingPlan eight = TestTrainings.plan(1000, 1, 1);
    TrainingPlan plan =
        new TrainingPlan(
            eight.shape(),
            eight.normalisation(),
            eight.target(),
            eight.noise(),
            eight.schedule(),
            eight.timeSteps(),
            eight.rate(),
            eight.weightDecay(),
            eight.greatestGradient(),
            batch,
            eight.workers(),
            eight.averagingFrequency(),
            eight.labelDropout(),
            eight.lossWeight(),
            eight.timeDraw(),
            eight.greatestDecay(),
            eight.seed());
    TrainingShare share = TrainingShare.of(TestTrainings.tiles(4), plan);
    WorkerSteps.run(graph, plan, share, 0, 0, 1);
  }

  private static void predict(TrainedDenoiser denoiser, int tiles) {
    denoiser.predict(new float[tiles * denoiser.values()], new int[tiles], new int[tiles]);
  }

  /** The most that one call took; the collector, at work beside it, may hide some of it. */
  private static long greatestGrowth(Runnable call) {
    repeat(10, call);
    long greatest = 0;
    for (int i = 0; i < 10; i++) {
      long before = nativeBytes();
      call.run();
      greatest = Math.max(greatest, nativeBytes() - before);
    }
    return greatest;
  }

  /** Bytes of all arrays that ND4J has taken outside the heap and not given back. */
  private static long nativeBytes() {
    return Nd4j.getEnvironment().getDeviceCouner(0);
  }

  private static SortedMap<String, Long> workspaces() {
    SortedMap<String, Long> sizes = new TreeMap<>();
    for (MemoryWorkspace workspace :
        Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()) {
      sizes.put(workspace.getId(), workspace.getCurrentSize());
    }
    return sizes;
  }

  private static void repeat(int times, Runnable call) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
