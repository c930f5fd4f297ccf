package org.netdiffus.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.netdiffus.series.ReadCounts;

/** Counts of a file as bytes of a row, in JSON by the names of the record's components. */
final class CountsCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CountsCodec() {}

  static byte[] write(ReadCounts counts) {
    try {
      return JSON.writeValueAsBytes(counts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReadCounts read(byte[] bytes) {
    try {
      return JSON.readValue(bytes, ReadCounts.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
