package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

class EvaluateSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings())
        .isEqualTo(
            new EvaluateSettings(
                "r",
                List.of("s"),
                new CandidateLimit.All(),
                "",
                "o",
                "Synthetic traffic",
                3,
                1,
                2400,
                32,
                300,
                100,
                List.of(JudgeKind.CNN, JudgeKind.RANDOM_FOREST, JudgeKind.NAIVE_BAYES),
                List.of(TwoSampleClassifier.values()),
                2000,
                40,
                1000,
                6));
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "evaluate.synthetic=[s, t]",
                "evaluate.synthetic-per-class=2.5x",
                "evaluate.model=m",
                "evaluate.title=Mine",
                "evaluate.seeds=2",
                "evaluate.seed=-7",
                "evaluate.updates=11",
                "evaluate.batch=13",
                "evaluate.forest-trees=17",
                "evaluate.boosting-rounds=18",
                "evaluate.classifiers=[boosted-trees, mlp, cnn]",
                "evaluate.two-sample=[cnn, naive-bayes]",
                "evaluate.sample=30",
                "evaluate.resamples=5",
                "evaluate.tiles-per-class=19",
                "evaluate.examples=23"))
        .isEqualTo(
            new EvaluateSettings(
                "r",
                List.of("s", "t"),
                new CandidateLimit.Multiple(2.5),
                "m",
                "o",
                "Mine",
                2,
                -7,
                11,
                13,
                17,
                18,
                List.of(JudgeKind.CNN, JudgeKind.MLP, JudgeKind.BOOSTED_TREES),
                List.of(TwoSampleClassifier.NAIVE_BAYES, TwoSampleClassifier.CNN),
                30,
                5,
                19,
                23));
  }

  @Test
  void limitsAreAllANumberOrAMultiple() {
    assertThat(settings("evaluate.synthetic-per-class=40").syntheticPerClass())
        .isEqualTo(new CandidateLimit.Count(40));
    for (String limit : List.of("none", "0", "-1", "0x", "1.5", "x")) {
      assertThatThrownBy(() -> settings("evaluate.synthetic-per-class=" + limit))
          .as(limit)
          .hasMessageContaining("a multiple of the training tiles such as 2x");
    }
    assertThatThrownBy(() -> settings("evaluate.synthetic=a,b,a"))
        .hasMessage("evaluate.synthetic = a, b, a names a folder twice: name each one once.");
    assertThatThrownBy(() -> settings("evaluate.synthetic="))
        .hasMessageContaining("evaluate.synthetic is not set");
  }

  @Test
  void anUnknownClassifierAndAJudgeWithoutTheYardstickAreRefused() {
    assertThatThrownBy(() -> settings("evaluate.classifiers=[cnn, xgboost]"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "evaluate.classifiers = cnn, xgboost: give cnn, and any of random-forest, naive-bayes,"
                + " mlp, boosted-trees.");
    assertThatThrownBy(() -> settings("evaluate.classifiers=[mlp]")).isInstanceOf(UserError.class);
  }

  @Test
  void aTwoSampleTestTakesKnownClassifiersAndAtLeastOne() {
    assertThatThrownBy(() -> settings("evaluate.two-sample=[naive-bayes, mlp]"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "evaluate.two-sample = naive-bayes, mlp: give any of naive-bayes, boosted-trees, cnn.");
    assertThatThrownBy(() -> settings("evaluate.two-sample=[]")).isInstanceOf(UserError.class);
    assertThat(settings("evaluate.two-sample=cnn,cnn").twoSample())
        .containsExactly(TwoSampleClassifier.CNN);
  }

  private static EvaluateSettings settings(String... singles) {
    List<String> all =
        new ArrayList<>(List.of("evaluate.real=r", "evaluate.synthetic=s", "evaluate.output=o"));
    all.addAll(List.of(singles));
    return EvaluateSettings.of(ResolvedSettings.resolve(List.of(), all));
  }
}
