package org.netdiffus.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.netdiffus.spark.CheckpointFolder;

/** What a checkpoint holds, to be compared bit for bit. */
final class CheckpointContent {
  private CheckpointContent() {}

  /** Content by file, in hexadecimal; the files of an archive one by one, without dates. */
  static Map<String, String> of(Path model, int step) throws IOException {
    Map<String, String> content = new TreeMap<>();
    Path folder = model.resolve("checkpoints").resolve(CheckpointFolder.name(step));
    for (String name : List.of("model.zip", "ema.zip")) {
      try (ZipFile zip = new ZipFile(folder.resolve(name).toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          content.put(
              name + " " + entry.getName(),
              HexFormat.of().formatHex(zip.getInputStream(entry).readAllBytes()));
        }
      }
    }
    content.put(
        "state.json", HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("state.json"))));
    return content;
  }
}
