package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

class ControlFindingsTest {
  private static final Demand RECALL = Demand.worse("recall");

  @Test
  void figuresThatMissASetThatIsWrongOnPurposeAreADoubt() {
    Verdict verdict = verdict(MadeUp.noise("recall", 0.88));

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(verdict.headline())
        .endsWith("but the figures do not notice every set that is wrong on purpose.");
    assertThat(sentence(verdict))
        .isEqualTo(
            "1 of 1 sets that are wrong on purpose pass: Gaussian noise. What they were to show,"
                + " these figures cannot tell on this data.");
    assertThat(sentence(Verdict.of(MadeUp.good().evaluation())))
        .isEqualTo("All 1 sets that are wrong on purpose fail as they must.");
  }

  @Test
  void whatAccidentExplainsNoticesNothing() {
    Control sure = MadeUp.noise("recall", 0.5);
    Score recall = sure.judgement().scores().get(0);
    Score unsure =
        new Score(
            recall.name(),
            recall.group(),
            recall.title(),
            new Measured(0.5, 0.25),
            recall.holdout(),
            recall.better(),
            recall.unit(),
            recall.n(),
            recall.meaning());

    assertThat(ControlFindings.noticed(sure)).isTrue();
    assertThat(ControlFindings.noticed(control(RECALL, List.of(), unsure))).isFalse();
  }

  @Test
  void aControlWithoutTheFiguresThatItIsMadeForHasFailed() {
    Control control = control(Demand.worse("coverage"), List.of(), recall());

    assertThat(ControlFindings.outcome(control, control.meant()))
        .isEqualTo(ControlFindings.Outcome.NOT_ASKED);
    assertThat(ControlFindings.noticed(control)).isFalse();
  }

  @Test
  void classifiersThatLearnFromShuffledLabelsFailTheControl() {
    long[][] learnt = new long[6][6];
    long[][] guessed = new long[6][6];
    for (int i = 0; i < 6; i++) {
      learnt[i][i] = 20;
      guessed[i][(i + 1) % 6] = 16;
      guessed[i][i] = 4;
    }

    Verdict failed = verdict(MadeUp.shuffled(learnt));
    Verdict sound = verdict(MadeUp.shuffled(guessed));

    assertThat(failed.grade()).isEqualTo(Finding.Grade.MIXED);
    assertThat(failed.headline())
        .endsWith("but the figures do not notice every set that is wrong on purpose.");
    assertThat(sentence(failed))
        .isEqualTo(
            "1 of 1 sets that are wrong on purpose pass: Shuffled labels (trained on them,"
                + " classifiers name 100.0 % ± 16.7 % of the real test tiles, where 16.7 % is"
                + " chance). What they were to show, these figures cannot tell on this data.");
    assertThat(sound.grade()).isEqualTo(Finding.Grade.GOOD);
    assertThat(sentence(sound))
        .isEqualTo(
            "All 1 sets that are wrong on purpose fail as they must. Trained on shuffled labels,"
                + " classifiers name 20.0 % ± 13.1 % of the real test tiles, where 16.7 % is"
                + " chance.");
  }

  @Test
  void ofTwoClassesItIsSaidThatNothingCouldFail() {
    assertThat(sentence(verdict(MadeUp.shuffled(new long[][] {{20, 0}, {0, 20}}))))
        .endsWith("; of so few classes and classifiers anything would be near it.");
  }

  @Test
  void aFigureThatMissesAControlIsCountedAndNoDoubtOfTheWhole() {
    Control control =
        control(
            RECALL,
            List.of(
                Demand.worse("kid-classifier"),
                Demand.worse("kid-classifier", "pixel-jsd"),
                Demand.worse("c2st-cnn")),
            recall(),
            MadeUp.lower("kid-classifier", "KID", 1),
            MadeUp.lower("pixel-jsd", "Pixel JSD", 7));

    Verdict verdict = verdict(control);

    assertThat(verdict.grade()).isEqualTo(Finding.Grade.GOOD);
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.subject().equals("Controls"))
        .allMatch(finding -> finding.grade() == Finding.Grade.MIXED);
    assertThat(sentence(verdict))
        .isEqualTo(
            "All 1 sets that are wrong on purpose are noticed, but not by every figure that has to"
                + " notice: of 3 figures or groups of them 1 cannot tell such a fault here (Gaussian"
                + " noise: 1); the table of controls names them.");
    String html = ReportPage.html(MadeUp.good().controlled(control).evaluation(), "made up");
    assertThat(html).contains("Do not notice, and ought to: KID: 0.400 against 0.400</small>");
  }

  @Test
  void figuresOfWhatNoSeriesHasAreNotAsked() {
    Score none = traffic("jsd-idle-time", 0.1, 0);
    Control control = control(RECALL, List.of(), recall(), none);

    assertThat(ControlFindings.outcome(control, Demand.worse("jsd-idle-time")))
        .isEqualTo(ControlFindings.Outcome.NOT_ASKED);
    Control some = control(RECALL, List.of(), recall(), traffic("jsd-idle-time", 0.1, 0.1));
    assertThat(ControlFindings.outcome(some, Demand.worse("jsd-idle-time")))
        .isEqualTo(ControlFindings.Outcome.MISSED);
    Control exact =
        control(
            RECALL,
            List.of(),
            MadeUp.score("exact", "Exact", 0, 0, Score.Better.LOWER, "", 60, "Exact."));
    assertThat(ControlFindings.outcome(exact, Demand.worse("exact")))
        .isEqualTo(ControlFindings.Outcome.MISSED);
  }

  @Test
  void copiesAreNoticedByWhatIsCloserThanAHoldoutAndNotByWhatIsFarther() {
    Score closer = MadeUp.lower("frechet-classifier", "Fréchet", 0.2);
    Score farther = MadeUp.lower("frechet-classifier", "Fréchet", 5);

    assertThat(ControlFindings.notices(closer, Demand.Sign.CLOSER)).isTrue();
    assertThat(ControlFindings.notices(closer, Demand.Sign.WORSE)).isFalse();
    assertThat(ControlFindings.notices(farther, Demand.Sign.CLOSER)).isFalse();
    assertThat(ControlFindings.notices(farther, Demand.Sign.WORSE)).isTrue();
    assertThat(ControlFindings.notices(nearest(0.02), Demand.Sign.CLOSER)).isTrue();
    assertThat(ControlFindings.notices(nearest(0.9), Demand.Sign.CLOSER)).isFalse();
    assertThat(ControlFindings.notices(nearest(0.9), Demand.Sign.WORSE)).isFalse();
  }

  @Test
  void copiesThatAreFewAreNoticedByTheirNumber() {
    CloseTiles many = new CloseTiles(0.1, 100, 34, 30, 100, 5, List.of());
    Control control =
        new Control(
            new Judgement(
                "control-copies", "Copies", List.of(), List.of(nearest(0.2)), many, List.of()),
            Demand.closer("nearest-training"),
            List.of());

    assertThat(ControlFindings.noticed(control)).isTrue();
    assertThat(ControlFindings.outcome(control, RECALL))
        .isEqualTo(ControlFindings.Outcome.NOT_ASKED);
  }

  private static Verdict verdict(Control control) {
    return Verdict.of(MadeUp.good().controlled(control).evaluation());
  }

  private static String sentence(Verdict verdict) {
    return VerdictTest.sentence(verdict, "Controls");
  }

  private static Control control(Demand meant, List<Demand> also, Score... scores) {
    return new Control(
        new Judgement(
            "control-noise",
            "Gaussian noise",
            List.of(),
            Stream.of(scores).toList(),
            MadeUp.FEW_CLOSE,
            List.of()),
        meant,
        also);
  }

  private static Score recall() {
    return MadeUp.noise("recall", 0.1).judgement().scores().get(0);
  }

  private static Score nearest(double value) {
    return MadeUp.score(
        "nearest-training", "Nearest", value, 0.204, Score.Better.NEAR_FLOOR, "", 220, "Copies.");
  }

  private static Score traffic(String name, double value, double floor) {
    return new Score(
        name,
        Score.Group.TRAFFIC,
        "Idle",
        new Measured(value, 0),
        new Measured(floor, 0),
        Score.Better.LOWER,
        "bits",
        60,
        "Idle.");
  }
}
