package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.netdiffus.report.Finding.Grade.BAD;
import static org.netdiffus.report.Finding.Grade.GOOD;
import static org.netdiffus.report.Finding.Grade.MIXED;
import static org.netdiffus.report.Finding.Grade.OPEN;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

class VerdictTest {
  @Test
  void goodAccuracyLikenessAndDistanceAreGood() {
    CloseTiles few = new CloseTiles(0.11, 200, 11, 1, 220, 11, List.of());

    Verdict verdict = Verdict.of(MadeUp.good().evaluation(few));

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.GOOD);
    assertThat(verdict.headline())
        .isEqualTo(
            "Synthetic tiles can stand in for real ones on this data set, with no sign of copies among"
                + " the 200 tiles asked (screening only).");
    assertThat(sentence(verdict, "Use"))
        .isEqualTo(
            "Trained on synthetic tiles alone, the CNN names 89.0 % ± 1.7 % of the real test tiles,"
                + " against 90.0 % ± 1.6 % when trained on real ones (ratio 0.99 ± 0.03). That"
                + " keeps 98.2 % ± 4.1 % of the skill above chance.");
  }

  @Test
  void tilesFarCloserToTrainingTracesThanRealOnesAreCopiesWhateverElseIsGood() {
    Verdict verdict =
        Verdict.of(MadeUp.good().scored(MadeUp.FRECHET, nearest(0.02, 0.204)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.BAD);
    assertThat(verdict.headline())
        .isEqualTo(
            "These tiles look like copies of training traces: do not share them as synthetic.");
    assertThat(sentence(verdict, "Copies"))
        .isEqualTo(
            "Synthetic traces lie 0.10 times as far from their nearest training trace as real test"
                + " traces do: that is how copies look.");
  }

  @Test
  void someCopiesAmongOrdinaryTilesAreNotHiddenByTheMedian() {
    CloseTiles thirty = new CloseTiles(0.1, 100, 34, 30, 120, 6, List.of());

    Verdict verdict = Verdict.of(MadeUp.good().evaluation(thirty));

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.BAD);
    assertThat(verdict.headline())
        .isEqualTo("Some of these tiles look like copies of training traces: do not share those.");
    assertThat(sentence(verdict, "Copies"))
        .isEqualTo(
            "34.0 % of 100 synthetic tiles asked lie as near to a training tile as the nearest 5.0 % of"
                + " 120 real test tiles, 30 nearer than any of these. Some of them look like"
                + " copies.");
  }

  @Test
  void aFewTilesNearerThanAnyTestTileAreADoubt() {
    CloseTiles few = new CloseTiles(0.1, 1000, 55, 8, 1000, 50, List.of());

    Verdict verdict = Verdict.of(MadeUp.good().evaluation(few));

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .endsWith("but more of them than chance explains lie close to training traces.");
    assertThat(sentence(verdict, "Copies"))
        .contains("8 nearer than any of these")
        .doesNotContain("no sign of copies");
  }

  @Test
  void chanceIsThatOfTheTilesThatWereJudged() {
    // Of 50 test tiles of one class and 10 of the other only 10 each were judged.
    List<ClassExamples> classes =
        List.of(
            new ClassExamples("a", 9, 50, 10, 9, List.of(), List.of(), List.of(), List.of()),
            new ClassExamples("b", 9, 10, 10, 9, List.of(), List.of(), List.of(), List.of()));

    assertThat(AccuracyFindings.chance(classes)).isEqualTo(0.5);
  }

  @Test
  void copiesAreToldEvenWhenTheClassifierCannotBeTrusted() {
    MadeUp made =
        MadeUp.good()
            .with(MadeUp.accuracies(0.9, 0.9, 0.9, 400, false))
            .scored(nearest(0.02, 0.204));

    assertThat(Verdict.of(made.evaluation()).grade()).isEqualTo(Finding.Grade.BAD);
  }

  @Test
  void syntheticTilesThatTeachNothingAreBad() {
    Verdict verdict =
        Verdict.of(MadeUp.good().with(MadeUp.accuracies(0.9, 0.35, 0.9, 400, true)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.BAD);
    assertThat(verdict.headline()).isEqualTo("Synthetic tiles cannot replace real ones here yet.");
    assertThat(sentence(verdict, "Use"))
        .endsWith("That is not above chance (33.3 %) by two standard errors.");
  }

  @Test
  void aPlainRatioOfTwoClassesIsNotTakenForSkill() {
    // 0.62 over 0.9 looks like two thirds; of the skill above one half it is three tenths.
    Verdict verdict =
        Verdict.of(
            MadeUp.good()
                .labelled("video", "web")
                .with(MadeUp.accuracies(0.9, 0.62, 0.9, 4000, true))
                .evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.BAD);
    assertThat(sentence(verdict, "Use"))
        .contains("(ratio 0.69")
        .contains("30.0 %")
        .contains("less than half");
  }

  @Test
  void syntheticTilesThatFailAloneButHelpBesideRealOnesAreMixed() {
    Verdict verdict =
        Verdict.of(MadeUp.good().with(MadeUp.accuracies(0.7, 0.4, 0.8, 4000, true)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .isEqualTo("Synthetic tiles cannot replace real ones here, but they help beside them.");
    assertThat(sentence(verdict, "Augmentation"))
        .startsWith(
            "Synthetic tiles beside the real ones change the CNN's accuracy by +10.0 points ± ")
        .endsWith(": they help.");
  }

  @Test
  void aCnnThatHasNotConvergedGivesNoVerdict() {
    Verdict verdict =
        Verdict.of(MadeUp.good().with(MadeUp.accuracies(0.9, 0.9, 0.95, 400, false)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.OPEN);
    assertThat(verdict.headline())
        .isEqualTo("No verdict yet: the CNN that judges had not converged.");
    assertThat(sentence(verdict, "Yardstick"))
        .endsWith("It had not converged after 2 000 updates, so this is no fair measure yet.");
    assertThat(verdict.findings())
        .filteredOn(
            finding -> List.of("Use", "Augmentation", "Yardstick").contains(finding.subject()))
        .allMatch(finding -> finding.grade() == Finding.Grade.OPEN);
  }

  @Test
  void realTilesThatAreNotToldApartGiveNoVerdict() {
    Verdict verdict =
        Verdict.of(MadeUp.good().with(MadeUp.accuracies(0.36, 0.36, 0.37, 400, true)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.OPEN);
    assertThat(verdict.headline())
        .isEqualTo("No verdict: even real tiles are not told apart better than chance.");
  }

  @Test
  void fewTestTilesAreNoGroundForPraise() {
    Verdict verdict =
        Verdict.of(MadeUp.good().with(MadeUp.accuracies(0.9, 0.9, 0.9, 12, true)).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(sentence(verdict, "Use"))
        .contains("with so few test tiles and seeds it may be anything from");
    assertThat(sentence(verdict, "Augmentation"))
        .endsWith("no difference that 12 test tiles can show.");
  }

  @Test
  void aGoodClassifierDoesNotHideStrangeTiles() {
    Verdict verdict =
        Verdict.of(
            MadeUp.good()
                .scored(
                    MadeUp.lower("frechet-domain", "Fréchet distance, domain features", 7),
                    nearest(0.9, 0.2))
                .evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .isEqualTo(
            "Synthetic tiles train a CNN nearly as well as real ones, but they differ measurably"
                + " from real ones and their distance to training traces is unusual.");
    assertThat(sentence(verdict, "Likeness"))
        .isEqualTo(
            "0 of 1 distance lies within 1.5 times what real test tiles reach; the farthest is"
                + " Fréchet distance, domain features, 7.00 times (n = 220).");
  }

  @Test
  void withoutADistanceToTrainingTracesNothingIsPraised() {
    Verdict verdict = Verdict.of(MadeUp.good().scored(MadeUp.FRECHET).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline()).endsWith("but copies cannot be ruled out.");
  }

  @Test
  void aForestThatDisagreesIsHeard() {
    List<Accuracy> accuracies = new ArrayList<>(MadeUp.good().accuracies());
    accuracies.add(MadeUp.accuracy("random-forest", "original", 0.9, 400, true));
    accuracies.add(MadeUp.accuracy("random-forest", "synth", 0.4, 400, true));

    Verdict verdict = Verdict.of(MadeUp.good().with(accuracies).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline()).endsWith("but a second classifier disagrees.");
  }

  @Test
  void aScoreThatIsNoNumberEndsAllTrust() {
    Score broken =
        MadeUp.score(
            "pixel-jsd", "Pixel JSD", Double.NaN, 0.1, Score.Better.LOWER, "bits", 9, "Pixels.");

    Verdict verdict = Verdict.of(MadeUp.good().scored(broken, MadeUp.NEAREST).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.OPEN);
    assertThat(verdict.headline())
        .isEqualTo("Not to be trusted: no finite number came out for Pixel JSD.");
  }

  @Test
  void whatIsBetterThanAHoldoutIsNotPraised() {
    Score better =
        MadeUp.score(
            "pixel-jsd", "Pixel JSD", 0.02, 0.1, Score.Better.LOWER, "bits", 60, "Pixels.");
    assertThat(better.betterThanHoldout()).isTrue();

    Verdict verdict =
        Verdict.of(MadeUp.good().scored(MadeUp.FRECHET, better, MadeUp.NEAREST).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .endsWith(
            "but some figures are better than a real holdout's, which points to overfitting.");
    assertThat(sentence(verdict, "Overfitting"))
        .startsWith("1 figure is better than those of a real holdout, beyond both intervals")
        .endsWith("Pixel JSD. The first is 0.0200 ± 0.000400 against 0.100 ± 0.00200.");
  }

  @Test
  void aFigureWithinTheIntervalOfAHoldoutIsNotBetterThanIt() {
    Score same =
        MadeUp.score(
            "pixel-jsd", "Pixel JSD", 0.0965, 0.1, Score.Better.LOWER, "bits", 60, "Pixels.");
    assertThat(same.betterThanHoldout()).isFalse();
  }

  @Test
  void missingKindsOfTilesAreADoubtWhateverTheDistances() {
    Score recall =
        MadeUp.score("recall", "Recall", 0.2, 0.8, Score.Better.HIGHER_SHARE, "", 9, "Recall.");
    Score coverage =
        MadeUp.score("coverage", "Cover", 0.6, 0.8, Score.Better.HIGHER_SHARE, "", 9, "Cover.");

    Verdict verdict =
        Verdict.of(
            MadeUp.good().scored(MadeUp.FRECHET, recall, coverage, MadeUp.NEAREST).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(sentence(verdict, "Spread")).endsWith("the worst is Recall, 0.200 against 0.800.");
  }

  @Test
  void aFloorOfZeroGivesNoRatioButMoreThanItIsNotAsGood() {
    assertThat(ScoreFindings.ratio(residual(0.01, 1e-4))).isEmpty();
    assertThat(ScoreFindings.grade(residual(0.01, 1e-4))).isEqualTo(Finding.Grade.MIXED);
    assertThat(ScoreFindings.grade(residual(0.01, 0.02))).isEqualTo(Finding.Grade.OPEN);
    assertThat(ScoreFindings.grade(residual(3e-8, 1e-10))).isEqualTo(Finding.Grade.GOOD);
    assertThat(ScoreFindings.grade(residual(Double.NaN, 0))).isEqualTo(Finding.Grade.OPEN);
    assertThat(ScoreFindings.grade(residual(Double.POSITIVE_INFINITY, 0)))
        .isEqualTo(Finding.Grade.OPEN);
  }

  private static Score residual(double value, double error) {
    return new Score(
        "gramian-residual",
        Score.Group.TILES,
        "Gramian residual",
        new Measured(value, error),
        new Measured(2e-8, 1e-9),
        Score.Better.LOWER,
        "",
        9,
        "Exact.");
  }

  @Test
  void aGoodFigureWhoseIntervalHoldsOthersIsOpenAndOthersKeepTheirGrade() {
    Score.Better lower = Score.Better.LOWER;
    assertThat(ScoreFindings.grade(measured(lower, 0.55, 0.02, 0.4, 0.01))).isEqualTo(GOOD);
    assertThat(ScoreFindings.grade(measured(lower, 0.55, 0.03, 0.4, 0.01))).isEqualTo(OPEN);
    assertThat(ScoreFindings.grade(measured(lower, 0.62, 0.03, 0.4, 0.01))).isEqualTo(MIXED);
    assertThat(ScoreFindings.grade(measured(lower, 1.25, 0.1, 0.4, 0.01))).isEqualTo(BAD);

    Score.Better share = Score.Better.HIGHER_SHARE;
    assertThat(ScoreFindings.grade(measured(share, 0.82, 0.005, 0.9, 0.01))).isEqualTo(GOOD);
    assertThat(ScoreFindings.grade(measured(share, 0.82, 0.02, 0.9, 0.01))).isEqualTo(OPEN);
    assertThat(ScoreFindings.grade(measured(share, 0.78, 0.02, 0.9, 0.01))).isEqualTo(MIXED);

    Score.Better near = Score.Better.NEAR_FLOOR;
    assertThat(ScoreFindings.grade(measured(near, 1.4, 0.02, 1, 0.01))).isEqualTo(GOOD);
    assertThat(ScoreFindings.grade(measured(near, 1.4, 0.1, 1, 0.01))).isEqualTo(OPEN);
    assertThat(ScoreFindings.grade(measured(near, 0.9, 0.1, 1, 0.01))).isEqualTo(OPEN);
  }

  @Test
  void aFloorWithinTwoOfItsErrorsOfZeroGivesWayToThese() {
    assertThat(ScoreFindings.ratio(measured(Score.Better.LOWER, 0.3, 0, 0.5, 0.1))).contains(0.6);
    assertThat(ScoreFindings.ratio(measured(Score.Better.LOWER, 0.3, 0, 0.1, 0.1)))
        .hasValueSatisfying(ratio -> assertThat(ratio).isEqualTo(1.5, within(1e-12)));
  }

  @Test
  void figuresThatSoFewTilesDoNotDecideAreNoPraiseAndNoBlame() {
    Score distance = measured(Score.Better.LOWER, 0.5, 0.1, 0.4, 0.01);
    Score share = measured(Score.Better.HIGHER_SHARE, 0.88, 0.05, 0.9, 0.01);
    Score nearest = measured(Score.Better.NEAR_FLOOR, 0.9, 0.1, 1, 0.01);

    Verdict verdict =
        Verdict.of(MadeUp.good().scored(MadeUp.FRECHET, distance, share, nearest).evaluation());

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .isEqualTo(
            "Synthetic tiles train a CNN nearly as well as real ones, but so few tiles do not decide"
                + " whether they differ from real ones and so few tiles do not decide whether they"
                + " lie where real ones do and copies cannot be ruled out.");
    assertThat(sentence(verdict, "Likeness"))
        .startsWith(
            "1 of 2 distances lie within 1.5 times what real test tiles reach, 1 more is not decided"
                + " by so few tiles; the farthest is ");
    assertThat(sentence(verdict, "Spread"))
        .isEqualTo(
            "0 of 1 shares (precision, recall, coverage, recognised, told apart) are at most 0.1"
                + " worse than a real holdout's, 1 more is not decided by so few tiles.");
    assertThat(sentence(verdict, "Copies")).contains("which so few tiles do not decide");
    assertThat(verdict.findings())
        .filteredOn(finding -> List.of("Likeness", "Spread", "Copies").contains(finding.subject()))
        .hasSize(3)
        .allMatch(finding -> finding.grade() == OPEN);
    assertThat(ReportPage.html(MadeUp.good().scored(distance).evaluation(), "made up"))
        .contains(
            "<span class=\"grade open\">open</span> <small>not decided by so few tiles</small>");
  }

  private static Score measured(
      Score.Better better, double value, double error, double floor, double floorError) {
    return new Score(
        "figure",
        Score.Group.TILES,
        "Figure",
        new Measured(value, error),
        new Measured(floor, floorError),
        better,
        "",
        60,
        "Made up.");
  }

  @Test
  void anUnbiasedDistanceBelowZeroIsNoNegativeMultiple() {
    Score below =
        MadeUp.score("kid-classifier", "KID", -0.02, 0.1, Score.Better.LOWER, "", 60, "Kernel.");

    assertThat(ScoreFindings.ratio(below)).contains(0.0);
    assertThat(ScoreFindings.grade(below)).isEqualTo(Finding.Grade.GOOD);
  }

  @Test
  void onlyWhatComparesEnoughTilesWithTrainingTilesPointsToOverfitting() {
    assertThat(shares("recall", 0.95, 20).betterThanHoldout()).isTrue();
    assertThat(shares("recall", 0.95, 19).betterThanHoldout()).isFalse();
    assertThat(shares("recall", 0.8 + 1e-7, 20).betterThanHoldout()).isFalse();
    for (String name :
        List.of("gramian-residual", "gramian-asymmetry", "precision", "density-clipped", "trts")) {
      assertThat(shares(name, 0.95, 20).betterThanHoldout()).as(name).isFalse();
    }
  }

  private static Score shares(String name, double value, int n) {
    return new Score(
        name,
        Score.Group.TILES,
        name,
        new Measured(value, 0),
        new Measured(0.8, 0),
        Score.Better.HIGHER_SHARE,
        "",
        n,
        "Share.");
  }

  @Test
  void aLossThatHasNotHalvedIsBadAndOneThatStillFallsSaysSo() {
    assertThat(ScoreFindings.training(MadeUp.loss(80, 3)).orElseThrow())
        .matches(finding -> finding.grade() == Finding.Grade.BAD)
        .matches(finding -> finding.sentence().endsWith("not even half: it has hardly learnt."));
    assertThat(ScoreFindings.training(MadeUp.loss(25, 0.001)).orElseThrow().sentence())
        .endsWith("was still falling: more steps may help.");
    assertThat(ScoreFindings.training(MadeUp.loss(0, 0))).isEmpty();
  }

  private static Score nearest(double value, double floor) {
    return MadeUp.score(
        "nearest-training", "Nearest", value, floor, Score.Better.NEAR_FLOOR, "", 220, "Copies.");
  }

  static String sentence(Verdict verdict, String subject) {
    String sentence =
        verdict.findings().stream()
            .filter(finding -> finding.subject().equals(subject))
            .findFirst()
            .orElseThrow()
            .sentence();
    return sentence.replace('\u00a0', ' ').replace('\u202f', ' ');
  }
}
