package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.UserError;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class InputFilesTest {
  private static final int PART = 64 << 20;
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void everyFileIsKnownByItsContentAndLargeOnesByThatOfTheirParts(
      SparkSession spark, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a"), "abc");
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("b").toFile(), "rw")) {
      large.setLength(PART + 1000L);
      for (int[] set : new int[][] {{5, 1}, {PART - 1, 2}, {PART, 3}, {PART + 999, 4}}) {
        large.seek(set[0]);
        large.write(set[1]);
      }
    }
    Files.createFile(folder.resolve("c"));
    try (RandomAccessFile part = new RandomAccessFile(folder.resolve("d").toFile(), "rw")) {
      part.setLength(PART);
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());

    List<InputIdentity> identities =
        InputFiles.below(folder.toString(), context.hadoopConfiguration()).identities(context);

    assertThat(identities)
        .containsExactly(
            new InputIdentity("a", 3, ABC),
            // split -b 64M b p; for i in p??; do sha256sum $i | cut -c-64 | xxd -r -p;
            // done|sha256sum
            new InputIdentity(
                "b",
                PART + 1000L,
                "e2dca0dce8593f5c93ee24cc7f6d13179117e30ab5241c27c890601658a38786-2"),
            new InputIdentity(
                "c", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            new InputIdentity(
                "d", PART, "3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351"));
  }

  @Test
  void aFileThatBecameShorterIsNamed(SparkSession spark, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a"), "abc");
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    InputFiles listed = InputFiles.below(folder.toString(), context.hadoopConfiguration());

    Files.writeString(folder.resolve("a"), "abcd");
    assertThat(listed.identities(context).get(0).sha256()).isEqualTo(ABC);
    Files.writeString(folder.resolve("a"), "ab");
    assertThatThrownBy(() -> listed.identities(context))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a became shorter while it was read: wait until it is complete");
  }
}
