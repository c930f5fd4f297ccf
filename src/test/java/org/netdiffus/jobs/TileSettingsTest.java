package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.tile.Averaging;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.TileOrder;

class TileSettingsTest {
  @Test
  void theDefaultsOfRenderTiles() {
    assertThat(render("render.input=in", "render.output=out"))
        .isEqualTo(
            new RenderSettings(
                "in",
                "out",
                32,
                TileOrder.PAA,
                0.25,
                Averaging.DIRECT,
                new ScaleRule.TrainingMaximum(),
                "",
                List.of(),
                1,
                new Prefix.Whole(),
                Prefix.Side.CROP,
                PixelEncoding.FLOAT32,
                8));
  }

  @Test
  void everyKeyOfRenderTilesReachesItsPlace() {
    assertThat(
            render(
                "render.input=in",
                "render.output=out",
                "render.size=64",
                "render.order=gamma-resize",
                "render.gamma=0.5",
                "render.averaging=opencv",
                "render.scale=bound:1514",
                "render.scales-of=earlier",
                "render.features=[size,gap]",
                "render.training-share=0.5",
                "render.prefix=12.5%",
                "render.prefix-side=full",
                "render.encoding=uint8",
                "render.preview=0"))
        .isEqualTo(
            new RenderSettings(
                "in",
                "out",
                64,
                TileOrder.GAMMA_RESIZE,
                0.5,
                Averaging.OPENCV,
                new ScaleRule.Bound(1514),
                "earlier",
                List.of("size", "gap"),
                0.5,
                new Prefix.Share(new BigDecimal("12.5")),
                Prefix.Side.FULL,
                PixelEncoding.UINT8,
                0));
  }

  @Test
  void theOtherScales() {
    assertThat(scale("quantile:0.999")).isEqualTo(new ScaleRule.Quantile(0.999));
    assertThat(scale("log1p")).isEqualTo(new ScaleRule.Logarithm());
    assertThat(scale("trace")).isEqualTo(new ScaleRule.OwnMaximum());
  }

  @Test
  void shortNamesOfScales() {
    assertThat(scale("max")).isEqualTo(new ScaleRule.TrainingMaximum());
    assertThat(scale("q99.9")).isEqualTo(new ScaleRule.Quantile(0.999));
    assertThat(scale("q100")).isEqualTo(new ScaleRule.Quantile(1));
    assertThat(scale("log1p-max")).isEqualTo(new ScaleRule.Logarithm());
    assertThat(scale("fixed:1500")).isEqualTo(new ScaleRule.Bound(1500));
  }

  @Test
  void featuresAndPrefixesThatAreNoneAreNamed() {
    assertThat(prefix("45s")).isEqualTo(new Prefix.Time(Duration.ofSeconds(45)));
    assertThatThrownBy(() -> prefix("0%"))
        .hasMessage("render.prefix = 0%: give a share above 0% and at most 100%.");
    assertThatThrownBy(() -> prefix("110 %"))
        .hasMessage("render.prefix = 110 %: give a share above 0% and at most 100%.");
    assertThatThrownBy(() -> prefix("early"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("render.prefix = early is of the wrong kind");
    assertThatThrownBy(
            () -> render("render.input=i", "render.output=o", "render.features=size,gap,size"))
        .hasMessage("render.features = size, gap, size names a feature twice: name each one once.");
  }

  private static Prefix prefix(String text) {
    return render("render.input=in", "render.output=out", "render.prefix=" + text).prefix();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maximum",
        "q101",
        "q0",
        "fixed:0",
        "bound",
        "bound:x",
        "bound:0",
        "bound:Infinity",
        "quantile:0",
        "quantile:1.1",
        "quantile:NaN",
        "trace:3",
        "log1p:1",
        "training-maximum:"
      })
  void aScaleThatIsNoneSaysWhatWouldBe(String text) {
    assertThatThrownBy(() -> scale(text))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "render.scale = "
                + text
                + ": give one of training-maximum, bound:NUMBER (above 0), quantile:SHARE (above 0,"
                + " at most 1), log1p, trace.");
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> render("render.input=in", "render.output=out", "render.size=7"))
        .hasMessage("render.size = 7: give a whole number from 8 to 512.");
    assertThatThrownBy(() -> render("render.input=in", "render.output=out", "render.gamma=0"))
        .hasMessageStartingWith("render.gamma = 0");
    assertThatThrownBy(() -> render("render.output=out"))
        .hasMessageContaining("give the folder that extract-series has written");
  }

  @Test
  void theSettingsOfRecoverSeries() {
    assertThat(recover("recover.input=in", "recover.output=out"))
        .isEqualTo(new RecoverSettings("in", "out", RecoveryRule.ALL_PIXELS));
    assertThat(recover("recover.input=in", "recover.output=out", "recover.rule=diagonal"))
        .isEqualTo(new RecoverSettings("in", "out", RecoveryRule.DIAGONAL));
    assertThatThrownBy(() -> recover("recover.input=i", "recover.output=o", "recover.rule=best"))
        .hasMessage("recover.rule = best: give one of diagonal, all-pixels.");
  }

  private static ScaleRule scale(String text) {
    return render("render.input=in", "render.output=out", "render.scale=" + text).scale();
  }

  private static RenderSettings render(String... singles) {
    return RenderSettings.of(resolved(singles));
  }

  private static RecoverSettings recover(String... singles) {
    return RecoverSettings.of(resolved(singles));
  }

  private static ResolvedSettings resolved(String... singles) {
    return ResolvedSettings.resolve(List.of(), Stream.of(singles).toList());
  }
}
