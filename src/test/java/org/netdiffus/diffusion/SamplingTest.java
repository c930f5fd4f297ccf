package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SamplingTest {
  private static final Sampler SOLVER = new Sampler.DpmSolver2m();
  private static final NoiseSchedule COSINE = NoiseSchedule.cosine(1000);

  static Stream<Config> golden() {
    return Golden.samplers().filter(row -> row.getInt("steps") <= 50);
  }

  static Stream<Sampler> samplers() {
    return Stream.of(new Sampler.Ddpm(), new Sampler.Ddim(0), new Sampler.Ddim(1), SOLVER);
  }

  private static Sampling sampling(Sampler sampler, int evaluations) {
    return new Sampling(
        COSINE,
        sampler,
        evaluations,
        Guidance.NONE,
        ClippingRange.unlimited(),
        new Noise.Independent());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void tilesInFloatEndWhereTheGoldenOnesDo(Config row) {
    NoiseSchedule schedule = Golden.schedule(row.getString("schedule"), 1000);
    Sampling sampling =
        new Sampling(
            schedule, SOLVER, 2, Guidance.NONE, ClippingRange.unlimited(), new Noise.Independent());
    float[] ends =
        sampling.draw(
            GaussianDenoiser.of(schedule, PredictionTarget.V, 1),
            new int[] {0},
            new long[] {1},
            new float[] {1.5f},
            SOLVER.plan(schedule, Golden.integers(row, "even_lambda_t")));
    assertThat((double) ends[0])
        .isCloseTo(row.getDouble("dpm_solver_2m_even_lambda"), within(2e-6));
  }

  @Test
  void bothTargetsDescribeTheSameModel() {
    Sampling sampling =
        new Sampling(
            COSINE,
            SOLVER,
            20,
            Guidance.NONE,
            ClippingRange.of(-1.5f, 1.5f),
            new Noise.Independent());
    float[] epsilon =
        sampling.draw(
            GaussianDenoiser.of(COSINE, PredictionTarget.EPSILON, 16),
            new int[] {0},
            new long[] {5});
    float[] v =
        sampling.draw(
            GaussianDenoiser.of(COSINE, PredictionTarget.V, 16), new int[] {0}, new long[] {5});
    // At t = 999 an epsilon in float is worth only two digits of x_0.
    assertThat(epsilon).containsExactly(v, within(1e-3f));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void aTileDoesNotDependOnItsBatch(Sampler sampler) {
    GaussianDenoiser denoiser =
        new GaussianDenoiser(COSINE, PredictionTarget.V, 16, new double[] {0.3, -0.4, 0.1}, 0.25);
    long[] seeds = {11, 12, 13, 14, 15};
    int[] classes = {0, 1, 2, 1, 0};
    float[] together = sampling(sampler, 10).draw(denoiser, classes, seeds);
    for (int i = 0; i < seeds.length; i++) {
      float[] alone =
          sampling(sampler, 10).draw(denoiser, new int[] {classes[i]}, new long[] {seeds[i]});
      assertThat(alone).isEqualTo(Arrays.copyOfRange(together, 16 * i, 16 * (i + 1)));
    }
    assertThat(Arrays.copyOfRange(together, 0, 16))
        .isNotEqualTo(Arrays.copyOfRange(together, 64, 80));
  }

  /**
   * 8,192 values; the tolerance of the deviation is four standard errors, {@code 0.25 / sqrt(2 n)},
   * and the sampler's own bias at this number of steps.
   */
  @Test
  void drawnTilesHaveTheMeanAndTheDeviationOfTheData() {
    long[] seeds = LongStream.range(0, 512).toArray();
    float[] tiles =
        sampling(SOLVER, 20)
            .draw(
                GaussianDenoiser.of(COSINE, PredictionTarget.V, 16), new int[seeds.length], seeds);
    assertThat(mean(tiles)).isCloseTo(0.3, within(0.011));
    assertThat(deviation(tiles)).isCloseTo(0.25, within(0.008 + 0.003));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void symmetricNoiseDrawsExactlySymmetricTiles(Sampler sampler) {
    Sampling sampling =
        new Sampling(
            COSINE,
            sampler,
            20,
            Guidance.NONE,
            ClippingRange.unlimited(),
            new Noise.Symmetric(4, 1));
    long[] seeds = LongStream.range(0, 512).toArray();
    float[] tiles =
        sampling.draw(
            GaussianDenoiser.of(COSINE, PredictionTarget.V, 16), new int[seeds.length], seeds);
    for (int i = 0; i < tiles.length; i++) {
      assertThat(tiles[i]).isEqualTo(tiles[i / 16 * 16 + i % 4 * 4 + i / 4 % 4]);
    }
    // As independent noise would, within four standard errors of the values that are free.
    float[] independent =
        sampling(sampler, 20)
            .draw(GaussianDenoiser.of(COSINE, PredictionTarget.V, 16), new int[512], seeds);
    assertThat(mean(tiles)).isCloseTo(mean(independent), within(0.02));
    assertThat(deviation(tiles)).isCloseTo(deviation(independent), within(0.014));
  }

  /** With the large variance, 50 ancestral steps widen a deviation of 0.25 to 0.271. */
  @Test
  void aLearnedVarianceLiesBetweenTheSmallAndTheLargeOne() {
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    Denoiser exact = GaussianDenoiser.of(linear, PredictionTarget.V, 16);
    Sampling ancestral =
        new Sampling(
            linear,
            new Sampler.Ddpm(),
            50,
            Guidance.NONE,
            ClippingRange.unlimited(),
            new Noise.Independent());
    long[] seeds = LongStream.range(0, 512).toArray();
    int[] classes = new int[seeds.length];

    float[] small = ancestral.draw(new LearnedVariance(exact, -1), classes, seeds);
    float[] large = ancestral.draw(new LearnedVariance(exact, 1), classes, seeds);
    float[] between = ancestral.draw(new LearnedVariance(exact, 0), classes, seeds);

    assertThat(small).isEqualTo(ancestral.draw(exact, classes, seeds));
    assertThat(deviation(large)).isCloseTo(0.271, within(0.0085));
    assertThat(deviation(between)).isBetween(deviation(small), deviation(large));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void onlyAncestralSamplingAsksForTheLearnedVariance(Sampler sampler) {
    Denoiser exact = GaussianDenoiser.of(COSINE, PredictionTarget.V, 16);
    float[] fixed = sampling(sampler, 10).draw(exact, new int[2], new long[] {3, 4});
    float[] learned =
        sampling(sampler, 10).draw(new LearnedVariance(exact, 1), new int[2], new long[] {3, 4});
    if (sampler instanceof Sampler.Ddpm) {
      assertThat(learned).isNotEqualTo(fixed);
    } else {
      assertThat(learned).isEqualTo(fixed);
    }
  }

  @Test
  void guidanceLeavesTheVarianceOfTheClass() {
    Denoiser exact =
        new GaussianDenoiser(COSINE, PredictionTarget.V, 2, new double[] {0.3, -0.4}, 0.25);
    Denoiser denoiser = new LearnedVariance(exact, 0.25f);
    float[] noisy = {0.1f, -0.2f};
    int[] time = {500};
    float[] guided = new Guidance(2.5).predict(denoiser, noisy, time, new int[] {1});
    float[] targets = new Guidance(2.5).predict(exact, noisy, time, new int[] {1});

    // The variance of this denoiser is its class's number, so that it can be told apart.
    assertThat(guided).containsExactly(targets[0], targets[1], 1.25f, 1.25f);
  }

  /** Says of every variance the same, and for classes other than 0 their number more. */
  private record LearnedVariance(Denoiser exact, float share) implements Denoiser {
    @Override
    public int values() {
      return exact.values();
    }

    @Override
    public int classes() {
      return exact.classes();
    }

    @Override
    public PredictionTarget target() {
      return exact.target();
    }

    @Override
    public boolean learnsVariance() {
      return true;
    }

    @Override
    public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
      float[] targets = exact.predict(noisy, steps, classNumbers);
      float[] both = Arrays.copyOf(targets, 2 * targets.length);
      for (int i = targets.length; i < both.length; i++) {
        both[i] = share + classNumbers[(i - targets.length) / values()];
      }
      return both;
    }
  }

  /** Ancestral sampling in 50 steps leaves 0.205 of a deviation of 0.25, plus four errors. */
  @Test
  void fewAncestralStepsDrawTooNarrowly() {
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    long[] seeds = LongStream.range(0, 512).toArray();
    float[] tiles =
        new Sampling(
                linear,
                new Sampler.Ddpm(),
                50,
                Guidance.NONE,
                ClippingRange.unlimited(),
                new Noise.Independent())
            .draw(
                GaussianDenoiser.of(linear, PredictionTarget.V, 16), new int[seeds.length], seeds);
    assertThat(deviation(tiles)).isCloseTo(0.205, within(0.0065));
  }

  @Test
  void cleanValuesAreHeldToTheRangeOfTheirChannel() {
    ClippingRange range = new ClippingRange(new float[] {0.2f, -1}, new float[] {0.4f, 0.1f});
    float[] tiles =
        new Sampling(COSINE, new Sampler.Ddpm(), 20, Guidance.NONE, range, new Noise.Independent())
            .draw(GaussianDenoiser.of(COSINE, PredictionTarget.V, 32), new int[4], new long[4]);
    for (int i = 0; i < tiles.length; i++) {
      assertThat(tiles[i]).isBetween(range.lower()[i % 2], range.upper()[i % 2]);
    }
  }

  @ParameterizedTest
  @EnumSource(PredictionTarget.class)
  void guidanceOfOneRunsTheNetworkOncePerStep(PredictionTarget target) {
    CountingDenoiser denoiser = new CountingDenoiser(GaussianDenoiser.of(COSINE, target, 4));
    sampling(SOLVER, 20).draw(denoiser, new int[3], new long[3]);
    assertThat(denoiser.classes).hasSize(20).allMatch(c -> Arrays.equals(c, new int[3]));
  }

  @Test
  void guidanceMovesTheOutputAwayFromNoClass() {
    GaussianDenoiser exact =
        new GaussianDenoiser(COSINE, PredictionTarget.V, 2, new double[] {0.3, -0.4}, 0.25);
    CountingDenoiser denoiser = new CountingDenoiser(exact);
    float[] noisy = {0.1f, -0.2f};
    int[] time = {500};
    double free = exact.predict(noisy, time, new int[] {2})[0];
    double conditional = exact.predict(noisy, time, new int[] {1})[0];

    float[] guided = new Guidance(2.5).predict(denoiser, noisy, time, new int[] {1});

    assertThat((double) guided[0]).isCloseTo(free + 2.5 * (conditional - free), within(1e-6));
    assertThat(denoiser.classes).containsExactly(new int[] {2}, new int[] {1});
    assertThat(new Guidance(0).predict(exact, noisy, time, new int[] {1})[0])
        .isEqualTo((float) free);
    assertThat(new Guidance(2.5).evaluationsPerStep()).isEqualTo(2);
    assertThat(Guidance.NONE.evaluationsPerStep()).isEqualTo(1);
  }

  @Test
  void classesAndSeedsMustMatch() {
    assertThatThrownBy(
            () ->
                sampling(SOLVER, 20)
                    .draw(
                        GaussianDenoiser.of(COSINE, PredictionTarget.V, 4),
                        new int[2],
                        new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 classes for 3 seeds");
  }

  @Test
  void settingsOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> new Guidance(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale = -1.0 is not a finite number from 0 on");
    assertThatThrownBy(() -> ClippingRange.of(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channel 0 has the empty range 1.0 to 0.0");
    assertThatThrownBy(() -> new ClippingRange(new float[2], new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 lower and 1 upper bounds");
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  /** Remembers which classes each evaluation asked for. */
  private static final class CountingDenoiser implements Denoiser {
    private final Denoiser denoiser;
    private final List<int[]> classes = new ArrayList<>();

    CountingDenoiser(Denoiser denoiser) {
      this.denoiser = denoiser;
    }

    @Override
    public int values() {
      return denoiser.values();
    }

    @Override
    public int classes() {
      return denoiser.classes();
    }

    @Override
    public PredictionTarget target() {
      return denoiser.target();
    }

    @Override
    public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
      classes.add(classNumbers.clone());
      return denoiser.predict(noisy, steps, classNumbers);
    }
  }
}
