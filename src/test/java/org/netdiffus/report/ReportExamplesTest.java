package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Evaluation;

/** What is read back from a report is what it was made of. */
class ReportExamplesTest {
  @Test
  void examplesComeBackAsTheyWereShown() {
    Evaluation evaluation =
        MadeUp.good().labelled("a & <b> \"c\"", "it's &amp;", "d", "e").evaluation();

    Gallery read = ReportExamples.of(ReportPage.html(evaluation, "made up"), 9, 9);

    assertThat(read.classes()).isEqualTo(Gallery.of(evaluation, 500_000).classes());
    assertThat(read.classes())
        .allSatisfy(
            card -> {
              assertThat(card.scale()).isNotEmpty();
              assertThat(card.real()).hasSize(2);
              assertThat(card.synthetic()).hasSize(2);
            });
  }

  @Test
  void noMoreThanAskedForIsRead() {
    Evaluation evaluation = MadeUp.good().labelled("a", "b", "c", "d").evaluation();

    Gallery read = ReportExamples.of(ReportPage.html(evaluation, "made up"), 3, 1);

    assertThat(read.classes()).extracting(Gallery.Card::label).containsExactly("a", "b", "c");
    assertThat(read.classes())
        .allSatisfy(
            card -> {
              assertThat(card.real()).hasSize(1);
              assertThat(card.synthetic()).hasSize(1);
            });
  }

  @Test
  void aPageWithoutExamplesHasNone() {
    assertThat(ReportExamples.of("<html></html>", 3, 3).classes()).isEqualTo(List.of());
  }
}
