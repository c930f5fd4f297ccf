package org.netdiffus.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.netdiffus.bench.Machine;
import org.netdiffus.bench.PyTorch;
import org.netdiffus.bench.Rates;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.SingleWorker;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.TrainingTile;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Training of the {@code cpu} network with 20 classes in batches of 32.
 *
 * <p>First one thread of one process, training step and forward pass, in turn with PyTorch on the
 * same network where a python3 with torch is found: about four fifths of a step is convolution,
 * which both leave to oneDNN, so the ratio should lie near 1. Then {@code train-denoiser} with two
 * workers against one, averaged every 10 steps: two cores should bring 2 less the averaging.
 */
public final class TrainingBench {
  private static final int BATCH = 32;
  private static final int CLASSES = 20;
  private static final int FREQUENCY = 10;
  private static final String IMAGES = "images/s";

  private final boolean quick;

  private TrainingBench(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for few steps
   */
  public static void main(String[] words) throws IOException {
    boolean quick = List.of(words).contains("--quick");
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: preset cpu, %d classes, batch %d, one thread a task%s%n",
        CLASSES,
        BATCH,
        quick ? ", quick" : "");
    TrainingBench bench = new TrainingBench(quick);
    bench.oneThread();
    bench.twoWorkers();
  }

  /** Rates of one kind of work, ours and PyTorch's, by CPU time and by the clock. */
  private static final class Compared {
    private final String work;
    private final Rates ours;
    private final Rates oursByClock;
    private final Rates theirs;
    private final Rates theirsByClock;

    Compared(String work) {
      this.work = work;
      this.ours = new Rates(work + ", netdiffus, CPU time", IMAGES);
      this.oursByClock = new Rates(work + ", netdiffus, by the clock", IMAGES);
      this.theirs = new Rates(work + ", PyTorch, CPU time", IMAGES);
      this.theirsByClock = new Rates(work + ", PyTorch, by the clock", IMAGES);
    }

    void addOurs(PyTorch.Times times, int images) {
      ours.add(images / times.cpu());
      oursByClock.add(images / times.wall());
    }

    void addTheirs(PyTorch.Times times, int images) {
      theirs.add(images / times.cpu());
      theirsByClock.add(images / times.wall());
    }

    void print(boolean withTheirs) {
      System.out.println(ours);
      System.out.println(oursByClock);
      if (withTheirs) {
        System.out.println(theirs);
        System.out.println(theirsByClock);
        System.out.printf(
            Locale.ROOT,
            "%s, netdiffus over PyTorch: %.2f times by CPU time, %.2f by the clock%n",
            work,
            ours.over(theirs),
            oursByClock.over(theirsByClock));
      }
    }
  }

  private void oneThread() throws IOException {
    int repeats = quick ? 3 : 11;
    int steps = quick ? 1 : 3;
    int passes = 3 * steps;
    float[] noisy = new float[BATCH * 32 * 32];
    CounterRandom.of(1, Purpose.NOISE, 0, 0).fillGaussian(noisy, 0, noisy.length);
    int[] times = IntStream.range(0, BATCH).map(i -> 31 * i).toArray();
    int[] classes = IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray();
    Compared training = new Compared("training step");
    Compared forward = new Compared("forward pass");
    Optional<PyTorch> torch = torch();
    try (SingleWorker worker = worker()) {
      worker.train(3);
      worker.forward(5, noisy, times, classes);
      for (int repeat = 0; repeat < repeats; repeat++) {
        training.addOurs(timed(() -> worker.train(steps)), steps * BATCH);
        torch.ifPresent(other -> training.addTheirs(other.train(steps), steps * BATCH));
        forward.addOurs(timed(() -> worker.forward(passes, noisy, times, classes)), passes * BATCH);
        torch.ifPresent(other -> forward.addTheirs(other.forward(passes), passes * BATCH));
      }
    } finally {
      torch.ifPresent(PyTorch::close);
    }
    training.print(torch.isPresent());
    forward.print(torch.isPresent());
  }

  private static Optional<PyTorch> torch() {
    Path script = Path.of(System.getenv("NETDIFFUS_BENCHES"), "python", "network_speed.py");
    Optional<PyTorch> torch = PyTorch.start(script, BATCH, CLASSES);
    System.out.println(
        torch
            .map(PyTorch::version)
            .orElse("no python3 with torch was found: PyTorch is not measured"));
    return torch;
  }

  private static PyTorch.Times timed(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long clock = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    return new PyTorch.Times(
        (threads.getCurrentThreadCpuTime() - cpu) / 1e9, (System.nanoTime() - clock) / 1e9);
  }

  private static SingleWorker worker() throws IOException {
    ResolvedSettings settings =
        ResolvedSettings.resolve(
            List.of(),
            List.of("train.input=-", "train.output=-", "train.batch=" + BATCH, "train.workers=1"));
    TrainingPlan plan =
        TrainSettings.of(settings)
            .plan(
                UNetPreset.CPU.shape(1, CLASSES),
                new Normalisation(new float[] {0.5f}, new float[] {0.25f}));
    List<TrainingTile> tiles = new ArrayList<>();
    for (int i = 0; i < 4 * BATCH; i++) {
      float[] pixels = new float[plan.shape().values()];
      CounterRandom random = CounterRandom.of(1, Purpose.SIMULATION, i, 0);
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = (float) random.nextDouble();
      }
      tiles.add(new TrainingTile(i, i % CLASSES, pixels));
    }
    return SingleWorker.of(
        plan,
        tiles,
        new DenoiserDescription(
            0,
            1,
            plan.shape(),
            Collections.nCopies(CLASSES, "class"),
            plan.normalisation(),
            ClippingRange.of(-2, 2),
            plan.target(),
            plan.noise(),
            plan.schedule(),
            plan.timeSteps(),
            List.of(),
            "{}",
            Collections.emptyMap()));
  }

  private void twoWorkers() throws IOException {
    int turns = quick ? 1 : 2;
    int rounds = quick ? 2 : 4;
    // Small batches weigh the averaging more than it is worth.
    int batch = quick ? BATCH / 4 : BATCH;
    Rates one = new Rates("1 worker of " + batch + " tiles a step on 1 core", IMAGES);
    Rates two = new Rates("2 workers of " + batch + " tiles a step on 2 cores", IMAGES);
    try (SimulatedRuns runs = SimulatedRuns.withTiles(32)) {
      for (int turn = 0; turn < turns; turn++) {
        addRounds(runs, 1, batch, rounds, one);
        addRounds(runs, 2, batch, rounds, two);
      }
    }
    System.out.println(one);
    System.out.println(two);
    System.out.printf(
        Locale.ROOT,
        "two workers over one, averaging every %d steps included: %.2f times%n",
        FREQUENCY,
        two.over(one));
  }

  /** Trains and takes the rate of each round but the first, which also warms up. */
  private static void addRounds(SimulatedRuns runs, int workers, int batch, int rounds, Rates rates)
      throws IOException {
    runs.verb(
        workers,
        "train-denoiser",
        "train.input=" + runs.path("tiles"),
        "train.output=" + runs.path("model"),
        "train.workers=" + workers,
        "train.batch=" + batch,
        "train.preview-every=0",
        "train.averaging-frequency=" + FREQUENCY,
        "train.steps=" + rounds * FREQUENCY);
    byte[] metrics = Files.readAllBytes(runs.path("model").resolve(TrainingMetrics.NAME));
    List<TrainingMetrics.Line> lines = TrainingMetrics.upTo(rounds * FREQUENCY, metrics).lines();
    lines.subList(1, lines.size()).forEach(line -> rates.add(line.tilesPerSecond()));
  }
}
