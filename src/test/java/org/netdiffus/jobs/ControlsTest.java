package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.dl4j.ClassifiedTiles;
import org.netdiffus.measure.ConfusionMatrix;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.NearestDistance;
import org.netdiffus.measure.Resampling;
import org.netdiffus.measure.Score;
import org.netdiffus.report.ControlFindings;
import org.netdiffus.spark.TileRow;

/**
 * Every control is noticed by the figures that have to, and tiles that are as good as real ones are
 * not taken for any of them. The yardstick is a network that sees the pixels as they are.
 */
class ControlsTest {
  private static final int EACH = 40;
  private static final List<TileRow> ALL = TileFolder.real(3 * EACH, 0);
  private static final TileSample REAL =
      new TileSample(TileFolder.LABELS, TileFolder.SIZE, 1, part(0), part(1), List.of());
  private static final Controls.Source SOURCE =
      Controls.Source.of(REAL, 3 * EACH, NearestDistance.median(nearest(REAL.test())), 1);

  @ParameterizedTest
  @EnumSource(Controls.class)
  void aSetThatIsWrongOnPurposeIsNoticed(Controls control) {
    Control judged = judged(control, control.tiles(SOURCE));
    assertThat(ControlFindings.noticed(judged)).as(figures(judged)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Controls.class)
  void freshRealTilesAreNotTakenForIt(Controls control) {
    Control judged = judged(control, part(2));
    assertThat(ControlFindings.noticed(judged)).as(figures(judged)).isFalse();
  }

  @Test
  void onlyWhatIsMeantToBeWrongIsWrong() {
    List<MeasuredTile> shuffled = Controls.SHUFFLED_LABELS.tiles(SOURCE);
    assertThat(shuffled).hasSameSizeAs(REAL.test());
    assertThat(shuffled).allMatch(tile -> tile.gramianResidual() < 1e-6);
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
    for (Controls control : Controls.values()) {
      assertThat(page).contains("`" + control.key().replaceFirst("^control-", "") + "`");
      assertThat(scores.stream().map(Score::name).toList().toString() + "nearest-training")
          .contains(control.mustFail());
    }
  }

  private static Control judged(Controls control, List<MeasuredTile> tiles) {
    Resampling resampling = new Resampling(20, 1);
    NearestJudging close =
        new NearestJudging(
            nearest(tiles),
            tiles.stream().map(MeasuredTile::traceId).toList(),
            nearest(REAL.test()));
    List<Score> scores = new ArrayList<>(scores(tiles, resampling));
    scores.add(close.score(resampling));
    return new Control(
        new Judgement(control.key(), control.title(), List.of(), scores, close.close(), List.of()),
        control.mustFail());
  }

  private static List<Score> scores(List<MeasuredTile> tiles, Resampling resampling) {
    Yardstick yardstick =
        new Yardstick(
            List.of(
                new Yardstick.Run(
                    new CnnJudging.Result(
                        new CnnJudging.Task(Scenario.ORIGINAL, 0),
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
    return new PairFigures(yardstick, Map.of("set", List.of()), 1000, "bytes-down")
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

  private static String figures(Control control) {
    return Arrays.toString(
        control.judgement().scores().stream()
            .filter(score -> control.mustFail().contains(score.name()))
            .map(score -> score.name() + " " + score.value() + " against " + score.floor())
            .toArray());
  }
}
