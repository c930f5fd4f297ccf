package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.series.Split;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TraceSplitTest {
  private static final double SHARE = 0.7;
  private static final StructType READ =
      new StructType()
          .add("feature_number", DataTypes.IntegerType)
          .add("split_group", DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("start", DataTypes.LongType)
          .add("natural_id", DataTypes.StringType)
          .add("group_hash", DataTypes.LongType);

  private record Trace(String group, String label, long start, String id) {
    Row row(int feature) {
      return RowFactory.create(feature, group, label, start, id, Split.hash(1, group));
    }
  }

  /** What a group is ranked by. */
  private record Group(String name, String owner, long size, long start, String id) {}

  @ParameterizedTest
  @EnumSource(TraceSplit.Ranking.class)
  void groupsOfSeveralLabelsAreDividedAsAWalkOverThemDividesThem(
      TraceSplit.Ranking ranking, SparkSession spark) {
    Random random = new Random(3);
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int group = random.nextInt(60);
      int label = random.nextInt(4) == 0 ? random.nextInt(3) : group % 3;
      traces.add(new Trace("g" + group, "l" + label, random.nextInt(50), "id" + i));
    }

    Map<String, String> found = new TreeMap<>();
    Map<String, String> owners = new TreeMap<>();
    for (Row row : TraceSplit.parts(read(spark, traces), ranking, SHARE).collectAsList()) {
      String group = row.getAs("split_group");
      // Every row of a group says the same.
      assertThat(found.getOrDefault(group, row.getAs("split"))).isEqualTo(row.getAs("split"));
      found.put(group, row.getAs("split"));
      owners.put(group, row.getAs("owner"));
    }

    List<Group> groups = groups(traces);
    assertThat(owners)
        .isEqualTo(groups.stream().collect(Collectors.toMap(Group::name, Group::owner)));
    assertThat(found).isEqualTo(walked(groups, ranking));
    assertThat(found).containsValue("train").containsValue("test");
  }

  @Test
  void theOnlyGroupOfAClassHasNoPart(SparkSession spark) {
    List<Trace> traces =
        List.of(
            new Trace("a", "x", 1, "1"),
            new Trace("a", "x", 2, "2"),
            new Trace("b", "y", 3, "3"),
            new Trace("c", "y", 4, "4"));
    Map<String, String> parts = new HashMap<>();
    TraceSplit.parts(read(spark, traces), TraceSplit.Ranking.ORDER, SHARE)
        .collectAsList()
        .forEach(row -> parts.put(row.getAs("split_group"), row.getAs("split")));

    assertThat(parts).containsOnly(entry("a", null), entry("b", "train"), entry("c", "test"));
  }

  /** Two features of each trace, of which one counts. */
  private static Dataset<Row> read(SparkSession spark, List<Trace> traces) {
    List<Row> rows = new ArrayList<>();
    traces.forEach(trace -> rows.addAll(List.of(trace.row(0), trace.row(1))));
    return spark.createDataFrame(rows, READ);
  }

  private static List<Group> groups(List<Trace> traces) {
    Map<String, List<Trace>> byGroup = traces.stream().collect(Collectors.groupingBy(Trace::group));
    List<Group> groups = new ArrayList<>();
    byGroup.forEach(
        (name, members) -> {
          String owner = members.stream().map(Trace::label).min(String::compareTo).orElseThrow();
          groups.add(
              new Group(
                  name,
                  owner,
                  members.stream().filter(trace -> trace.label().equals(owner)).count(),
                  members.stream().mapToLong(Trace::start).min().orElseThrow(),
                  members.stream().map(Trace::id).min(String::compareTo).orElseThrow()));
        });
    return groups;
  }

  private static Map<String, String> walked(List<Group> groups, TraceSplit.Ranking ranking) {
    Comparator<Group> order =
        ranking == TraceSplit.Ranking.HASH
            ? Comparator.comparingLong(group -> Split.hash(1, group.name()))
            : Comparator.comparingLong(Group::start).thenComparing(Group::id);
    Map<String, String> parts = new TreeMap<>();
    for (String owner : List.of("l0", "l1", "l2")) {
      List<Group> owned =
          groups.stream().filter(group -> group.owner().equals(owner)).sorted(order).toList();
      long all = owned.stream().mapToLong(Group::size).sum();
      long before = 0;
      for (Group group : owned) {
        parts.put(group.name(), Split.ofGroup(SHARE, before, group.size(), all).settingName());
        before += group.size();
      }
    }
    return parts;
  }
}
