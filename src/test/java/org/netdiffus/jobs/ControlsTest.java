package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.dl4j.ClassifiedTiles;
import org.netdiffus.measure.ConfusionMatrix;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.FidelityScores;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.NearestDistance;
import org.netdiffus.measure.Resampling;
import org.netdiffus.measure.Score;
import org.netdiffus.report.ControlFindings;
import org.netdiffus.spark.TileRow;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

/**
 * Every control is noticed by all figures that have to, the two-sample tests among them, and tiles
 * that are as good as real ones are not taken for any of them. The yardstick is a network that sees
 * the pixels as they are.
 */
@ExtendWith(LocalSpark.class)
class ControlsTest {
  private static final int EACH = 40;
  private static final String FRESH = "fresh";
  private static final int SIZE = 16;
  private static final TileGeometry GEOMETRY = new TileGeometry(SIZE, SIZE, TileOrder.PAA, 0.25);
  private static final List<TileRow> ALL = tiles();
  private static final TileSample REAL =
      new TileSample(TileFolder.LABELS, SIZE, 1, part(0), part(1), List.of());
  private static final Controls.Source SOURCE =
      Controls.Source.of(REAL, 3 * EACH, NearestDistance.median(nearest(REAL.test())), 1);

  /** The others take long; each has to tell noise apart in a test of its own. */
  private static final List<TwoSampleClassifier> CLASSIFIERS =
      List.of(TwoSampleClassifier.NAIVE_BAYES);

  /** Figures that noise has to be noticed by that these tiles have not. */
  private static final Set<String> WITHOUT = Set.of("c2st-boosted-trees", "c2st-cnn");

  /** What was found about each control, and about fresh real tiles. */
  private static final Map<String, Judgement> FOUND = new TreeMap<>();

  @BeforeAll
  static void judge(SparkSession spark) {
    Map<String, List<MeasuredTile>> sets = new TreeMap<>();
    Stream.of(Controls.values()).forEach(one -> sets.put(one.key(), one.tiles(SOURCE)));
    Set<String> controls = Set.copyOf(sets.keySet());
    sets.put(FRESH, part(2));
    Map<String, List<FidelityScores.ToldApart>> told = told(spark, sets, controls);
    sets.forEach(
        (name, tiles) ->
            FOUND.put(name, judgement(tiles, Objects.requireNonNull(told.get(name), name))));
  }

  @ParameterizedTest
  @EnumSource(Controls.class)
  void aSetThatIsWrongOnPurposeIsNoticedByAllThatHasTo(Controls control) {
    Control judged = control(control, control.key());
    assertThat(ControlFindings.noticed(judged)).isTrue();
    Map<String, ControlFindings.Outcome> others = new TreeMap<>();
    for (Demand demand : judged.demands()) {
      ControlFindings.Outcome outcome = ControlFindings.outcome(judged, demand);
      if (outcome != ControlFindings.Outcome.NOTICED && !WITHOUT.containsAll(demand.figures())) {
        others.put(figures(judged, demand), outcome);
      }
    }
    assertThat(others).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Controls.class)
  void freshRealTilesAreNotTakenForIt(Controls control) {
    Control judged = control(control, FRESH);
    assertThat(ControlFindings.noticed(judged))
        .as(figures(judged, judged.meant()) + judged.judgement().closeTiles())
        .isFalse();
    assertThat(judged.demands())
        .filteredOn(
            demand -> ControlFindings.outcome(judged, demand) == ControlFindings.Outcome.NOTICED)
        .extracting(demand -> figures(judged, demand))
        .isEmpty();
  }

  @Test
  void everyFigureNoticesAControlByItself() {
    // Series of 16 samples hardly repeat themselves: their periods tell little.
    List<String> asleep =
        found(FRESH).scores().stream()
            .map(Score::name)
            .filter(name -> !name.endsWith("-period"))
            .filter(name -> Stream.of(Controls.values()).noneMatch(one -> notices(one, name)))
            .toList();
    assertThat(asleep).isEmpty();
  }

  /** Whether the control asks the figure, and the figure alone notices. */
  private static boolean notices(Controls control, String figure) {
    Control judged = control(control, control.key());
    return judged.demands().stream()
        .filter(demand -> demand.figures().contains(figure))
        .anyMatch(
            demand ->
                judged.judgement().scores().stream()
                    .filter(score -> score.name().equals(figure))
                    .anyMatch(score -> ControlFindings.notices(score, demand.sign())));
  }

  @Test
  void onlyWhatIsMeantToBeWrongIsWrong() {
    List<MeasuredTile> shuffled = Controls.SHUFFLED_LABELS.tiles(SOURCE);
    assertThat(shuffled).hasSameSizeAs(REAL.test());
    assertThat(shuffled).allMatch(tile -> tile.gramianResidual() < 1e-4);
    assertThat(shuffled.stream().filter(tile -> tile.label().equals("web")).count())
        .isEqualTo(EACH);
    for (int label = 0; label < TileFolder.LABELS.size(); label++) {
      assertThat(Controls.SHUFFLED_LABELS.tile(SOURCE, label, 0).label())
          .isNotEqualTo(TileFolder.LABELS.get(label));
    }
    assertThat(nearest(Controls.COPIES.tiles(SOURCE))).containsOnly(0.0);
    assertThat(NearestDistance.median(nearest(Controls.NEAR_COPIES.tiles(SOURCE))))
        .isBetween(0.01 * SOURCE.distance(), 0.2 * SOURCE.distance());
  }

  @Test
  void tilesBeyondTheSmallestPartChangeNoFigure() {
    List<MeasuredTile> few = new ArrayList<>();
    List<MeasuredTile> more = new ArrayList<>();
    for (String label : TileFolder.LABELS) {
      List<MeasuredTile> fresh = TileSample.first(part(2), label, EACH);
      few.addAll(fresh);
      more.addAll(fresh);
      more.addAll(TileSample.first(Controls.NOISE.tiles(SOURCE), label, 3));
    }
    Resampling resampling = new Resampling(3, 7);
    List<Score> scores = scores(few, resampling);
    assertThat(scores(more, resampling)).isEqualTo(scores);
    assertThat(scores).allMatch(score -> score.n() == 3 * EACH);
    assertThat(scores).extracting(Score::name).doesNotHaveDuplicates();
    assertThat(scores)
        .filteredOn(score -> score.better() == Score.Better.LOWER)
        .filteredOn(score -> score.value() > 1e-6)
        .allMatch(score -> score.synthetic().error() > 0);
  }

  @Test
  void everyFigureAndEveryControlIsDescribed() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/evaluation.md"));
    List<Score> scores = scores(part(2), new Resampling(0, 1));
    for (Score score : scores) {
      assertThat(page).contains("`" + score.name().replaceFirst("^(jsd|emd)-", "") + "`");
    }
    for (TwoSampleClassifier classifier : TwoSampleClassifier.values()) {
      assertThat(page).contains("`c2st-" + classifier.settingName() + "`");
    }
    List<String> names =
        Stream.of(
                scores.stream().map(Score::name),
                Stream.of(TwoSampleClassifier.values()).map(one -> "c2st-" + one.settingName()),
                Stream.of("nearest-training", "jsd-direction", "emd-direction"))
            .flatMap(some -> some)
            .toList();
    for (Controls control : Controls.values()) {
      assertThat(page).contains("`" + control.key().replaceFirst("^control-", "") + "`");
      assertThat(names)
          .containsAll(
              control(control, FRESH).demands().stream()
                  .flatMap(demand -> demand.figures().stream())
                  .toList());
    }
  }

  private static Map<String, List<FidelityScores.ToldApart>> told(
      SparkSession spark, Map<String, List<MeasuredTile>> sets, Set<String> controls) {
    TreeMap<String, JudgedTiles.Labelled> labelled = new TreeMap<>();
    sets.forEach((name, tiles) -> labelled.put(name, REAL.labelled(tiles)));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<JudgedTiles> real = context.broadcast(REAL.judged());
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> shared = context.broadcast(labelled);
    try {
      return new TwoSampleJudging(real, shared, controls, CLASSIFIERS, 1000, 16, 1).judge(spark);
    } finally {
      real.destroy();
      shared.destroy();
    }
  }

  private static Judgement judgement(
      List<MeasuredTile> tiles, List<FidelityScores.ToldApart> told) {
    Resampling resampling = new Resampling(20, 1);
    NearestJudging close =
        new NearestJudging(
            nearest(tiles),
            tiles.stream().map(MeasuredTile::traceId).toList(),
            nearest(REAL.test()));
    List<Score> scores = new ArrayList<>(scores(tiles, resampling, told));
    scores.add(close.score(resampling));
    return new Judgement("set", "A set", List.of(), scores, close.close(), List.of());
  }

  private static Judgement found(String set) {
    return Objects.requireNonNull(FOUND.get(set), set);
  }

  private static Control control(Controls control, String set) {
    return new Control(found(set), ControlDemands.meant(control), ControlDemands.also(control));
  }

  private static List<Score> scores(List<MeasuredTile> tiles, Resampling resampling) {
    return scores(tiles, resampling, List.of());
  }

  private static List<Score> scores(
      List<MeasuredTile> tiles, Resampling resampling, List<FidelityScores.ToldApart> told) {
    Yardstick yardstick =
        new Yardstick(
            List.of(
                new Yardstick.Run(
                    new CnnJudging.Result(
                        new CnnJudging.Task(CnnJudging.Task.NONE, Scenario.ORIGINAL, 0),
                        new ConfusionMatrix(new long[3][3]),
                        1,
                        true),
                    new TreeMap<>(
                        Map.of(
                            Yardstick.TRAINING,
                            seen(REAL.training()),
                            Yardstick.TEST,
                            seen(REAL.test()),
                            "set",
                            seen(tiles))),
                    List.of())));
    return new PairFigures(yardstick, Map.of("set", told), 1000, "bytes-down")
        .scores("set", REAL.beside(tiles), resampling);
  }

  /** Names the class of the nearest training tile. */
  private static ClassifiedTiles seen(List<MeasuredTile> tiles) {
    int[] named =
        tiles.stream()
            .mapToInt(
                tile -> {
                  MeasuredTile nearest = REAL.training().get(0);
                  double least = Double.POSITIVE_INFINITY;
                  for (MeasuredTile other : REAL.training()) {
                    double distance =
                        NearestDistance.squaredDistance(tile.pixels(), other.pixels(), least);
                    if (distance < least) {
                      least = distance;
                      nearest = other;
                    }
                  }
                  return TileFolder.LABELS.indexOf(nearest.label());
                })
            .toArray();
    return new ClassifiedTiles(
        tiles.stream().map(MeasuredTile::pixels).toArray(float[][]::new), named);
  }

  private static double[] nearest(List<MeasuredTile> tiles) {
    List<float[]> training = REAL.training().stream().map(MeasuredTile::pixels).toList();
    return NearestDistance.toTraining(tiles.stream().map(MeasuredTile::pixels).toList(), training);
  }

  /** Bursts with silence between them, both the longer the later the class, of unlike lengths. */
  private static List<TileRow> tiles() {
    List<TileRow> tiles = new ArrayList<>();
    for (int label = 0; label < TileFolder.LABELS.size(); label++) {
      String name = TileFolder.LABELS.get(label);
      for (int trace = 0; trace < 3 * EACH; trace++) {
        CounterRandom random = CounterRandom.of(10 + label, Purpose.SIMULATION, trace, 0);
        int length = SIZE - random.nextInt(SIZE / 3);
        double[] values = new double[SIZE];
        for (int i = random.nextInt(2 + label); i < length; ) {
          for (int end = i + 1 + random.nextInt(1 + label); i < Math.min(end, length); i++) {
            values[i] = 0.4 + 0.6 * random.nextDouble();
          }
          i += 1 + random.nextInt(2 + label);
        }
        tiles.add(
            new TileRow(
                name + "/" + trace,
                name,
                "train",
                SIZE,
                1,
                Tiles.render(values, GEOMETRY),
                List.of("bytes-down"),
                SIZE,
                "paa",
                0.25,
                List.of(new TileRow.Scale("bytes-down", "training-maximum", 1500, false)),
                new TileRow.Captured(length)));
      }
    }
    return tiles;
  }

  private static List<MeasuredTile> part(int third) {
    List<MeasuredTile> part = new ArrayList<>();
    for (String label : TileFolder.LABELS) {
      List<TileRow> ofLabel = ALL.stream().filter(t -> t.label().equals(label)).toList();
      for (int i = 0; i < EACH; i++) {
        TileRow tile = ofLabel.get(3 * i + third);
        part.add(
            TileMeasuring.measured(
                TileFolder.synthetic(tile, label, 3 * i + third, tile.pixels()), i + 1));
      }
    }
    return part;
  }

  private static String figures(Control control, Demand demand) {
    return Arrays.toString(
        control.judgement().scores().stream()
            .filter(score -> demand.figures().contains(score.name()))
            .map(
                score ->
                    "%s %s against %s".formatted(score.name(), score.synthetic(), score.holdout()))
            .toArray());
  }
}
