package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.measure.PaperResult;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

class ExperimentSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings("experiment.name=how-many"))
        .isEqualTo(
            new ExperimentSettings(
                Experiment.HOW_MANY,
                "d",
                "d/experiments/how-many",
                "",
                List.of(0.5, 1.0, 2.0, 5.0),
                List.of(0.2, 0.4),
                "25%",
                List.of("1d-cpu", "1d-cpu-48"),
                List.of(1.0, 0.5, 0.25),
                List.of()));
  }

  @Test
  void whatAnExperimentTakesByItselfTheUserMayGiveOtherwise() {
    ResolvedSettings byItself =
        ResolvedSettings.resolve(Experiment.CLASSIFIERS.unlessGiven(), List.of(), List.of());
    assertThat(byItself.texts("evaluate.classifiers"))
        .containsExactly("cnn", "boosted-trees", "mlp", "naive-bayes", "random-forest");
    assertThat(byItself.texts("evaluate.two-sample")).containsExactly("naive-bayes");
    assertThat(byItself.text("evaluate.synthetic-per-class")).isEqualTo("1x");
    assertThat(byItself.text("baseline.per-class")).isEqualTo("0");

    List<String> given =
        List.of(
            "experiment.name=classifiers",
            "experiment.data=d",
            "evaluate.classifiers=[cnn]",
            "evaluate.synthetic-per-class=3x",
            "baseline.per-class=7");
    ResolvedSettings users =
        ResolvedSettings.resolve(Experiment.CLASSIFIERS.unlessGiven(), List.of(), given);
    List<ExperimentStep> steps = Experiment.CLASSIFIERS.steps(ExperimentSettings.of(users));
    assertThat(steps.get(0).of(users).text("baseline.per-class")).isEqualTo("7");
    ResolvedSettings report = steps.get(2).of(users);
    assertThat(report.texts("evaluate.classifiers")).containsExactly("cnn");
    assertThat(report.text("evaluate.synthetic-per-class")).isEqualTo("3x");
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "experiment.name=early",
                "experiment.output=o",
                "experiment.stands-for=D1",
                "experiment.multiples=[2, 5]",
                "experiment.shares=0.1",
                "experiment.prefix=45s",
                "experiment.one-dimension.presets=[1d-test]",
                "experiment.series-or-image.shares=[0.7]"))
        .isEqualTo(
            new ExperimentSettings(
                Experiment.EARLY,
                "d",
                "o",
                "D1",
                List.of(2.0, 5.0),
                List.of(0.1),
                "45s",
                List.of("1d-test"),
                List.of(0.7),
                List.of()));
    assertThat(
            settings(
                "experiment.name=hierarchy",
                "experiment.data=[d, e]",
                "experiment.hierarchy.types=[video, web]",
                "experiment.hierarchy.platforms=[e]"))
        .extracting(ExperimentSettings::data, ExperimentSettings::sets)
        .containsExactly(
            "d",
            List.of(
                new TrafficSet("d", "d", "video", TrafficSet.Level.CLASS),
                new TrafficSet("e", "e", "web", TrafficSet.Level.PLATFORM)));
  }

  @Test
  void networksThatAreNotDifferentOnesOfOneDimensionAreRefused() {
    for (String presets : List.of("[]", "[cpu]", "[1d-cpu, 1d-cpu]")) {
      assertThatThrownBy(
              () ->
                  settings("experiment.name=early", "experiment.one-dimension.presets=" + presets))
          .hasMessageContaining("experiment.one-dimension.presets = ")
          .hasMessageContaining("give different ones of 1d-test, 1d-cpu, 1d-cpu-48");
    }
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> settings("experiment.name=nothing"))
        .hasMessage(
            "experiment.name = nothing: give one of fidelity, classifiers, how-many,"
                + " limited-data, early, anomaly, one-or-two-dimensions, series-or-image,"
                + " hierarchy.");
    assertThatThrownBy(() -> settings("experiment.name=early", "experiment.shares=[0.5, 1.5]"))
        .hasMessage("experiment.shares = 0.5, 1.5: give different numbers above 0 and at most 1.");
  }

  @Test
  void dataSetsOfThePaperAreFoundByTheirBeginning() {
    ExperimentSettings settings =
        settings("experiment.name=early", "experiment.stands-for=D3-Alexa");
    assertThat(settings.isOf(of("D3-Alexa"))).isTrue();
    assertThat(settings.isOf(of("D3-Google+D3-Alexa"))).isTrue();
    assertThat(settings.isOf(of("D1-YT"))).isFalse();
    assertThat(settings("experiment.name=early").isOf(of("D1-YT"))).isTrue();
  }

  @Test
  void aDataSetThatThePaperDoesNotHaveIsRefusedWithThoseThatItHas() {
    for (String typo : List.of("d1", "D4", "D1-Hulu", "any", "all", "use cases")) {
      assertThatThrownBy(() -> settings("experiment.name=early", "experiment.stands-for=" + typo))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "experiment.stands-for = "
                  + typo
                  + ": leave it empty, or give the beginning of one of the paper's data sets: D1,"
                  + " D1-Netflix, D1-Netflix-10, D1-Netflix-5, D1-Stan, D1-YT, D2, D2-DF, D3,"
                  + " D3-Alexa, D3-Google, WW.");
    }
    for (String known : List.of("D", "D1", "D2-DF", "D3-Al", "WW")) {
      assertThat(settings("experiment.name=early", "experiment.stands-for=" + known).standsFor())
          .isEqualTo(known);
    }
  }

  private static PaperResult of(String dataset) {
    return new PaperResult("", "", dataset, "", "", "", "", "");
  }

  @ParameterizedTest
  @EnumSource(Experiment.class)
  void everyStepMakesTheJobOfItsVerbAndWritesAFolderOfItsOwn(Experiment experiment) {
    ResolvedSettings all =
        resolve(
            "experiment.name=" + experiment.settingName(),
            experiment == Experiment.HIERARCHY ? "experiment.data=[d, e]" : "experiment.data=d",
            "experiment.hierarchy.types=[video, web]");
    List<ExperimentStep> steps = experiment.steps(ExperimentSettings.of(all));

    assertThat(steps.stream().map(step -> Verb.of(step.verb()).job().apply(step.of(all)).output()))
        .doesNotHaveDuplicates()
        .allSatisfy(
            output -> assertThat(output).startsWith("d/experiments/" + experiment.settingName()));
  }

  private static ExperimentSettings settings(String... singles) {
    return ExperimentSettings.of(resolve(singles));
  }

  private static ResolvedSettings resolve(String... singles) {
    List<String> all = new ArrayList<>(List.of("experiment.data=d"));
    all.addAll(List.of(singles));
    return ResolvedSettings.resolve(List.of(), all);
  }
}
