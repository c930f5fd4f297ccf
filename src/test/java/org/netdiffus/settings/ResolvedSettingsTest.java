package org.netdiffus.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedSettingsTest {
  @Test
  void aSingleSettingWinsOverTheFileAndTheFileOverThePresetAndThePresetOverTheDefault(
      @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "train { batch = 7, preset = paper }");

    ResolvedSettings settings = ResolvedSettings.resolve(List.of(file), List.of("render.size=48"));

    assertThat(settings.wholeNumber("render.size", 8, 512)).isEqualTo(48);
    assertThat(settings.wholeNumber("train.batch", 1, 100)).isEqualTo(7);
    assertThat(settings.text("train.decay")).isEqualTo("constant");
    assertThat(settings.number("train.label-dropout", 0, 1)).isEqualTo(0.1);
  }

  @Test
  void laterFilesWinOverEarlierOnes(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.conf"), "render { size = 40, gamma = 1 }");
    Path second = Files.writeString(folder.resolve("b.conf"), "render.size = 48");

    ResolvedSettings settings = ResolvedSettings.resolve(List.of(first, second), List.of());

    assertThat(settings.wholeNumber("render.size", 8, 512)).isEqualTo(48);
    assertThat(settings.number("render.gamma", 0, 4)).isEqualTo(1);
  }

  @Test
  void settingsOfAnEarlierRunAreWeakerThanGivenOnesAndStrongerThanThePreset() {
    ResolvedSettings settings =
        ResolvedSettings.resolve(
            Map.of(
                "train.preset", "paper",
                "train.batch", "9",
                "train.steps", "77",
                "render.features", "[size,gap]",
                "sample.per-class.web", "5",
                "train.forgotten", "1"),
            List.of(),
            List.of("train.steps=3"));

    assertThat(settings.wholeNumber("train.steps", 1, 100)).isEqualTo(3);
    assertThat(settings.wholeNumber("train.batch", 1, 100)).isEqualTo(9);
    assertThat(settings.text("train.decay")).isEqualTo("constant");
    assertThat(settings.texts("render.features")).containsExactly("size", "gap");
    assertThat(settings.table("sample.per-class")).hasValue(new TreeMap<>(Map.of("web", 5)));
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestKnownOne() {
    assertThatThrownBy(() -> resolve("render.sise=32"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("unknown setting render.sise")
        .hasMessageContaining("did you mean render.size?");
  }

  @Test
  void aValueInPlaceOfAWholeTableIsAnUnknownSetting() {
    assertThatThrownBy(() -> resolve("extract.table=x"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("unknown setting extract.table (");
    assertThatThrownBy(() -> resolve("train=5")).isInstanceOf(UserError.class);
  }

  @Test
  void aNumberOutsideItsBoundsIsNamedWithItsValue() {
    assertThatThrownBy(() -> resolve("render.size=5").wholeNumber("render.size", 8, 512))
        .hasMessage("render.size = 5: give a whole number from 8 to 512.");
    assertThatThrownBy(() -> resolve("render.gamma=NaN").number("render.gamma", 0, 4))
        .hasMessage("render.gamma = NaN: give a number from 0.0 to 4.0.");
  }

  @Test
  void aValueOfTheWrongKindIsNamed() {
    assertThatThrownBy(() -> resolve("render.size=big").wholeNumber("render.size", 8, 512))
        .hasMessage("render.size = big: give a whole number from 8 to 512.");
    assertThatThrownBy(() -> resolve("render.size=32.9").wholeNumber("render.size", 8, 512))
        .hasMessage("render.size = 32.9: give a whole number from 8 to 512.");
    assertThatThrownBy(() -> resolve("train.seed=99999999999999999999").longNumber("train.seed"))
        .hasMessage("train.seed = 99999999999999999999: give a whole number of at most 18 digits.");
    assertThatThrownBy(() -> resolve("render.gamma=big").number("render.gamma", 0, 4))
        .hasMessage(
            "render.gamma = big is of the wrong kind: see reference.conf for what it takes.");
  }

  @Test
  void aChoiceNamesAllThatCanBeChosen() {
    assertThatThrownBy(
            () -> resolve("render.order=best").choice("render.order", List.of("paa", "other")))
        .hasMessage("render.order = best: give one of paa, other.");
  }

  @Test
  void aMissingSettingSaysHowToGiveIt() {
    assertThatThrownBy(() -> resolve().requiredText("render.input", "a folder of series"))
        .hasMessage("render.input is not set: give a folder of series with --set render.input=….");
  }

  @Test
  void aMissingFileAndABrokenOneAreMistakesOfTheUsers(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.conf"), "render { size = ");

    assertThatThrownBy(() -> ResolvedSettings.resolve(List.of(folder.resolve("no")), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("check the path given with --conf");
    assertThatThrownBy(() -> ResolvedSettings.resolve(List.of(broken), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the format is HOCON");
  }

  @Test
  void aReferenceToNothingAndAnEmptiedSettingAreMistakesOfTheUsers(@TempDir Path folder)
      throws IOException {
    Path dangling = Files.writeString(folder.resolve("a.conf"), "render.size = ${typo}");
    Path emptied = Files.writeString(folder.resolve("b.conf"), "render.size = null");

    assertThatThrownBy(() -> ResolvedSettings.resolve(List.of(dangling), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("${typo}")
        .hasMessageEndingWith(": define what stands in ${…}, or write the value itself.");
    assertThatThrownBy(
            () ->
                ResolvedSettings.resolve(List.of(emptied), List.of())
                    .wholeNumber("render.size", 8, 512))
        .hasMessage("render.size = null: give a value, or leave the setting out.");
  }

  @Test
  void anIncludedFileThatIsNotThereIsAMistakeOfTheUsers(@TempDir Path folder) throws IOException {
    Path including =
        Files.writeString(folder.resolve("a.conf"), "include required(file(\"no/such.conf\"))");

    assertThatThrownBy(() -> ResolvedSettings.resolve(List.of(including), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("such.conf");
  }

  @Test
  void anUnknownPresetNamesTheKnownOnes() {
    assertThatThrownBy(() -> resolve("train.preset=huge"))
        .hasMessage(
            "train.preset = huge: give one of test, cpu, cpu-64, gpu-64, paper, paper-128, 1d-test,"
                + " 1d-cpu, 1d-cpu-48.");
  }

  @Test
  void aListMayBeWrittenWithCommas() {
    assertThat(resolve("extract.feature=size, gap").texts("extract.feature"))
        .containsExactly("size", "gap");
    assertThat(resolve("extract.feature=[size,gap]").texts("extract.feature"))
        .containsExactly("size", "gap");
    assertThat(resolve().texts("extract.feature")).containsExactly("bytes-down");
  }

  @Test
  void aDurationCarriesItsUnitAndIsAboveZero() {
    assertThat(resolve("extract.bin-width=2s").duration("extract.bin-width"))
        .isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> resolve("extract.bin-width=0s").duration("extract.bin-width"))
        .hasMessageContaining("give a time above zero");
    assertThatThrownBy(() -> resolve("extract.bin-width=5").duration("extract.bin-width"))
        .hasMessage("extract.bin-width = 5: give a time above zero with its unit, such as 250ms.");
    assertThatThrownBy(() -> resolve("extract.bin-width=1000000d").duration("extract.bin-width"))
        .hasMessageContaining("give a time above zero");
  }

  @Test
  void aTableByLabelIsReadAndASingleNumberIsNone() {
    assertThat(resolve("sample.per-class={web=3, video=4}").table("sample.per-class"))
        .contains(new java.util.TreeMap<>(Map.of("web", 3, "video", 4)));
    assertThat(resolve().table("sample.per-class")).isEmpty();
  }

  @Test
  void everySettingIsExplainedWithItsOrigin(@TempDir Path folder) throws IOException {
    Path included = Files.writeString(folder.resolve("b.conf"), "train.seed = 4");
    Path file =
        Files.writeString(
            folder.resolve("a.conf"), "include \"b.conf\"\ntrain { \n batch = 7, steps = 8 }");

    List<String> lines =
        ResolvedSettings.resolve(
                List.of(file), List.of("train.preset=paper", "train.workers=3", "train.steps=9"))
            .explain("train");

    assertThat(lines)
        .contains(
            "train.variance = fixed    (default)",
            "train.decay = constant    (preset paper)",
            "train.batch = 7    (file " + file + ": 3)",
            "train.steps = 9    (argument --set train.steps)",
            "train.workers = 3    (argument --set train.workers)")
        .anyMatch(
            line ->
                line.matches(
                    "train.seed = 4 {4}\\(file .*\\Q" + included.getFileName() + "\\E: 1\\)"))
        .hasSameSizeAs(resolve().section("train").keySet());
    assertThat(resolve("sample.per-class={web=3}").explain("sample"))
        .contains("sample.per-class.web = 3    (argument --set sample.per-class)");
    assertThat(ResolvedSettings.resolve("quickstart.conf", List.of(), List.of()).explain("train"))
        .contains(
            "train.steps = 300    (quickstart)",
            "train.seed = 1    (default)",
            "train.preset = cpu    (quickstart)");
  }

  @Test
  void aSectionHoldsEveryKeyOnce() {
    assertThat(resolve("render.size=48").section("render"))
        .containsEntry("render.size", "48")
        .containsEntry("render.order", "paa")
        .hasSizeGreaterThan(7);
  }

  /** They would stand in run.json, in logs and on command lines: stores take keys from files. */
  @Test
  void noSettingTakesASecret() {
    assertThat(ConfigFactory.parseResources("reference.conf").entrySet())
        .hasSizeGreaterThan(50)
        .extracting(Map.Entry::getKey)
        .noneMatch(
            key -> key.matches("(?i).*(password|passphrase|secret|token|credential|access-key).*"));
  }

  @Test
  void everySettingsFileThatComesWithTheProgramHoldsKnownKeysOnly() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf/datasets"))) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(file -> ResolvedSettings.resolve(List.of(file), List.of()));
    }
    ResolvedSettings.resolve(List.of(Path.of("src/main/resources/quickstart.conf")), List.of());
    for (String preset :
        List.of(
            "test",
            "cpu",
            "cpu-64",
            "gpu-64",
            "paper",
            "paper-128",
            "1d-test",
            "1d-cpu",
            "1d-cpu-48")) {
      assertThat(resolve("train.preset=" + preset).text("train.preset")).isEqualTo(preset);
    }
  }

  private static ResolvedSettings resolve(String... singles) {
    return ResolvedSettings.resolve(List.of(), List.of(singles));
  }
}
