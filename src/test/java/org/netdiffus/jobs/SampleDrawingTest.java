package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.diffusion.Guidance;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.SampleBatches;
import org.netdiffus.diffusion.SampleSeed;
import org.netdiffus.diffusion.Sampler;
import org.netdiffus.diffusion.Sampling;
import org.netdiffus.spark.TileRow;
import org.netdiffus.tile.TileView;

class SampleDrawingTest {
  private static final TileKind KIND =
      new TileKind(
          4,
          2,
          List.of("bytes-down", "bytes-up"),
          16,
          "paa",
          0.25,
          List.of(
              new TileRow.Scale("bytes-down", "training-maximum", 900, false),
              new TileRow.Scale("bytes-up", "training-maximum", 90, false)));

  @Test
  void everyRowSaysWhereItsTileCameFrom() {
    List<TileRow> tiles = tiles(new int[] {2, 0, 1}, 2, drawing(new int[] {2, 0, 1}, 2));

    assertThat(tiles.stream().map(TileRow::traceId))
        .containsExactly("synthetic/a/0", "synthetic/c/0", "synthetic/a/1");
    TileRow last = tiles.get(2);
    assertThat(last.label()).isEqualTo("a");
    assertThat(last.split()).isEqualTo("synthetic");
    assertThat(last.origin()).isEqualTo(new TileRow.Sampled(77, 1, "0123abcd"));
    assertThat(TileKind.of(last)).isEqualTo(KIND);
  }

  @Test
  void pixelsComeBackFromTheNetworksUnitsAndStayInTheirRange() {
    List<TileRow> tiles = tiles(new int[] {9, 9, 9}, 5, drawing(new int[] {9, 9, 9}, 5));
    double[] mean = new double[2];
    float least = 1;
    float greatest = 0;
    for (TileRow tile : tiles) {
      for (int i = 0; i < tile.pixels().length; i++) {
        mean[i % 2] += tile.pixels()[i] / (27.0 * 16);
        least = Math.min(least, tile.pixels()[i]);
        greatest = Math.max(greatest, tile.pixels()[i]);
      }
    }
    // The network's tiles are N(0, 0.5^2): a fifth of the second channel lies below 0.
    assertThat(least).isZero();
    assertThat(greatest).isBetween(0.6f, 1f);
    assertThat(mean[0]).isBetween(0.45, 0.55);
    assertThat(mean[1]).isBetween(0.05, 0.08);
  }

  /** The denoiser's answers depend on place and size of the batch, as those of real ones may. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void partitionsChangeNothing(int partitions) {
    int[] perClass = {5, 2, 4};
    SampleDrawing drawing = drawing(perClass, 3);
    List<TileRow> whole = tiles(perClass, 3, drawing);
    assertThat(whole).hasSize(11);
    for (int partition = 0; partition < partitions; partition++) {
      int mine = partition;
      long[] numbers = LongStream.range(0, 4).filter(batch -> batch % partitions == mine).toArray();
      for (TileRow tile : rows(drawing, numbers)) {
        TileRow same =
            whole.stream()
                .filter(t -> t.traceId().equals(tile.traceId()))
                .findFirst()
                .orElseThrow();
        assertThat(tile.pixels()).isEqualTo(same.pixels());
      }
    }
  }

  @Test
  void aTileIsTheSameHoweverManyThereAre() {
    TileRow few = tiles(new int[] {1, 1, 0}, 3, drawing(new int[] {1, 1, 0}, 3)).get(1);
    TileRow many = tiles(new int[] {9, 9, 9}, 3, drawing(new int[] {9, 9, 9}, 3)).get(1);
    assertThat(few.traceId()).isEqualTo(many.traceId());
    assertThat(few.pixels()).isEqualTo(many.pixels());
  }

  @Test
  void noTwoTilesAreTheSame() {
    List<TileRow> tiles = tiles(new int[] {4, 0, 3}, 2, drawing(new int[] {4, 0, 3}, 2));
    assertThat(tiles.stream().map(tile -> Arrays.toString(tile.pixels()))).doesNotHaveDuplicates();
  }

  @Test
  void aTileWithAScaleOfItsOwnGetsThatOfATrainingTraceOfItsClass() {
    TileKind own =
        KIND.withScales(
            List.of(
                new TileRow.Scale("bytes-down", "trace", 1, false),
                new TileRow.Scale("bytes-up", "trace", 1, false)));
    TraceScales scales =
        new TraceScales(
            new TreeMap<>(
                Map.of(
                    "a",
                    List.of(List.of(10.0, 1.0), List.of(20.0, 2.0)),
                    "b",
                    List.of(List.of(5.0, 6.0)),
                    "c",
                    List.of(List.of(7.0, 8.0)))));
    int[] perClass = {20, 1, 1};
    SampleDrawing drawing =
        new SampleDrawing(
            model(BatchBound::new, own, scales),
            sampling(),
            SampleBatches.of(perClass, 4),
            77,
            new LongAccumulator());

    for (TileRow tile : tiles(perClass, 4, drawing)) {
      long index = ((TileRow.Sampled) tile.origin()).index();
      assertThat(TileKind.of(tile))
          .isEqualTo(scales.draw(own, tile.label(), SampleSeed.of(77, tile.label(), index)));
    }
    assertThat(tiles(perClass, 4, drawing))
        .extracting(tile -> tile.scales().get(0).maximum())
        .containsOnly(10.0, 20.0, 5.0, 7.0);
  }

  @Test
  void aModelWhoseOutputIsNoNumberEndsTheRun() {
    int[] perClass = {0, 3, 0};
    SampleDrawing drawing =
        new SampleDrawing(
            model(Broken::new),
            sampling(),
            SampleBatches.of(perClass, 2),
            77,
            new LongAccumulator());

    assertThatThrownBy(() -> tiles(perClass, 2, drawing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the model draws NaN into tile 0 of class b: its weights are broken, train it anew with"
                + " a lower learning rate");
  }

  @Test
  void theNetworkIsNotOpenedForAnEmptyPartition() {
    SampleDrawing drawing =
        new SampleDrawing(
            model(
                () -> {
                  throw new IllegalStateException("opened");
                }),
            sampling(),
            SampleBatches.of(new int[] {1}, 1),
            1,
            new LongAccumulator());
    assertThat(drawing.call(Collections.emptyIterator()).hasNext()).isFalse();
  }

  @Test
  void theKindOfTilesSurvivesItsJson() {
    assertThat(TileKind.fromJson(KIND.toJson())).isEqualTo(KIND);
    assertThat(KIND.toJson()).contains("\"points\":16", "\"order\":\"paa\"");
  }

  private static SampleDrawing drawing(int[] perClass, int batch) {
    return new SampleDrawing(
        model(BatchBound::new),
        sampling(),
        SampleBatches.of(perClass, batch),
        77,
        new LongAccumulator());
  }

  private static Sampling sampling() {
    return new Sampling(
        NoiseSchedule.cosine(100),
        new Sampler.Ddim(0.5),
        8,
        Guidance.NONE,
        ClippingRange.unlimited(),
        new Noise.Independent());
  }

  private static TrainedModel model(TrainedModel.Network network) {
    return model(network, KIND, TraceScales.NONE);
  }

  private static TrainedModel model(
      TrainedModel.Network network, TileKind kind, TraceScales scales) {
    return new TrainedModel(
        12,
        List.of("a", "b", "c"),
        0.1,
        kind,
        TileView.PICTURE,
        scales,
        NoiseSchedule.cosine(100),
        new Noise.Independent(),
        new MomentNormalisation(new float[] {0.5f, 0.05f}, new float[] {0.1f, 0.06f}),
        ClippingRange.unlimited(),
        "0123abcd",
        network);
  }

  private static List<TileRow> tiles(int[] perClass, int batch, SampleDrawing drawing) {
    return rows(drawing, LongStream.range(0, SampleBatches.of(perClass, batch).count()).toArray());
  }

  private static List<TileRow> rows(SampleDrawing drawing, long[] batches) {
    List<TileRow> tiles = new ArrayList<>();
    drawing.tiles(Arrays.stream(batches).boxed().iterator()).forEachRemaining(tiles::add);
    return tiles;
  }

  /** A network with weights that are no numbers. */
  private static final class Broken implements Denoiser {
    @Override
    public int values() {
      return 32;
    }

    @Override
    public int classes() {
      return 3;
    }

    @Override
    public PredictionTarget target() {
      return PredictionTarget.V;
    }

    @Override
    public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
      float[] out = new float[noisy.length];
      Arrays.fill(out, Float.NaN);
      return out;
    }
  }

  /** Exact for N(0, 0.5^2), but for a little that depends on the place in the batch. */
  private static final class BatchBound implements Denoiser {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(100);

    @Override
    public int values() {
      return 32;
    }

    @Override
    public int classes() {
      return 3;
    }

    @Override
    public PredictionTarget target() {
      return PredictionTarget.V;
    }

    @Override
    public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
      float[] out = new float[noisy.length];
      for (int i = 0; i < out.length; i++) {
        int sample = i / values();
        double alphaBar = SCHEDULE.alphaBar(steps[sample]);
        double share = Math.sqrt(alphaBar) * 0.25 / (alphaBar * 0.25 + 1 - alphaBar);
        double clean = share * noisy[i];
        double noise = (noisy[i] - Math.sqrt(alphaBar) * clean) / Math.sqrt(1 - alphaBar);
        double place = 1e-4 * sample + 1e-3 * steps.length;
        out[i] = (float) (Math.sqrt(alphaBar) * noise - Math.sqrt(1 - alphaBar) * clean + place);
      }
      return out;
    }
  }
}
