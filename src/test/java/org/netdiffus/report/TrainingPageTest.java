package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.LossCurve;

class TrainingPageTest {
  private static final byte[] PICTURE = {1, 2, 3};

  @Test
  void aRunningTrainingShowsItsNumbersAndIsLoadedAnew() {
    String html = TrainingPage.html(view(new TrainingView.State.Running(), "web", 30));

    assertThat(html)
        .contains("<meta http-equiv=\"refresh\" content=\"15\">")
        .contains("<title>30.0 % ")
        .contains("<dt>Step</dt><dd><strong>30</strong><span>of 100</span>")
        .contains("<dt>Loss</dt><dd><strong>0.0333</strong>")
        .contains(
            "<dt>Validation loss</dt><dd><strong>0.25</strong>"
                + "<span>of tiles held back, after step 20; least 0.25</span>")
        .contains("<dt>Throughput</dt><dd><strong>72</strong>")
        .contains("<dt>Time left</dt><dd><strong>90\u00a0s</strong>")
        .contains("Sampled by the averaged weights after step 20.")
        .contains("<figcaption>Step 20</figcaption><img src=\"data:image/png;base64,AQID\"")
        .contains("train.steps");
    // Loss, loss by noise level, validation loss, throughput.
    assertThat(html.split("<svg viewBox=\"0 0 620", -1)).hasSize(5);
    ReportPageTest.assertTagsClose(html);
  }

  @Test
  void aTrainingThatEndedIsNotLoadedAnewAndSaysWhy() {
    assertThat(TrainingPage.html(view(new TrainingView.State.Done(), "web", 100)))
        .contains(">done</span>")
        .doesNotContain("http-equiv=\"refresh\"")
        .doesNotContain("Time left");
    assertThat(
            TrainingPage.html(
                view(new TrainingView.State.BrokenDown("its loss is NaN <at> step 7"), "web", 6)))
        .contains(">broken down</span> its loss is NaN &lt;at&gt; step 7")
        .doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void aTrainingThatHasNotDoneARoundHasNoCurves() {
    String html = TrainingPage.html(view(new TrainingView.State.Running(), "web", 0));

    assertThat(html).contains("Curves begin with the second round.").doesNotContain("<dt>Loss");
    ReportPageTest.assertTagsClose(html);
  }

  @Test
  void aHostileLabelIsShownAndNotObeyed() {
    String html =
        TrainingPage.html(view(new TrainingView.State.Running(), "<script>alert(1)</script>", 30));

    assertThat(html)
        .contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>")
        .doesNotContain("<script");
  }

  @Test
  void timeIsToldInTheUnitThatSuitsIt() {
    assertThat(TrainingPage.time(89.6)).isEqualTo("90\u00a0s");
    assertThat(TrainingPage.time(600)).isEqualTo("10\u00a0min");
    assertThat(TrainingPage.time(3 * 3600 + 240)).isEqualTo("3\u00a0h 04");
  }

  private static TrainingView view(TrainingView.State state, String label, int step) {
    int[] steps = IntStream.rangeClosed(1, step).toArray();
    LossCurve loss = new LossCurve(steps, IntStream.of(steps).mapToDouble(s -> 1.0 / s).toArray());
    float[] tile = new float[64];
    float[] series = {0, 3, 1};
    return new TrainingView(
        "Network test",
        state,
        step,
        100,
        state instanceof TrainingView.State.Running ? 90 : 0,
        loss,
        new LossCurve(new int[] {10, 20}, new double[] {0.5, 0.25}),
        List.of(loss, loss, loss, loss),
        new TrainingView.Rate(steps, IntStream.of(steps).mapToDouble(s -> 72).toArray()),
        8,
        1,
        "bytes-down",
        20,
        List.of(
            new ClassExamples(
                label, 1, 0, 0, 1, List.of(tile), List.of(tile), List.of(series), List.of(series))),
        List.of(new TrainingView.Sheet(20, PICTURE)),
        Map.of("train.steps", "100"));
  }
}
