package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.netdiffus.spark.FileTable;
import scala.collection.immutable.Map$;

class FileLinesTest {
  private static final String ADVICE =
      ": extract.client takes the wrong side for the client, or one side alone was captured";

  @Test
  void aWayThatStaysEmptyOverAllFilesIsExplained() {
    assertThat(lines(file("a", 100, 0), file("b", 50, 0))).contains("nothing goes down" + ADVICE);
    assertThat(lines(file("a", 0, 7))).contains("nothing goes up" + ADVICE);
    assertThat(lines(file("a", 100, 0), file("b", 0, 7))).noneMatch(line -> line.endsWith(ADVICE));
    assertThat(lines(file("a", 0, 0))).noneMatch(line -> line.endsWith(ADVICE));
  }

  @Test
  void sumsStandFirstAndOnlySomeFilesAreShown() {
    Row[] files =
        Stream.iterate(1, i -> i + 1).limit(12).map(i -> file("f" + i, i, 2)).toArray(Row[]::new);

    assertThat(lines(files))
        .hasSize(12)
        .startsWith("read 12 packets of 120 bytes: in traces 78 bytes up and 24 down")
        .contains("f10: pcap, 1 packets of 10 bytes, 1 traces, 10 bytes up and 2 down")
        .endsWith("and 2 more files, all in captures.parquet");
  }

  private static List<String> lines(Row... files) {
    return FileLines.of(List.of(files).iterator());
  }

  private static Row file(String path, long up, long down) {
    Object[] cells = new Object[FileTable.SCHEMA.size()];
    set(cells, "path", path);
    set(cells, "format", "pcap");
    set(cells, "link_types", Map$.MODULE$.empty());
    set(cells, "packets", 1L);
    set(cells, "original_bytes", 10L);
    set(cells, "captured_bytes", 10L);
    set(cells, "traces", 1L);
    set(cells, "skipped", Map$.MODULE$.empty());
    set(cells, "up_bytes", up);
    set(cells, "down_bytes", down);
    return new GenericRowWithSchema(cells, FileTable.SCHEMA);
  }

  private static void set(Object[] cells, String column, Object value) {
    cells[FileTable.SCHEMA.fieldIndex(column)] = value;
  }
}
