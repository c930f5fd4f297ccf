package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class DescribeCapturesTest {
  private static final byte[] UDP =
      HexFormat.of()
          .parseHex(
              "0a0b0c0d0e0f01020304050608004500001c0001000040110000c0a80114cb007105c00001bb00080000");

  @Test
  void everyFileHasItsFiguresOrWhyItHasNone(SparkSession spark, @TempDir Path folder)
      throws Exception {
    assertThat(spark.version()).isNotEmpty();
    Path sound = folder.resolve("a.pcap");
    write(Files.newOutputStream(sound), 3);
    write(new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.pcap.gz"))), 2);
    byte[] bytes = Files.readAllBytes(sound);
    Files.write(folder.resolve("c.pcap"), Arrays.copyOf(bytes, bytes.length - 1));
    Files.writeString(folder.resolve("d.txt"), "no capture at all, but a text");

    assertThat(Printed.forPeople("describe-captures", folder.toString()))
        .isEqualTo(
            String.join(
                "\n",
                "file:" + folder + "/a.pcap",
                "  pcap, Ethernet: 3 packets, 180 bytes (126 captured)",
                "  from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00.002Z",
                "file:" + folder + "/b.pcap.gz",
                "  pcap, gzip, Ethernet: 2 packets, 120 bytes (84 captured)",
                "  from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00.001Z",
                "file:" + folder + "/c.pcap",
                "  pcap, Ethernet: 2 packets, 120 bytes (84 captured)",
                "  from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00.001Z",
                "  damage: record cut short at byte 140",
                "file:" + folder + "/d.txt",
                "  damage: a file that does not start as a capture does: 0x6e6f2063",
                "4 files, 7 packets, 420 bytes, 2 files damaged or not read",
                ""));
  }

  private static void write(OutputStream out, int packets) throws Exception {
    try (CaptureWriter writer = CaptureWriter.open(out, 42)) {
      for (int i = 0; i < packets; i++) {
        writer.write(i * 1_000_000L, Arrays.copyOf(UDP, 60), 60);
      }
    }
  }
}
