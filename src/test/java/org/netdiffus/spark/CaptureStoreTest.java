package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureStoreTest {
  @Test
  void aColonInTheNameOfAFileIsLikeAnyOtherSign(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("00:1b:44 12:30.pcap"), "abcdef");
    Configuration configuration = new Configuration();
    InputFiles.File file =
        InputFiles.below(folder.toString(), configuration).files().stream()
            .findFirst()
            .orElseThrow();

    CaptureStore store = CaptureStore.of(file.path(), file.bytes(), configuration);

    assertThat(store.start(3)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
  }
}
