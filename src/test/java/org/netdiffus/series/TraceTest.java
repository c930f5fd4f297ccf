package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final long SECOND = 1_000_000_000L;

  private record Made(long time, long size, Direction direction) {}

  @Test
  void aBinHoldsItsFirstInstantAndNotTheNextBins() {
    Trace trace = new Trace(Reading.bins(0.25, 4, Feature.BYTES, Feature.PACKETS));
    long start = 1_500_000_000L * SECOND;
    trace.add(start, 100, Direction.UP);
    trace.add(start + SECOND / 4 - 1, 10, Direction.DOWN);
    trace.add(start + SECOND / 4, 7, Direction.DOWN);
    trace.add(start + SECOND / 2 + 1, 5, Direction.DOWN);

    assertThat(trace.ordered().values(Feature.BYTES)).containsExactly(110, 7, 5, 0);
    assertThat(trace.ordered().values(Feature.PACKETS)).containsExactly(2, 1, 1, 0);
    assertThat(trace.ordered().length()).isEqualTo(3);
    assertThat(trace.ordered().startNanos()).isEqualTo(start);
  }

  @Test
  void whatIsLongerIsCutAndItsLengthIsTheSeries() {
    Trace trace = new Trace(Reading.bins(1, 2, Feature.BYTES));
    for (int second = 0; second < 10; second++) {
      trace.add(second * SECOND, second + 1, Direction.UP);
    }

    assertThat(trace.ordered().values(Feature.BYTES)).containsExactly(1, 2);
    assertThat(trace.ordered().length()).isEqualTo(2);
    assertThat(trace.packets()).isEqualTo(10);
  }

  @Test
  void onlyPacketsOfTheirDirectionCountAndUnknownOnesStillTakeTime() {
    Trace trace = new Trace(Reading.bins(1, 3, Feature.BYTES_DOWN, Feature.BYTES_UP));
    trace.add(0, 1000, Direction.UNKNOWN);
    trace.add(SECOND, 1, Direction.UP);
    trace.add(SECOND, 20, Direction.DOWN);
    trace.add(2 * SECOND, 300, Direction.DOWN);

    assertThat(trace.ordered().values(Feature.BYTES_DOWN)).containsExactly(0, 20, 300);
    assertThat(trace.ordered().values(Feature.BYTES_UP)).containsExactly(0, 1, 0);
  }

  @Test
  void anEarlierPacketThatComesLateMovesTheStartAndAllBins() {
    Trace trace = new Trace(Reading.bins(1, 4, Feature.BYTES));
    trace.add(10 * SECOND, 1, Direction.UP);
    trace.add(11 * SECOND, 2, Direction.UP);
    trace.add(9 * SECOND + SECOND / 2, 4, Direction.UP);

    assertThat(trace.ordered().values(Feature.BYTES)).containsExactly(5, 2, 0, 0);
  }

  @Test
  void sequencesHoldSizesSignsDirectionsAndGaps() {
    Trace trace =
        new Trace(
            Reading.sequence(4, Feature.SIZE, Feature.SIGNED_SIZE, Feature.DIRECTION, Feature.GAP));
    trace.add(5 * SECOND, 60, Direction.UP);
    trace.add(5 * SECOND + 250_000_000, 1500, Direction.DOWN);
    trace.add(7 * SECOND, 40, Direction.UP);

    assertThat(trace.ordered().values(Feature.SIZE)).containsExactly(60, 1500, 40, 0);
    assertThat(trace.ordered().values(Feature.SIGNED_SIZE)).containsExactly(60, -1500, 40, 0);
    assertThat(trace.ordered().values(Feature.DIRECTION)).containsExactly(1, -1, 1, 0);
    assertThat(trace.ordered().values(Feature.GAP)).containsExactly(0, 0.25f, 1.75f, 0);
    assertThat(trace.ordered().length()).isEqualTo(3);
  }

  @Test
  void packetsOfOneTimeKeepTheOrderInWhichTheyCame() {
    Trace trace = new Trace(Reading.sequence(4, Feature.SIZE));
    trace.add(SECOND, 1, Direction.UP);
    trace.add(SECOND, 2, Direction.UP);
    trace.add(0, 3, Direction.UP);
    trace.add(SECOND, 4, Direction.UP);

    assertThat(trace.ordered().values(Feature.SIZE)).containsExactly(3, 1, 2, 4);
  }

  @Test
  void binsOfPacketsCountPacketsAndNotTime() {
    Trace trace = new Trace(Reading.packetBins(2, 3, Feature.BYTES, Feature.BYTES_DOWN));
    for (int i = 1; i <= 5; i++) {
      trace.add(0, i, i % 2 == 0 ? Direction.DOWN : Direction.UP);
    }

    assertThat(trace.ordered().values(Feature.BYTES)).containsExactly(3, 7, 5);
    assertThat(trace.ordered().values(Feature.BYTES_DOWN)).containsExactly(2, 4, 0);
    assertThat(trace.ordered().length()).isEqualTo(3);
  }

  @Test
  void timesFurtherApartThanALongTellsFillTheSeries() {
    for (SeriesShape shape :
        List.of(
            new SeriesShape(List.of(Feature.BYTES), 1, 0, 3),
            Reading.sequence(3, Feature.GAP, Feature.SIZE))) {
      Trace trace = new Trace(shape);
      trace.add(Long.MAX_VALUE, 7, Direction.UP);
      trace.add(Long.MIN_VALUE, 5, Direction.UP);

      OrderedTrace ordered = trace.ordered();
      assertThat(ordered.startNanos()).isEqualTo(Long.MIN_VALUE);
      if (shape.sequence()) {
        assertThat(ordered.values(Feature.SIZE)).containsExactly(5, 7, 0);
        assertThat(ordered.values(Feature.GAP)).containsExactly(0, (float) 9.223372036854776e9, 0);
        assertThat(ordered.length()).isEqualTo(2);
      } else {
        assertThat(ordered.values(Feature.BYTES)).containsExactly(5, 0, 0);
        assertThat(ordered.length()).isEqualTo(3);
      }
    }
  }

  @Test
  void sumsOfManyPacketsLoseNoByte() {
    Trace trace = new Trace(Reading.packetBins(20_000, 1, Feature.BYTES));
    for (int i = 0; i < 20_000; i++) {
      trace.add(0, 1501, Direction.UP);
    }

    // Above 2^24 a float holds even numbers only, so that a sum in floats drifts away.
    assertThat(trace.ordered().values(Feature.BYTES)).containsExactly(20_000 * 1501);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsForgottenAlongTheWayChangesNothing(long seed) {
    Random random = new Random(seed);
    List<Made> packets = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 30_000; i++) {
      now += random.nextInt(20) - (random.nextInt(50) == 0 ? random.nextInt(300) : 0);
      packets.add(new Made(now, random.nextInt(1500), Direction.ofSign(random.nextInt(3) - 1)));
    }
    List<SeriesShape> shapes =
        List.of(
            new SeriesShape(List.of(Feature.BYTES, Feature.BYTES_DOWN), 500, 0, 40),
            new SeriesShape(List.of(Feature.PACKETS, Feature.BYTES_UP), 1, 70, 40),
            new SeriesShape(List.of(Feature.SIGNED_SIZE, Feature.GAP), 1, 0, 1000));
    for (SeriesShape shape : shapes) {
      Trace trace = new Trace(shape);
      packets.forEach(p -> trace.add(p.time(), p.size(), p.direction()));
      for (Feature feature : shape.features()) {
        assertThat(trace.ordered().values(feature))
            .isEqualTo(byDefinition(packets, shape, feature));
      }
    }
  }

  /** The definition, straight from a sorted list of all packets. */
  private static float[] byDefinition(List<Made> packets, SeriesShape shape, Feature feature) {
    List<Made> sorted = packets.stream().sorted(Comparator.comparingLong(Made::time)).toList();
    double[] values = new double[shape.length()];
    for (int i = 0; i < sorted.size(); i++) {
      Made packet = sorted.get(i);
      long place =
          !feature.binned()
              ? i
              : shape.binPackets() > 0
                  ? i / shape.binPackets()
                  : (packet.time() - sorted.get(0).time()) / shape.binWidthNanos();
      if (place < values.length) {
        values[(int) place] +=
            switch (feature) {
              case BYTES, SIZE -> packet.size();
              case PACKETS -> 1;
              case BYTES_UP -> packet.direction() == Direction.UP ? packet.size() : 0;
              case BYTES_DOWN -> packet.direction() == Direction.DOWN ? packet.size() : 0;
              case SIGNED_SIZE -> packet.size() * packet.direction().sign();
              case DIRECTION -> packet.direction().sign();
              case GAP -> i == 0 ? 0 : (packet.time() - sorted.get(i - 1).time()) / 1e9;
            };
      }
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void aShapeOutsideItsRangesIsRefused() {
    assertThatThrownBy(() -> Reading.bins(1, 3, Feature.BYTES, Feature.GAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mix bins and sequences");
    assertThatThrownBy(() -> Reading.bins(0, 3, Feature.BYTES))
        .hasMessage("bin width of 0 ns is not above 0");
    assertThatThrownBy(() -> Reading.bins(1, 0, Feature.BYTES))
        .hasMessageStartingWith("length 0 is outside 1..");
    assertThatThrownBy(() -> Reading.bins(1, 1, Feature.BYTES, Feature.BYTES))
        .hasMessageContaining("repeated");
  }

  @Test
  void unitsNameTheBin() {
    assertThat(Reading.bins(0.25, 1, Feature.BYTES_DOWN).unit(Feature.BYTES_DOWN))
        .isEqualTo("bytes per 0.25 s");
    assertThat(Reading.packetBins(100, 1, Feature.BYTES).unit(Feature.BYTES))
        .isEqualTo("bytes per 100 packets");
    assertThat(Reading.DIRECTIONS.unit(Feature.DIRECTION)).isEqualTo("+1 up, -1 down");
    assertThat(Feature.named("signed-size")).contains(Feature.SIGNED_SIZE);
    assertThat(Feature.named("signed_size")).isEmpty();
  }
}
