package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class IndexCapturesTest {
  @Test
  void indexesStandBesideTheirCapturesOrInAFolder(SparkSession spark, @TempDir Path folder)
      throws Exception {
    assertThat(spark.version()).isNotEmpty();
    captures(folder);
    String printed = Printed.forPeople("index-captures", folder.toString());

    assertThat(printed)
        .isEqualTo(
            String.join(
                "\n",
                "file:" + folder + "/a.pcap: 2 parts in file:" + folder + "/_a.pcap.index",
                "file:" + folder + "/b.pcap.gz: gzip, which is read as one stream",
                "file:"
                    + folder
                    + "/c.txt: a file that does not start as a capture does: 0x6e6f2063",
                ""));
    assertThat(names(folder)).contains("_a.pcap.index").doesNotContain("_c.txt.index");

    Path into = folder.resolve("_indexes");
    assertThat(
            Main.run(
                "index-captures", folder.resolve("a.pcap").toString(), "--into", into.toString()))
        .isZero();
    assertThat(names(into)).singleElement().asString().matches("a.pcap-[0-9a-f]{16}.index");
  }

  @Test
  void guessesAreComparedWithAWalkAndTheirSumIsTold(SparkSession spark, @TempDir Path folder)
      throws Exception {
    assertThat(spark.version()).isNotEmpty();
    captures(folder);
    String printed = Printed.forPeople("verify-splits", folder.toString(), "--every", "100000");

    assertThat(printed)
        .contains(
            "/a.pcap: 12 places: 7 right, 5 not told by the bytes around them,"
                + " no false positives, no false negatives\n")
        .contains("/b.pcap.gz: gzip, which is read as one stream\n")
        .contains("/c.txt: a file that does not start as a capture does")
        .endsWith("12 places, 0 wrong\n");
  }

  private static void captures(Path folder) throws Exception {
    byte[] frame = new byte[1_000];
    Arrays.fill(frame, (byte) 7);
    try (CaptureWriter writer =
        CaptureWriter.open(Files.newOutputStream(folder.resolve("a.pcap")), 1_000)) {
      for (int i = 0; i < 1_250; i++) {
        writer.write(1_700_000_000_000_000_000L + i * 1_000_000L, frame, frame.length);
      }
    }
    try (GZIPOutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.pcap.gz")))) {
      packed.write(Files.readAllBytes(folder.resolve("a.pcap")));
    }
    Files.writeString(folder.resolve("c.txt"), "no capture at all, but a text");
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
