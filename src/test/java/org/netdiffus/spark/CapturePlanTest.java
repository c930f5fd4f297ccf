package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureIndex;
import org.netdiffus.capture.CaptureWriter;

class CapturePlanTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;
  private Path capture = Path.of("");

  @BeforeEach
  void aCaptureTooLargeToBeWalkedByThePlanner() throws IOException {
    capture = folder.resolve("a.pcap");
    byte[] frame = new byte[10_000];
    try (CaptureWriter writer = CaptureWriter.open(Files.newOutputStream(capture), 10_000)) {
      for (int i = 0; i < 900; i++) {
        writer.write(i * 1_000_000L, frame, frame.length);
      }
    }
  }

  @Test
  void anIndexThatHoldsForTheCaptureDividesItExactly() throws Exception {
    assertThat(pieces("")).hasSize(5).allSatisfy(CapturePlanTest::isGuessed);

    index("");
    assertThat(pieces("")).hasSize(5).allSatisfy(CapturePlanTest::isExact);
    assertThat(pieces(folder.resolve("elsewhere").toString()))
        .allSatisfy(CapturePlanTest::isGuessed);

    Files.setLastModifiedTime(capture, FileTime.fromMillis(1_700_000_000_000L));
    assertThat(pieces("")).allSatisfy(CapturePlanTest::isGuessed);

    String elsewhere = folder.resolve("elsewhere").toString();
    index(elsewhere);
    assertThat(pieces(elsewhere)).hasSize(5).allSatisfy(CapturePlanTest::isExact);
  }

  @Test
  void anIndexThatWasChangedCountsForNothing() throws Exception {
    index("");
    Path index = folder.resolve("_a.pcap.index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length / 2] ^= 1;
    Files.write(index, bytes);

    assertThat(pieces("")).allSatisfy(CapturePlanTest::isGuessed);
  }

  private void index(String into) throws Exception {
    byte[] bytes = Files.readAllBytes(capture);
    CaptureIndex index =
        CaptureIndex.walk(
            new ByteArrayInputStream(bytes),
            bytes.length,
            Files.getLastModifiedTime(capture).toMillis());
    new CaptureIndexes(into, HADOOP).write(new org.apache.hadoop.fs.Path("file:" + capture), index);
  }

  private List<CapturePiece> pieces(String indexes) {
    CapturePlan plan =
        new CapturePlan(
            CaptureOptions.of(
                new CaseInsensitiveStringMap(Map.of("splitSize", "2m", "index", indexes))),
            HADOOP);
    return plan.pieces(plan.files(List.of(capture.toString())).get(0));
  }

  private static void isGuessed(CapturePiece piece) {
    assertThat(piece.part()).isInstanceOf(CapturePiece.Between.class);
  }

  private static void isExact(CapturePiece piece) {
    assertThat(piece.part()).isInstanceOf(CapturePiece.Exact.class);
  }
}
