package org.netdiffus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Laws of forecasts, whatever their coefficients are. */
class ForecastTest {
  private static final Amounts TILES = new Amounts(1000, 800, 5, 1, 320, 32, 16, 2_000_000);
  private static final NetworkCost CPU = NetworkCost.of(2, 32, 1, 32, List.of(1, 2, 2, 2), 1);

  @Test
  void theConvolutionsOfTheCpuNetworkAreCountedAsTheyWereByHand() {
    // 0.493 GFLOP stand in the page on performance, with the products of the embedding.
    assertThat(CPU.forwardOperations()).isCloseTo(0.493e9, within(0.04e9));
    assertThat(NetworkCost.of(2, 64, 1, 32, List.of(1, 2, 2, 2), 1).forwardOperations())
        .isCloseTo(4 * CPU.forwardOperations(), within(1e3));
    assertThat(NetworkCost.of(2, 8, 1, 4, List.of(1, 1), 1).outputs()).isLessThan(CPU.outputs());
  }

  @Test
  void tasksOfOneWaveTakeAsLongAsOneAndMoreThanTheSlotsTakeWaves() {
    Executors executors = new Executors(2, 3);
    assertThat(executors.seconds(60, 6)).isEqualTo(10);
    assertThat(executors.seconds(60, 3)).isEqualTo(20);
    assertThat(executors.seconds(70, 7)).isEqualTo(20);
    assertThatThrownBy(() -> new Executors(0, 1)).hasMessage("0 executors of 1 cores");
  }

  @Test
  void coreHoursAreThoseThatTheExecutorsAreHeldFor() {
    StepForecast step =
        new StepForecast(
            1,
            1,
            1,
            1,
            1,
            3000,
            600,
            new StepForecast.Memory(100, 10.5),
            new StepForecast.Memory(0, 0),
            TILES);
    assertThat(step.seconds(new Executors(2, 4))).isEqualTo(3600);
    assertThat(step.coreHours(new Executors(2, 4))).isEqualTo(8);
    assertThat(step.heap().of(4)).isEqualTo(142);
  }

  @Test
  void tracesGrowWithTheBytesOfTablesAndWithTheFilesOfOthers() {
    InputSample table = new InputSample(1, 1000, 8000, 5, 0, 2, true, false);
    assertThat(table.tracesIn(1, 100_000)).isEqualTo(500);
    assertThat(table.unpacking()).isEqualTo(8);
    InputSample captures = new InputSample(10, 1000, 1000, 9, 12, 2, false, true);
    assertThat(captures.tracesIn(1000, 1 << 30)).isEqualTo(900);
    assertThat(captures.packetsPerByte()).isEqualTo(0.012);
    InputSample nothing = new InputSample(1, 0, 0, 0, 0, 0, false, false);
    assertThat(nothing.tracesIn(7, 70)).isEqualTo(7);
    assertThat(nothing.unpacking()).isEqualTo(1);
  }

  @Test
  void twiceTheWorkIsTwiceTheCoreSecondsAndNoMoreMemory() {
    StepForecast one = drawing(1000, 20).forecast();
    StepForecast two = drawing(2000, 40).forecast();
    assertThat(two.coreSeconds()).isCloseTo(2 * one.coreSeconds(), within(3.0));
    assertThat(two.outputBytes()).isEqualTo(2 * one.outputBytes());
    assertThat(two.offHeap().of(4)).isEqualTo(one.offHeap().of(4));
    assertThat(two.output().traces()).isEqualTo(2000);
  }

  @Test
  void twoSampleTestsByNetworksAreWorkOfTasksAndThoseByTreesOfTheDriver() {
    StepForecast none = evaluation(0, 0);
    StepForecast networks = evaluation(40, 0);
    StepForecast trees = evaluation(0, 40);

    // 13 trainings of 2,400 updates, and then 40 of 200 more: 39,200 in place of 31,200.
    assertThat((networks.coreSeconds() - none.coreSeconds()) / 8000)
        .isPositive()
        .isLessThan(none.coreSeconds() / 31_200 * 1.001);
    assertThat(networks.driverSeconds()).isEqualTo(none.driverSeconds());
    assertThat(networks.tasks()).isEqualTo(none.tasks() + 40);
    assertThat(trees.coreSeconds()).isEqualTo(none.coreSeconds());
    assertThat(trees.driverSeconds()).isGreaterThan(none.driverSeconds() + 40);
  }

  private static StepForecast evaluation(int networks, int trees) {
    return new EvaluationWork(
            TILES,
            TILES,
            1000,
            4,
            3,
            2400,
            32,
            300,
            new EvaluationWork.TwoSample(networks, trees, 640, 200))
        .forecast();
  }

  @Test
  void aWorkerMoreIsATaskMoreAndALargerBatchMoreMemoryOutsideTheHeap() {
    StepForecast two = training(2, 32).forecast();
    StepForecast four = training(4, 32).forecast();
    StepForecast large = training(2, 64).forecast();
    assertThat(four.tasks()).isEqualTo(4);
    assertThat(four.coreSeconds()).isCloseTo(2 * two.coreSeconds(), within(1e-6));
    assertThat(four.seconds(new Executors(4, 1)))
        .isLessThan(1.1 * two.seconds(new Executors(2, 1)));
    assertThat(large.offHeap().of(2)).isGreaterThan(two.offHeap().of(2));
    assertThat(large.heap()).isEqualTo(two.heap());
  }

  /** Numbers of four bytes, however well the files are packed; Spark stores in 0.6 of the heap. */
  @Test
  void theTilesOfItsWorkersLieOnTheHeapOfAnExecutor() {
    Amounts many = new Amounts(125_000, 100_000, 5, 1, 320, 32, 16, 2_000_000);
    StepForecast two = new TrainingWork(many, CPU, 5, 1024, 100, 32, 2, 10, 1, 0).forecast();
    StepForecast four = new TrainingWork(many, CPU, 5, 1024, 100, 32, 4, 10, 1, 0).forecast();

    double all = 100_000 * 1024 * 4.0 / (1 << 20) / 0.6;
    assertThat((double) two.heap().of(2) - training(2, 32).forecast().heap().of(2))
        .isCloseTo(all, within(0.01 * all));
    assertThat(two.heap().task() - four.heap().task()).isCloseTo(all / 4, within(1e-6));
    assertThat(two.offHeap()).isEqualTo(four.offHeap());
  }

  private static SamplingWork drawing(long tiles, long batches) {
    return new SamplingWork(TILES, CPU, tiles, 50, batches, 20, 2);
  }

  private static TrainingWork training(int workers, int batch) {
    return new TrainingWork(TILES, CPU, 1_628_353, 1024, 100, batch, workers, 10, 1, 0);
  }
}
