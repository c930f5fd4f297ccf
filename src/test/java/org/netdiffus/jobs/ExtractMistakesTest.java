package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ExtractMistakesTest {
  private ExtractFolder extract;

  @BeforeEach
  void aSessionStands(SparkSession spark, @TempDir Path place) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    extract = new ExtractFolder(place);
  }

  @Test
  void framesThatAreNoIpAreCountedAndAFolderOfThemAloneGivesNothing() throws IOException {
    for (String label : List.of("a", "b")) {
      extract.write("captures/" + label + "/1.pcap", ExtractFolder.capture(2));
      extract.write("captures/" + label + "/2.pcap", ExtractFolder.capture(2));
    }

    assertThat(extract.mistake(3))
        .contains("no trace could be read from the 4 files")
        .contains("(skipped: empty-trace, not-ip)");
    assertThat(extract.place().resolve("series")).doesNotExist();
  }

  @Test
  void mistakesInTheInputAreOneLineAndWriteNothing() throws IOException {
    assertThat(extract.mistake(3))
        .contains("there is nothing at " + extract.place().resolve("captures"));

    extract.write("captures/README.txt", "nothing to see here\n");
    assertThat(extract.mistake(3)).contains("have no label by extract.label = parent");

    extract.write("captures/notes/README.txt", "nothing to see here\n");
    assertThat(extract.mistake(3))
        .contains("no trace could be read from the 2 files")
        .contains("(the first: README.txt: a table without the columns of packets");

    extract.table("chat", 1);
    extract.table("chat", 2);
    assertThat(extract.mistake(3)).contains("all traces at ").contains("have the one label chat");

    extract.table("video", 1);
    assertThat(extract.mistake(3))
        .contains("fewer than 2 traces of video: add traces or take the class");

    extract.table("video", 2);
    assertThat(extract.mistake(3, "--set", "extract.split-group=video"))
        .contains("all traces of video belong to one group by extract.split-group = video");
    assertThat(extract.place().resolve("series")).doesNotExist();
  }

  @Test
  void aLinkOutOfTheInputIsReadOnlyWhereThatIsAllowed() throws IOException {
    extract.tables(3, 3);
    extract.write("elsewhere/secret.csv", "time,size,direction\n1,60,1\n2,1500,-1\n");
    Path link = extract.place().resolve("captures/chat/9.csv");
    Files.createSymbolicLink(link, extract.place().resolve("elsewhere/secret.csv"));
    Path within = extract.place().resolve("captures/chat/8.csv");
    Files.createSymbolicLink(within, Path.of("1.csv"));

    assertThat(extract.mistake(3, "--set", "extract.follow-links=false"))
        .contains("chat/9.csv leads out of ")
        .contains("by a link: take it away, or give extract.follow-links = true to read it");
    assertThat(extract.place().resolve("series")).doesNotExist();

    Files.delete(link);
    Path folder = extract.place().resolve("captures/web");
    Files.createSymbolicLink(folder, extract.place().resolve("elsewhere"));
    assertThat(extract.mistake(3, "--set", "extract.follow-links=false"))
        .contains("web/secret.csv leads out of ");

    Files.delete(folder);
    Path entrance = extract.place().resolve("entrance");
    Files.move(extract.place().resolve("captures"), entrance);
    Files.createSymbolicLink(extract.place().resolve("captures"), entrance);
    assertThat(extract.run("--set", "extract.follow-links=false")).isZero();
  }

  @Test
  void classesWithOneCaptureAreFoundBeforeAnythingIsRead() throws IOException {
    extract.write("captures/a/1.pcap", "not read");
    extract.write("captures/a/2.pcap", "not read");
    extract.write("captures/b/1.pcap", "not read");

    assertThat(extract.mistake(3, "--set", "extract.format=pcap"))
        .contains("fewer than 2 traces of b");
  }

  @Test
  void classesThatTheRowsOfATableLeaveWithoutTwoSidesAreNamed() throws IOException {
    String column = "extract.label=column:kind";
    extract.write("captures/t.csv", "kind,trace,b0,b1\na,a1,1,2\na,a2,2,3\nb,b1,1,2\n");
    assertThat(extract.mistake(3, "--set", "extract.format=bins", "--set", column))
        .contains("fewer than 2 traces of b");

    // Both traces of b belong to groups that a owns.
    extract.write(
        "captures/t.csv",
        "kind,trace,b0,b1\na,x-1,1,2\na,y-1,2,3\na,z-1,2,3\nb,x-2,1,2\nb,x-3,1,2\n");
    assertThat(
            extract.mistake(
                3,
                "--set",
                "extract.format=bins",
                "--set",
                column,
                "--set",
                "extract.split-group=(.)-.*"))
        .contains("all traces of b fall on one side, since extract.split-group = (.)-.* ties")
        .contains("them to traces of other classes");
    assertThat(extract.place().resolve("series")).doesNotExist();
  }

  @Test
  void mistakesInSettingsAreOneLineThatNamesTheKey() throws IOException {
    extract.tables(2, 2);

    assertThat(extract.mistake(2, "--set", "extract.feature=byte-down"))
        .contains("extract.feature = byte-down: give one of bytes-down, bytes-up");
    assertThat(extract.mistake(2, "--set", "extract.feature=[gap, bytes]"))
        .contains("mixes sums over bins");
    assertThat(extract.mistake(2, "--set", "extract.feature=[gap, gap]"))
        .contains("names gap twice");
    assertThat(extract.mistake(2, "--set", "extract.format=pcapng"))
        .contains("extract.format = pcapng");
    assertThat(extract.mistake(2, "--set", "extract.format=values"))
        .contains("set extract.bin-packets, or extract.feature=size");
    assertThat(extract.mistake(2, "--set", "extract.client=cidr:10.0.0.0/33"))
        .contains("extract.client = cidr:10.0.0.0/33");
    assertThat(extract.mistake(2, "--set", "extract.tunnels=middle"))
        .contains("extract.tunnels = middle");
    assertThat(extract.mistake(2, "--set", "extract.trace=flow/180s"))
        .contains("extract.trace = flow/180s: give one of file, flow, host, window:180s");
    assertThat(extract.mistake(2, "--set", "extract.trace=host"))
        .contains("extract.trace = host needs to know which addresses are clients");
    assertThat(extract.mistake(2, "--set", "extract.label=table:labels.csv"))
        .contains("extract.label = table:labels.csv labels parts of captures, not whole ones");
    assertThat(extract.mistake(2, "--set", "extract.idle-timeout=15"))
        .contains("extract.idle-timeout = 15: give a time above zero with its unit");
    assertThat(extract.mistake(2, "--set", "extract.label=folder"))
        .contains("extract.label = folder");
    assertThat(extract.mistake(2, "--set", "extract.split-group=("))
        .contains("is no regular expression");
    assertThat(extract.mistake(2, "--set", "extract.length=1")).contains("extract.length = 1");
    assertThat(extract.mistake(3, "--set", "extract.label=manifest:nowhere.csv"))
        .contains("the manifest nowhere.csv cannot be read");
    assertThat(
            extract.mistake(
                2, "--set", "extract.output=" + extract.place().resolve("captures/series")))
        .contains("lie in one another");
    assertThat(extract.place().resolve("series")).doesNotExist();
  }

  @Test
  void aDryRunListsTheFilesOfEachLabelAndWritesNothing() throws IOException {
    extract.tables(3, 2);

    assertThat(Printed.by(() -> extract.run("--dry-run")))
        .contains("input: 5 files of ")
        .contains("label chat: 3 files")
        .contains("label video: 2 files")
        .contains("series: 720 values of bytes-down (bytes per 0.25 s)")
        .contains("split: 80 % of the traces of each label train, by hash");
    assertThat(extract.place().resolve("series")).doesNotExist();
  }
}
