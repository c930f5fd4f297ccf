package org.netdiffus.series;

import java.io.IOException;
import java.util.Optional;

/** The files in the folder of the file that is read. */
@FunctionalInterface
public interface Neighbours {
  /**
   * The text of a small file (UTF-8).
   *
   * @param name its name, without a folder
   * @return its text; empty when there is no such file
   * @throws IOException when it is there and cannot be read
   */
  Optional<String> text(String name) throws IOException;
}
