package org.netdiffus.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * Pages of a column of arrays of floats, {@code [optional] group NAME (LIST) { repeated group list
 * { required float element } }}, by Parquet's format of data pages:
 *
 * <pre>
 * length of what follows (4 bytes)  repetition levels: 0 at the first float of a row, 1 at others
 * length of what follows (4 bytes)  definition levels: the highest at each float; the highest less
 *                                   1 for an empty array, less 2 for no array
 * the floats                        4 bytes each, little endian (PLAIN)
 * </pre>
 *
 * <p>Levels are runs: the number of equal ones, shifted by one bit, as a variable-length integer,
 * and the level in one byte. So an array costs two runs and a copy of its bytes, whatever its
 * length. Source: parquet-format, Encodings.md (RLE) and README.md (nested encoding, data pages).
 */
final class FloatColumn {
  private static final int PAGE_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final ByteArrayOutputStream repetitions = new ByteArrayOutputStream();
  private final ByteArrayOutputStream definitions = new ByteArrayOutputStream();

  private ByteBuffer values = ByteBuffer.allocate(PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private Statistics<?> statistics;
  private int levels;
  private int rows;
  private int level;
  private int levelsAlike;

  FloatColumn(ColumnDescriptor column, PageWriter pages) {
    this.column = column;
    this.pages = pages;
    this.statistics = Statistics.createStats(column.getPrimitiveType());
  }

  /** Adds the array of a row. */
  void add(float[] array) throws IOException {
    if (array.length == 0) {
      addLevels(column.getMaxDefinitionLevel() - 1, 1);
      statistics.incrementNumNulls();
      return;
    }
    int bytes = array.length * Float.BYTES;
    if (values.remaining() < bytes) {
      endPage();
      if (values.capacity() < bytes) {
        values = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    addLevels(column.getMaxDefinitionLevel(), array.length);
    values.asFloatBuffer().put(array);
    values.position(values.position() + bytes);
    addToStatistics(array);
  }

  /** Adds a row without an array. */
  void addNone() throws IOException {
    addLevels(column.getMaxDefinitionLevel() - 2, 1);
    statistics.incrementNumNulls();
  }

  /** Bytes kept so far, in pages ended and in the one that is open. */
  long bytes() {
    return pages.getMemSize() + values.position() + repetitions.size() + definitions.size();
  }

  private void addLevels(int definition, int count) throws IOException {
    writeRun(repetitions, 0, 1);
    writeRun(repetitions, 1, count - 1);
    if (definition != level) {
      writeRun(definitions, level, levelsAlike);
      level = definition;
      levelsAlike = 0;
    }
    levelsAlike += count;
    levels += count;
    rows++;
  }

  private static void writeRun(ByteArrayOutputStream runs, int level, int count)
      throws IOException {
    if (count > 0) {
      BytesUtils.writeUnsignedVarInt(count << 1, runs);
      runs.write(level);
    }
  }

  /** A page's least and greatest number; one that is NaN makes them void, as Parquet wants it. */
  private void addToStatistics(float[] array) {
    float least = array[0];
    float greatest = array[0];
    boolean numbers = true;
    for (float value : array) {
      numbers &= !Float.isNaN(value);
      least = value < least ? value : least;
      greatest = value > greatest ? value : greatest;
    }
    statistics.updateStats(numbers ? least : Float.NaN);
    statistics.updateStats(numbers ? greatest : Float.NaN);
  }

  /** Writes what has been added since the last page. */
  void endPage() throws IOException {
    if (rows == 0) {
      return;
    }
    writeRun(definitions, level, levelsAlike);
    pages.writePage(
        BytesInput.concat(
            BytesInput.fromInt(repetitions.size()),
            BytesInput.from(repetitions),
            BytesInput.fromInt(definitions.size()),
            BytesInput.from(definitions),
            BytesInput.from(values.array(), 0, values.position())),
        levels,
        rows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        Encoding.PLAIN);
    repetitions.reset();
    definitions.reset();
    values.clear();
    statistics = Statistics.createStats(column.getPrimitiveType());
    levels = 0;
    rows = 0;
    levelsAlike = 0;
  }
}
