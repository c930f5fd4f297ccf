package org.netdiffus.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records as bytes of a row, in JSON by the names of their components. */
final class RecordBytes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordBytes() {}

  static byte[] write(Record record) {
    try {
      return JSON.writeValueAsBytes(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T extends Record> T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
