package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** Files named by hardware addresses or by times of day, which Hadoop takes no colon in. */
@ExtendWith(LocalSpark.class)
class ColonsInNamesTest {
  @Test
  void everyWayOfReadingTakesThem(SparkSession spark, @TempDir Path place) throws IOException {
    ExtractFolder extract = new ExtractFolder(place);
    for (String label : new String[] {"a", "b"}) {
      extract.write("captures/" + label + "/00:1b.pcap", ExtractFolder.capture(3));
      extract.write("captures/" + label + "/12:30.pcap", ExtractFolder.capture(5_000));
    }
    String[] inParts = {
      "--set", "extract.packets=all",
      "--set", "extract.feature=packets",
      "--set", "extract.length=8",
      "--set", "extract.split-size=64k"
    };
    String captures = place.resolve("captures").toString();

    assertThat(extract.run(with(inParts, "--dry-run"))).isZero();
    assertThat(Main.run("describe-captures", captures)).isZero();
    assertThat(Main.run("index-captures", captures)).isZero();
    assertThat(place.resolve("captures/a/_12%3A30.pcap.index")).isNotEmptyFile();
    assertThat(Main.run("verify-splits", captures)).isZero();
    assertThat(extract.run(inParts)).isZero();
    assertThat(extract.rows(spark))
        .extracting(row -> row.traceId())
        .containsExactlyInAnyOrder("a/00:1b.pcap", "a/12:30.pcap", "b/00:1b.pcap", "b/12:30.pcap");
  }

  private static String[] with(String[] words, String more) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = more;
    return all;
  }
}
