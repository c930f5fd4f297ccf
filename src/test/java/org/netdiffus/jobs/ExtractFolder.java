package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;

/** What {@code extract-series} reads and writes in tests. */
record ExtractFolder(Path place) {
  void tables(int chats, int videos) throws IOException {
    for (int i = 0; i < chats; i++) {
      table("chat", i);
    }
    for (int i = 0; i < videos; i++) {
      table("video", i);
    }
  }

  /** Two packets of sizes that tell the number; the higher the number, the earlier. */
  void table(String label, int number) throws IOException {
    int start = 1000 - number;
    write(
        "captures/" + label + "/" + number + ".csv",
        "time,size,direction\n%d,%d,1\n%d.5,%d,-1\n"
            .formatted(start, 60 + number, start, 1500 + number));
  }

  /** A capture of ARP frames of 1000 bytes, of which 60 are kept. */
  static byte[] capture(int frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] frame = new byte[1000];
    frame[5] = 1;
    frame[11] = 2;
    frame[12] = 0x08;
    frame[13] = 0x06;
    try (CaptureWriter writer = CaptureWriter.open(bytes, 60)) {
      for (int i = 0; i < frames; i++) {
        writer.write(i * 1_000_000_000L, frame, frame.length);
      }
    }
    return bytes.toByteArray();
  }

  void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String path, byte[] bytes) throws IOException {
    Path file = place.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "extract-series",
                "--set",
                "extract.input=" + place.resolve("captures"),
                "--set",
                "extract.output=" + place.resolve("series")));
    arguments.addAll(List.of(more));
    return Main.run(arguments.toArray(String[]::new));
  }

  List<String> trained(SparkSession spark, String setting) {
    assertThat(
            run(
                "--set",
                "extract.feature=size",
                "--set",
                "extract.length=2",
                "--set",
                setting,
                "--overwrite"))
        .isZero();
    return rows(spark).stream()
        .filter(row -> row.split().equals("train"))
        .map(SeriesRow::traceId)
        .toList();
  }

  String mistake(int code, String... more) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(more)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    String line = caught.toString(StandardCharsets.UTF_8);
    assertThat(line.lines().filter(l -> l.startsWith("netdiffus: "))).as(line).hasSize(1);
    assertThat(line).doesNotContain("\tat ");
    return line;
  }

  RunFolder folder() {
    return RunFolder.at(place.resolve("series").toString(), new Configuration());
  }

  RunRecord record() {
    return folder().record();
  }

  List<SeriesRow> rows(SparkSession spark) {
    return spark.read().parquet(folder().data()).collectAsList().stream()
        .map(SeriesTable::fromRow)
        .toList();
  }

  List<Path> parts() throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(place.resolve("series/data"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}
