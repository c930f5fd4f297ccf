package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TraceScalesTest {
  private static final TileKind KIND = kind(1, 1);
  private static final TraceScales FEW =
      new TraceScales(
          new TreeMap<>(
              Map.of(
                  "video",
                  List.of(List.of(900.0, 90.0), List.of(1000.0, 5.0), List.of(1100.0, 70.0)),
                  "web",
                  List.of(List.of(3.0, 0.0)))));

  @Test
  void everyTraceOfASmallClassIsKeptWithItsChannelsTogether(SparkSession spark) {
    List<TileRow> tiles =
        List.of(
            tile("video", 1, kind(1100, 70)),
            tile("web", 0, kind(3, 0)),
            tile("video", 2, kind(900, 90)),
            tile("video", 0, kind(1000, 5)));

    assertThat(TraceScales.of(rows(spark, tiles, 3), KIND)).isEqualTo(FEW);
  }

  @Test
  void aHundredTracesStandForALargeClassHoweverTheRowsAreSpread(SparkSession spark) {
    List<TileRow> tiles =
        IntStream.range(0, 1000)
            .mapToObj(trace -> tile("video", trace, kind(trace, 2 * trace)))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(tiles, new Random(3));

    TraceScales scales = TraceScales.of(rows(spark, tiles, 5), KIND);

    // The middle one of each ten in the order of their maxima.
    assertThat(scales.maxima().get("video"))
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(part -> List.of(10.0 * part + 4, 20.0 * part + 8))
                .toList());
  }

  @Test
  void scalesInCommonAreNotDrawn(SparkSession spark) {
    TileKind common =
        KIND.withScales(
            List.of(
                new TileRow.Scale("bytes-down", "training-maximum", 1500, false),
                new TileRow.Scale("bytes-up", "bound", 70, false)));

    assertThat(TraceScales.of(rows(spark, List.of(tile("video", 0, common)), 1), common))
        .isEqualTo(TraceScales.NONE);
    assertThat(TraceScales.NONE.draw(common, "video", 8)).isEqualTo(common);
    assertThat(TraceScales.NONE.describe(common)).isEqualTo(common.toJson());
    assertThat(TraceScales.fromJson(common.toJson())).isEqualTo(TraceScales.NONE);
    assertThat(TraceScales.NONE.suffice(common, List.of("video"))).isTrue();
  }

  @Test
  void theSeedOfASampleAloneDecidesWhichTraceOfItsClassGivesItsScales() {
    assertThat(FEW.draw(KIND, "video", 12)).isEqualTo(FEW.draw(KIND, "video", 12));
    assertThat(FEW.draw(KIND, "web", 12)).isEqualTo(kind(3, 0));
    Map<TileKind, Long> drawn =
        LongStream.range(0, 3000)
            .mapToObj(seed -> FEW.draw(KIND, "video", seed))
            .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
    assertThat(drawn.keySet()).isEqualTo(Set.of(kind(900, 90), kind(1000, 5), kind(1100, 70)));
    assertThat(drawn.values()).allSatisfy(count -> assertThat(count).isBetween(900L, 1100L));
  }

  @Test
  void aChannelWhoseScaleIsInCommonKeepsIt() {
    TileKind mixed =
        KIND.withScales(
            List.of(
                new TileRow.Scale("bytes-down", "bound", 1500, false),
                new TileRow.Scale("bytes-up", "trace", 1, true)));

    assertThat(FEW.draw(mixed, "web", 0).scales())
        .containsExactly(
            new TileRow.Scale("bytes-down", "bound", 1500, false),
            new TileRow.Scale("bytes-up", "trace", 0, true));
  }

  @Test
  void theyStandBesideTheKindOfTheTilesInOneJson() {
    String json = FEW.describe(KIND);

    assertThat(json)
        .contains("\"trace-maxima\":{\"video\":[[900.0,90.0],[1000.0,5.0],[1100.0,70.0]],\"web\"");
    assertThat(TileKind.fromJson(json)).isEqualTo(KIND);
    assertThat(TraceScales.fromJson(json)).isEqualTo(FEW);
    assertThatThrownBy(() -> TraceScales.fromJson("[1]"))
        .hasMessage("this does not describe tiles: [1]");
  }

  @Test
  void aClassWithoutMaximaIsSeen() {
    assertThat(FEW.suffice(KIND, List.of("video", "web"))).isTrue();
    assertThat(FEW.suffice(KIND, List.of("video", "mail"))).isFalse();
    assertThat(TraceScales.NONE.suffice(KIND, List.of("video"))).isFalse();
  }

  private static TileKind kind(double down, double up) {
    return new TileKind(
        1,
        2,
        List.of("bytes-down", "bytes-up"),
        4,
        "paa",
        0.25,
        List.of(
            new TileRow.Scale("bytes-down", "trace", down, false),
            new TileRow.Scale("bytes-up", "trace", up, false)));
  }

  private static TileRow tile(String label, int trace, TileKind kind) {
    return new TileRow(
        label + "/" + trace,
        label,
        "train",
        kind.size(),
        kind.channels(),
        new float[kind.channels()],
        kind.features(),
        kind.points(),
        kind.order(),
        kind.gamma(),
        kind.scales(),
        new TileRow.Captured(4));
  }

  private static Dataset<Row> rows(SparkSession spark, List<TileRow> tiles, int partitions) {
    return spark
        .createDataFrame(tiles.stream().map(TileTable::toRow).toList(), TileTable.SCHEMA)
        .repartition(partitions);
  }
}
