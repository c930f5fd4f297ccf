package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.testing.LocalSpark;

/** What a worker keeps of the tiles. */
@ExtendWith(LocalSpark.class)
class TrainingShareTest {
  private static final TrainingPlan PLAN = TestTrainings.plan(2, 2, 1);
  private static final int TILE_BYTES = 4 * TestTrainings.SHAPE.values();

  @Test
  void tilesStandInTheOrderOfTheirIndicesWithTheirClasses() {
    List<TrainingTile> reversed = new ArrayList<>(TestTrainings.tiles(5));
    Collections.reverse(reversed);

    TrainingShare share = TrainingShare.of(reversed, PLAN);

    assertThat(share.classNumbers()).containsExactly(0, 1, 0, 1, 0);
    assertThat(share.tiles()).isDeepEqualTo(TrainingShare.of(TestTrainings.tiles(5), PLAN).tiles());
    assertThat(share.tiles()[1]).isNotEqualTo(share.tiles()[3]);
  }

  @Test
  void theTilesOfOthersStayAsTheyAre() {
    List<TrainingTile> tiles = TestTrainings.tiles(2);
    float[] before = tiles.get(0).pixels().clone();

    TrainingShare.of(tiles, PLAN);

    assertThat(tiles.get(0).pixels()).isEqualTo(before);
  }

  @Test
  void aTileOfAnotherSizeIsNamed() {
    TrainingTile small = new TrainingTile(7, 0, new float[3]);

    assertThatThrownBy(() -> TrainingShare.of(List.of(small), PLAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tile 7 has 3 values, the network takes 64");
  }

  @Test
  void aShareThatWasPutOnDiskComesBackAsItWas() throws Exception {
    TrainingShare share = TrainingShare.of(TestTrainings.tiles(6), PLAN);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(share);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TrainingShare again = (TrainingShare) in.readObject();
      assertThat(again.tiles()).isDeepEqualTo(share.tiles());
      assertThat(again.classNumbers()).isEqualTo(share.classNumbers());
    }
  }

  /** Two shares of 2 MB; the rest that Spark finds of them is a tenth of that. */
  @Test
  void sparkCountsEveryValueThatAWorkerKeeps(SparkSession spark) {
    int count = 16_000;
    float[] pixels = TestTrainings.tiles(1).get(0).pixels();
    List<TrainingTile> tiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tiles.add(new TrainingTile(i, 0, pixels));
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<Long> stored = new ArrayList<>();

    DenoiserTraining.start(PLAN)
        .run(
            context,
            context.parallelize(tiles, 2),
            round ->
                stored.add(
                    Stream.of(spark.sparkContext().getRDDStorageInfo())
                        .mapToLong(RDDInfo::memSize)
                        .sum()));

    assertThat(stored)
        .hasSize(2)
        .allSatisfy(
            bytes ->
                assertThat(bytes)
                    .isBetween((long) count * TILE_BYTES, (long) (1.2 * count * TILE_BYTES)));
  }
}
