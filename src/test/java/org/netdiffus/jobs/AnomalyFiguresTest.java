package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.netdiffus.jobs.AnomalyTraining.Knowledge;
import org.netdiffus.jobs.AnomalyTraining.Result;
import org.netdiffus.jobs.AnomalyTraining.Supply;
import org.netdiffus.jobs.AnomalyTraining.Task;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.Resampling;

/** The figures of networks that are made up: of classes 0 to 3, ten test tiles each. */
class AnomalyFiguresTest {
  private static final AnomalySettings SETTINGS = new AnomalySettings(1, 2, List.of(5), 2);
  private static final List<AnomalyChoice> CHOICES =
      List.of(
          new AnomalyChoice(List.of(0, 1), List.of(3)),
          new AnomalyChoice(List.of(2, 3), List.of(0)));

  @Test
  void recognisedAnomaliesAreCountedBesideTheRepeatedOnesAndAllThatThereAre() {
    List<StepFigures.Figure> found = figures().all(SETTINGS);
    String few = "accuracy on anomalous classes, 5 real traces";
    // Right of ten: 2 and 4; 5 and 5; 8 and 10 in the two runs.
    assertThat(named(found, few).value()).isCloseTo(30, within(1e-9));
    assertThat(named(found, few).n()).isEqualTo(20);
    assertThat(named(found, few + ", repeated").value()).isCloseTo(50, within(1e-9));
    assertThat(named(found, few + " and synthetic tiles").value()).isCloseTo(90, within(1e-9));
    assertThat(named(found, few + " and synthetic tiles minus 5 real traces").value())
        .isCloseTo(60, within(1e-9));
    assertThat(named(found, few + " and synthetic tiles minus 5 real traces, repeated").value())
        .isCloseTo(40, within(1e-9));
    assertThat(named(found, "accuracy on anomalous classes, all real traces").value())
        .isCloseTo(100, within(1e-9));
    assertThat(named(found, "accuracy on legitimate classes, 5 real traces").value())
        .isCloseTo(100, within(1e-9));
    assertThat(found)
        .filteredOn(figure -> figure.group().equals(AnomalyFigures.KNOWN))
        .hasSize(9)
        .filteredOn(figure -> !figure.result().what().startsWith("gain"))
        .hasSize(8)
        .allSatisfy(figure -> assertThat(figure.result().error()).isGreaterThan(0));
  }

  @Test
  void aGainCarriesTheErrorsOfBothAccuracies() {
    Map<Supply, Integer> right = Map.of(Supply.ORIGINAL, 6, Supply.WITH_SYNTHETIC, 9);

    MeasuredResult gain =
        named(
            figures(List.of(right, right)).all(SETTINGS),
            "gain of 5 real traces and synthetic tiles over 5 real traces");

    assertThat(gain.value()).isCloseTo(50, within(1e-9));
    // Of ten tiles 6 and 9, two right and two wrong added (Agresti and Coull); both runs alike.
    double base = Math.sqrt(8 / 14.0 * 6 / 14.0 / 14);
    double helped = Math.sqrt(11 / 14.0 * 3 / 14.0 / 14);
    assertThat(gain.error()).isCloseTo(100 * Math.hypot(helped, 1.5 * base) / 0.6, within(1e-9));
  }

  @Test
  void aGainOverWhatMayBeNothingIsNoRatio() {
    // 30 % with an error of 16 %.
    List<StepFigures.Figure> found = figures().all(SETTINGS);
    MeasuredResult gain =
        named(
            found,
            "gain of 5 real traces and synthetic tiles over 5 real traces: no ratio, the base is"
                + " within two errors of 0");

    assertThat(gain.isMeasured()).isFalse();
    StepFigures step = new StepFigures(found, 4, 4, List.of());
    assertThat(new String(step.json(), StandardCharsets.UTF_8)).doesNotContain("NaN");
    assertThat(step.lines()).contains(gain.what() + " (n = 20)").noneMatch(l -> l.contains("NaN"));
  }

  @Test
  void anEnsembleIsUncertainWhereItsMembersDisagree() {
    List<StepFigures.Figure> found = figures().all(SETTINGS);
    String real = ", ensemble trained on real tiles";
    assertThat(named(found, "mean entropy of anomalous test tiles" + real).value())
        .isCloseTo(Math.log(2), within(1e-6));
    double legitimate = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    assertThat(named(found, "mean entropy of legitimate test tiles" + real).value())
        .isCloseTo(legitimate, within(1e-6));
    assertThat(named(found, "entropy of anomalous minus legitimate" + real).value())
        .isCloseTo(Math.log(2) - legitimate, within(1e-6));
    String area = "AUC of telling anomalous from legitimate by the entropy";
    assertThat(named(found, area + real).value()).isEqualTo(1);
    assertThat(named(found, area + real).error()).isGreaterThan(0.01);
    // Both alike there.
    assertThat(named(found, area + ", ensemble trained on real and synthetic tiles").value())
        .isEqualTo(0.5);
  }

  private static MeasuredResult named(List<StepFigures.Figure> found, String what) {
    return found.stream()
        .map(StepFigures.Figure::result)
        .filter(result -> result.what().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what));
  }

  private static AnomalyFigures figures() {
    return figures(
        List.of(
            Map.of(Supply.ORIGINAL, 2, Supply.REPEATED, 5, Supply.WITH_SYNTHETIC, 8),
            Map.of(Supply.ORIGINAL, 4, Supply.REPEATED, 5, Supply.WITH_SYNTHETIC, 10)));
  }

  /** How many of ten anomalous tiles the networks of each run name right. */
  private static AnomalyFigures figures(List<Map<Supply, Integer>> right) {
    List<Result> results = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      for (Supply supply : Supply.values()) {
        results.add(known(run, 5, supply, right.get(run).getOrDefault(supply, 0)));
      }
      results.add(known(run, Integer.MAX_VALUE, Supply.ORIGINAL, 10));
      for (int member = 0; member < 2; member++) {
        float[] sure = {0.9f, 0.1f};
        float[] unlike = member == 0 ? new float[] {1, 0} : new float[] {0, 1};
        results.add(ensemble(run, Supply.ORIGINAL, member, sure, unlike));
        results.add(ensemble(run, Supply.WITH_SYNTHETIC, member, sure, sure));
      }
    }
    return new AnomalyFigures(test(), CHOICES, results, new Resampling(10, 1));
  }

  /** Names all legitimate tiles right, and so many of the anomalous ones. */
  private static Result known(int run, int most, Supply supply, int right) {
    float[][] legitimate = new float[20][];
    float[][] anomalous = new float[10][];
    for (int i = 0; i < 20; i++) {
      legitimate[i] = i < 10 ? new float[] {1, 0, 0} : new float[] {0, 1, 0};
    }
    for (int i = 0; i < 10; i++) {
      anomalous[i] = i < right ? new float[] {0, 0, 1} : new float[] {1, 0, 0};
    }
    Task task = new Task(run, new Knowledge.AnomaliesToo(most), supply, 0);
    return new Result(task, legitimate, anomalous, true);
  }

  private static Result ensemble(
      int run, Supply supply, int member, float[] legitimate, float[] anomalous) {
    float[][] known = new float[20][];
    float[][] unknown = new float[10][];
    Arrays.fill(known, legitimate);
    Arrays.fill(unknown, anomalous);
    return new Result(
        new Task(run, new Knowledge.Legitimate(), supply, member), known, unknown, true);
  }

  private static JudgedTiles.Labelled test() {
    float[][] tiles = new float[40][1];
    int[] classes = new int[40];
    for (int i = 0; i < 40; i++) {
      classes[i] = i % 4;
    }
    return new JudgedTiles.Labelled(tiles, classes);
  }
}
