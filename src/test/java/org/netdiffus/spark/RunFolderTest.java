package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.UserError;

class RunFolderTest {
  private static final RunRecord RECORD =
      new RunRecord(
          RunRecord.PROGRAM,
          "render-tiles",
          new TreeMap<>(Map.of("render.size", "32")),
          List.of(new InputIdentity("run.json", 3, "ab")),
          new TreeMap<>(Map.of("tiles", 4L)),
          new TreeMap<>(),
          new TreeMap<>(Map.of("total", 1.5)),
          new TreeMap<>());

  @TempDir private Path place;

  @Test
  void aPublishedFolderHoldsWhatWasWrittenItsRecordAndTheMarkAndNothingElse() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("tiles.txt", bytes("content"));
    assertThat(folder.state()).isEqualTo(RunFolder.State.UNFINISHED);

    folder.publish(RECORD);

    assertThat(folder.state()).isEqualTo(RunFolder.State.COMPLETE);
    assertThat(folder.record()).isEqualTo(RECORD.withFiles(List.of("tiles.txt")));
    assertThat(names()).containsExactly("_SUCCESS", "run.json", "tiles.txt");
    assertThat(folder.read("tiles.txt")).isEqualTo(bytes("content"));
  }

  @Test
  void whatAnUnfinishedRunLeftIsGoneWhenTheNextOneBegins() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("old.txt", bytes("old"));
    Files.writeString(place.resolve("out/notes.txt"), "somebody's");

    folder.begin(RECORD);

    assertThat(names()).containsExactly("_started.json", "_work", "notes.txt");
    assertThat(place.resolve("out/_work")).isEmptyDirectory();
  }

  @Test
  void aResumedRunKeepsWhatTheEarlierOneLeft() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("metrics.jsonl", bytes("old"));

    folder.resume(RECORD);

    assertThat(place.resolve("out/_work/metrics.jsonl")).hasContent("old");
    assertThat(folder.startedRecord()).contains(RECORD);
  }

  @Test
  void anOldCompleteRunStaysReadableUntilItsReplacementIsPublished() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("old.txt", bytes("old"));
    folder.publish(RECORD);

    folder.begin(RECORD);
    folder.writeWork("new.txt", bytes("new"));
    assertThat(folder.state()).isEqualTo(RunFolder.State.COMPLETE);
    assertThat(folder.read("old.txt")).isEqualTo(bytes("old"));
    folder.publish(RECORD);

    assertThat(names()).containsExactly("_SUCCESS", "new.txt", "run.json");
  }

  @Test
  void aRunKilledWhileItsFirstMarkWasWrittenMayBeginAnew() throws IOException {
    Files.createDirectories(place.resolve("out"));
    Files.writeString(place.resolve("out/__started.json.part"), "{ \"prog");

    assertThat(folder().state()).isEqualTo(RunFolder.State.UNFINISHED);
    assertThat(folder().startedRecord()).isEmpty();
    folder().begin(RECORD);

    assertThat(names()).containsExactly("_started.json", "_work");
  }

  @Test
  void aPublicationThatWasCutOffIsBroughtToItsEnd() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("moved.txt", bytes("moved"));
    folder.writeWork("waiting.txt", bytes("waiting"));
    folder.publish(RECORD);
    // What a kill between two moves leaves.
    Files.createDirectories(place.resolve("out/_ready"));
    Files.move(place.resolve("out/waiting.txt"), place.resolve("out/_ready/waiting.txt"));
    Files.move(place.resolve("out/run.json"), place.resolve("out/_ready/run.json"));
    Files.delete(place.resolve("out/_SUCCESS"));
    Files.writeString(place.resolve("out/_started.json"), "{}");
    assertThat(folder.state()).isEqualTo(RunFolder.State.UNFINISHED);

    folder.finishPublishing();

    assertThat(folder.state()).isEqualTo(RunFolder.State.COMPLETE);
    assertThat(folder.record()).isEqualTo(RECORD.withFiles(List.of("moved.txt", "waiting.txt")));
    assertThat(names()).containsExactly("_SUCCESS", "moved.txt", "run.json", "waiting.txt");
  }

  @Test
  void aReplacementLeavesWhatTheRunBeforeHasNotWritten() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("old.txt", bytes("old"));
    folder.publish(RECORD);
    Files.writeString(place.resolve("out/notes.txt"), "somebody's");
    Files.createDirectories(place.resolve("out/sub"));

    folder.begin(RECORD);
    folder.writeWork("new.txt", bytes("new"));
    folder.publish(RECORD);

    assertThat(names()).containsExactly("_SUCCESS", "new.txt", "notes.txt", "run.json", "sub");
  }

  @Test
  void aCompleteRunThatLostAFileIsNotComplete() throws IOException {
    RunFolder folder = folder();
    folder.begin(RECORD);
    folder.writeWork("tiles.txt", bytes("content"));
    folder.publish(RECORD);

    Files.delete(place.resolve("out/tiles.txt"));

    assertThat(folder.state()).isEqualTo(RunFolder.State.UNFINISHED);
  }

  @Test
  void aFolderOfSomebodyElseThatIsCalledAsOursIsNotTouched() throws IOException {
    Files.createDirectories(place.resolve("out/_ready"));
    Files.writeString(place.resolve("out/_ready/thesis.txt"), "new");
    Files.writeString(place.resolve("out/thesis.txt"), "old");

    assertThat(folder().state()).isEqualTo(RunFolder.State.FOREIGN);
    folder().finishPublishing();

    assertThat(place.resolve("out/thesis.txt")).hasContent("old");
    assertThat(names()).containsExactly("_ready", "thesis.txt");
  }

  @Test
  void foldersOverlapWhenOneLiesInTheOther() {
    assertThat(at("out").overlaps(at("out"))).isTrue();
    assertThat(at("out").overlaps(at("out/tiles"))).isTrue();
    assertThat(at("out/tiles").overlaps(at("out"))).isTrue();
    assertThat(at("out").overlaps(at("output"))).isFalse();
  }

  @Test
  void aFolderOfSomebodyElseIsForeign() throws IOException {
    Files.createDirectories(place.resolve("out"));
    assertThat(folder().state()).isEqualTo(RunFolder.State.ABSENT);
    Files.writeString(place.resolve("out/run.json"), "{\"program\": \"other\"}");
    Files.writeString(place.resolve("out/_SUCCESS"), "");

    assertThat(folder().state()).isEqualTo(RunFolder.State.FOREIGN);
    assertThatThrownBy(() -> RunFolder.completed(out(), "render-tiles", new Configuration()))
        .hasMessage(out() + " was not written by netdiffus: let render-tiles write it first.");
  }

  @Test
  void aReaderIsToldWhichVerbHasToWriteWhatIsMissing() {
    assertThatThrownBy(() -> RunFolder.completed(out(), "render-tiles", new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessage("there is nothing at " + out() + ": let render-tiles write it first.");
    folder().begin(RECORD);
    assertThatThrownBy(() -> RunFolder.completed(out(), "render-tiles", new Configuration()))
        .hasMessage(out() + " is not complete: let render-tiles write it first.");
  }

  @Test
  void theIdentityIsTheHashOfTheRecordWithoutItsTimings() throws Exception {
    RunFolder folder = published(RECORD.counts(), Map.of());

    byte[] run = Files.readAllBytes(place.resolve("out/run.json"));
    byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(run);
    assertThat(folder.identity())
        .isEqualTo(
            new InputIdentity("run.json", run.length, java.util.HexFormat.of().formatHex(hash)));
  }

  @Test
  void aRunMadeAgainHasTheSameIdentityAndOneOfOtherCountsHasNot() {
    InputIdentity first = published(Map.of("rows", 3L), Map.of("total", 1.5)).identity();

    assertThat(published(Map.of("rows", 3L), Map.of("total", 2.5)).identity()).isEqualTo(first);
    assertThat(published(Map.of("rows", 4L), Map.of("total", 1.5)).identity()).isNotEqualTo(first);
  }

  @Test
  void differingKeysAreThoseOfEitherSide() {
    assertThat(RECORD.differingKeys(Map.of("render.size", "32"))).isEmpty();
    assertThat(RECORD.differingKeys(Map.of("render.size", "64", "render.gamma", "1")))
        .containsExactly("render.gamma", "render.size");
  }

  private RunFolder published(Map<String, Long> counts, Map<String, Double> seconds) {
    RunRecord record =
        new RunRecord(
            RECORD.program(),
            RECORD.verb(),
            RECORD.settings(),
            RECORD.inputs(),
            new TreeMap<>(counts),
            RECORD.facts(),
            new TreeMap<>(seconds),
            RECORD.versions());
    RunFolder folder = folder();
    folder.begin(record);
    folder.publish(record);
    return folder;
  }

  private RunFolder at(String name) {
    return RunFolder.at(place.resolve(name).toString(), new Configuration());
  }

  private String out() {
    return place.resolve("out").toString();
  }

  private RunFolder folder() {
    return RunFolder.at(out(), new Configuration());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> children = Files.list(place.resolve("out"))) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
