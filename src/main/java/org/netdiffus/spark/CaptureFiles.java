package org.netdiffus.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/** Captures by number. */
final class CaptureFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<InputFiles.File> files;
  private final Map<String, Integer> numbers = new HashMap<>();

  CaptureFiles(List<InputFiles.File> files) {
    this.files = List.copyOf(files);
    for (int i = 0; i < files.size(); i++) {
      numbers.put(new Path(files.get(i).path()).toString(), i);
    }
  }

  int number(String path) {
    return Objects.requireNonNull(numbers.get(path), path);
  }

  /** Path relative to the input. */
  String relative(int number) {
    return files.get(number).relative();
  }

  /** Paths relative to the input, by number. */
  List<String> relative() {
    return files.stream().map(InputFiles.File::relative).toList();
  }
}
