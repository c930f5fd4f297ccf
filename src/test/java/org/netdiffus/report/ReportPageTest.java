package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.Score;

class ReportPageTest {
  private static final Set<String> VOID = Set.of("meta", "link", "img", "br");

  @Test
  void hostileStringsAreShownAndNotObeyed() {
    String script = "<script>alert(1)</script>";
    String attribute = "\" onerror=\"alert(2)";
    String rightToLeft = "\u202e\u05e9\u05dc\u05d5\u05dd";
    MadeUp made =
        MadeUp.good().labelled(script, attribute, rightToLeft, "x".repeat(300), "a\u0000b${1+1}");
    MadeUp warned =
        new MadeUp(
            made.classes(),
            made.accuracies(),
            made.scores(),
            made.loss(),
            List.of("<img src=x>"),
            32);

    String html = ReportPage.html(warned.evaluation(), "</title><script>alert(3)</script>");

    assertThat(html)
        .containsOnlyOnce("<script>")
        .doesNotContain("alert(1)</script>")
        .doesNotContain("<img src=x")
        .doesNotContain("\" onerror");
    assertThat(html)
        .contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>")
        .contains("<bdi>&quot; onerror=&quot;alert(2)</bdi>")
        .contains("<bdi>" + rightToLeft + "</bdi>")
        .contains("<bdi>" + "x".repeat(300) + "</bdi>")
        .contains("<bdi>a\uFFFDb${1+1}</bdi>")
        .contains("&lt;img src=x&gt;");
    assertTagsClose(html);
  }

  @Test
  void everyAccuracyAndScoreIsInItsTable() {
    Evaluation evaluation = MadeUp.good().evaluation();

    String html = ReportPage.html(evaluation, "made up");

    for (Accuracy accuracy : evaluation.accuracies()) {
      assertThat(html)
          .containsPattern(
              "(?s)<tr>.{0,200}"
                  + Pattern.quote(accuracy.scenario())
                  + ".{0,80}<b>"
                  + Figures.percent(accuracy.mean())
                  + "</b>");
    }
    for (Score score : evaluation.scores()) {
      assertThat(html)
          .contains(score.name())
          .contains(score.title())
          .contains(score.meaning())
          .contains("<b>" + Figures.significant(score.value()) + "</b>");
    }
    evaluation.settings().forEach((key, value) -> assertThat(html).contains(key).contains(value));
    evaluation.versions().forEach((key, value) -> assertThat(html).contains(key).contains(value));
  }

  @Test
  void figuresOfClassesAndOfTheirOrderHaveErrorsAndAChanceHasNone() {
    Score chance =
        MadeUp.score("mmd-chance", "Chance", 0.2, 0.4, Score.Better.CHANCE, "", 60, "Chance.");

    String html =
        ReportPage.html(ReportJsonTest.threeClassifiers().scored(chance).evaluation(), "made up")
            .replace('\u00a0', ' ');

    assertThat(html).contains("<td class=\"n\" data-label=\"Synthetic\"><b>0.200</b></td>");
    assertThat(matches(html, "(data-label=\"Macro F1\">0\\.\\d\\d ± 0\\.0\\d</td>)")).hasSize(7);
    assertThat(
            matches(
                html,
                "(<td class=\"n\">\\d\\d\\.\\d % ± \\d\\.\\d %</td><td class=\"n\">0\\.\\d\\d ± 0\\.0\\d</td>)"))
        .hasSize(7 * 3);
    assertThat(html)
        .containsPattern(
            "synthetic and on real tiles: 0\\.50, 95 %: -?\\d\\.\\d\\d to 1\\.00 \\(Spearman");
  }

  @Test
  void nothingIsFetchedAndNothingRunsButTheScriptThatSortsTables() throws Exception {
    String html = ReportPage.html(MadeUp.good().evaluation(), "made up");

    assertThat(html.toLowerCase(Locale.ROOT))
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("src=\"//")
        .doesNotContain("@import")
        .containsOnlyOnce("<script")
        .doesNotContain("xlink")
        .contains("default-src 'none'");
    String script = matches(html, "(?s)<script>(.*?)</script>").get(0);
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(script.getBytes(StandardCharsets.UTF_8)));
    assertThat(html).contains("script-src 'sha256-" + hash + "'");
    assertThat(matches(html, "url\\(([^)]*)\\)")).allMatch(target -> target.startsWith("#"));
    assertThat(matches(html, "src=\"([^\"]{0,22})")).allMatch("data:image/png;base64,"::startsWith);
  }

  @Test
  void tagsCloseAndLinksLeadSomewhere() {
    MadeUp made = MadeUp.good().labelled("a", "b", "c", "d", "e", "f", "g", "h");

    String html = ReportPage.html(made.evaluation(), "made up");

    assertTagsClose(html);
    List<String> ids = matches(html, " id=\"([^\"]*)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(new HashSet<>(ids))
        .containsAll(matches(html, "href=\"#([^\"]*)\""))
        .containsAll(matches(html, "url\\(#([^)]*)\\)"));
    assertThat(matches(html, "<img src=\"[^\"]*\" alt=\"([^\"]*)\""))
        .hasSize(8 * 4)
        .allMatch(alt -> !alt.isBlank());
  }

  @Test
  void theSameEvaluationGivesTheSamePage() {
    Evaluation evaluation = MadeUp.good().evaluation();

    assertThat(ReportPage.html(evaluation, "made up"))
        .isEqualTo(ReportPage.html(evaluation, "made up"));
  }

  @Test
  void tilesThatDoNotCompressMakeFewerExamplesInsteadOfALargerPage() {
    String html = ReportPage.html(noise(31, 64).evaluation(), "noise");

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ReportPage.BOUND);
    assertThat(matches(html, "(<img )")).hasSizeBetween(31 * 2, 31 * 11);
    assertThat(matches(html, "(<img )").size() % (2 * 31)).isZero();
    assertThat(html).doesNotContain("stand without examples");
  }

  @Test
  void manyClassesAreAllCountedThoughFewShowExamples() {
    String html = ReportPage.html(noise(600, 32).evaluation(), "many");

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ReportPage.BOUND);
    assertThat(matches(html, "(<article )")).hasSize(600);
    assertThat(html).containsPattern("\\d+ classes stand without examples");
  }

  @Test
  void aRunThatDivergedIsDrawnAsFarAsItWent() {
    LossCurve diverged =
        new LossCurve(
            new int[] {1, 2, 3, 4, 5},
            new double[] {1, 0.5, Double.POSITIVE_INFINITY, Double.NaN, 0.4});
    MadeUp good = MadeUp.good();

    String html =
        ReportPage.html(
            new MadeUp(good.classes(), good.accuracies(), good.scores(), diverged, List.of(), 32)
                .evaluation(),
            "diverged");

    assertThat(html)
        .contains("2 values are not finite.")
        .contains(
            "The denoiser's loss was not finite at 2 of 5 points: training diverged."
                .replace("'", "&#39;"))
        .doesNotContainPattern(" d=\"[^\"]*NaN");
  }

  @Test
  void emptyHistogramsAndFlatLossesAreDrawn() {
    Evaluation good = MadeUp.good().evaluation();
    double[] zeros = new double[8];
    Evaluation flat =
        new Evaluation(
            32,
            1,
            "bytes",
            good.classes(),
            good.realAccuracies(),
            List.of(
                new Judgement(
                    "synthetic",
                    "Synthetic tiles",
                    good.candidate().accuracies(),
                    good.scores(),
                    MadeUp.FEW_CLOSE,
                    List.of(
                        new Histogram("zeros", 0, 1, zeros, zeros, zeros),
                        new Histogram(
                            "negative",
                            -1500,
                            1500,
                            zeros,
                            zeros,
                            new double[] {1, 0, 0, 0, 0, 0, 0, 0}),
                        new Histogram("one place", 3, 3, zeros, zeros, zeros)))),
            List.of(),
            new LossCurve(new int[] {1, 2, 3}, new double[3]),
            Map.of(),
            Map.of(),
            List.of());

    String html = ReportPage.html(flat, "flat");

    assertThat(html).contains("zeros").contains("negative").doesNotContain("one place");
    assertThat(matches(html, "(<svg viewBox=\"0 0 )")).hasSize(3);
  }

  @Test
  void anEvaluationOfNothingIsStillAPage() {
    Evaluation nothing =
        new Evaluation(
            32,
            1,
            "bytes",
            List.of(),
            List.of(),
            List.of(
                new Judgement(
                    "synthetic",
                    "Synthetic tiles",
                    List.of(),
                    List.of(),
                    MadeUp.FEW_CLOSE,
                    List.of())),
            List.of(),
            new LossCurve(new int[0], new double[0]),
            Map.of(),
            Map.of(),
            List.of());

    String html = ReportPage.html(nothing, "nothing");

    assertThat(html).contains("No verdict: no CNN was trained on both real and synthetic tiles.");
    assertTagsClose(html);
  }

  private static MadeUp noise(int classes, int size) {
    SplittableRandom random = new SplittableRandom(5);
    List<float[]> tiles =
        Stream.generate(
                () -> {
                  float[] pixels = new float[size * size];
                  IntStream.range(0, pixels.length)
                      .forEach(i -> pixels[i] = (float) random.nextDouble());
                  return pixels;
                })
            .limit(6)
            .toList();
    MadeUp good = MadeUp.good();
    return new MadeUp(
        IntStream.range(0, classes)
            .mapToObj(
                i ->
                    new ClassExamples(
                        "class " + i, 16, 4, 4, 80, tiles, tiles, List.of(), List.of()))
            .toList(),
        good.accuracies(),
        good.scores(),
        good.loss(),
        List.of(),
        size);
  }

  static void assertTagsClose(String html) {
    String body = html.replaceAll("(?s)<style>.*?</style>", "");
    Matcher tag = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*?)(/?)>").matcher(body);
    Deque<String> open = new ArrayDeque<>();
    while (tag.find()) {
      String name = tag.group(2);
      if (VOID.contains(name) || !tag.group(4).isEmpty()) {
        continue;
      }
      if (tag.group(1).isEmpty()) {
        open.push(name);
      } else {
        assertThat(open.poll()).isEqualTo(name);
      }
    }
    assertThat(open).isEmpty();
  }

  private static List<String> matches(String html, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
