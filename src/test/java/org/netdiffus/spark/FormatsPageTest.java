package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Holds the page that describes the columns against the schemas. */
class FormatsPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\| [^|]{4,} \\|$");

  @Test
  void everyColumnOfTheSeriesIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Series (")).isEqualTo(columns(SeriesTable.SCHEMA));
  }

  @Test
  void everyColumnOfTheFilesIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Files that were read (")).isEqualTo(columns(FileTable.SCHEMA));
  }

  @Test
  void everyColumnOfTheTilesIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Tiles (")).isEqualTo(columns(TileTable.SCHEMA));
  }

  @Test
  void everyColumnOfRecoveredSeriesIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Recovered series (")).isEqualTo(columns(RecoveredTable.SCHEMA));
  }

  @Test
  void everyColumnOfTheLossesIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Losses of a privacy audit (")).isEqualTo(columns(LossTable.SCHEMA));
  }

  @Test
  void everyColumnOfThePacketsIsDescribedInItsOrderWithItsType() throws IOException {
    assertThat(described("## Packets (")).isEqualTo(columns(CaptureColumn.SCHEMA));
  }

  @Test
  void theOptionsOfThePageAndOfItsExampleInPythonAreThoseOfTheSource() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/captures.md"));
    List<String> options =
        List.of("tunnels", "splitSize", "index", "strictIndex", "snap", "mode", "pseudonyms");
    assertThat(
            found(
                "(?m)^\\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\|$",
                page.substring(0, page.indexOf("\n## "))))
        .isEqualTo(options);
    assertThat(options)
        .containsExactly(
            CaptureOptions.TUNNELS,
            CaptureOptions.SPLIT_SIZE,
            CaptureOptions.INDEX,
            CaptureOptions.STRICT_INDEX,
            CaptureOptions.SNAP,
            CaptureOptions.MODE,
            CaptureOptions.PSEUDONYMS);
    String python =
        page.substring(
            page.indexOf("```python"), page.indexOf("```\n", page.indexOf("```python") + 9));
    assertThat(found("option\\(\"(\\w+)\"", python)).isNotEmpty().isSubsetOf(options);
    assertThat(found("\"(\\w+)\"[,:)]", python.substring(python.indexOf("groupBy"))))
        .filteredOn(word -> !word.equals("sum"))
        .isNotEmpty()
        .isSubsetOf(List.of(CaptureColumn.SCHEMA.fieldNames()));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static List<String> described(String heading) throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/formats.md"));
    int from = page.indexOf(heading);
    assertThat(from).as("heading " + heading).isNotNegative();
    int next = page.indexOf("\n## ", from);
    Matcher row = ROW.matcher(page.substring(from, next < 0 ? page.length() : next));
    List<String> rows = new ArrayList<>();
    while (row.find()) {
      rows.add(row.group(1) + ": " + row.group(2).strip());
    }
    return rows;
  }

  private static List<String> columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(f -> f.name() + ": " + name(f.dataType()) + (f.nullable() ? " or null" : ""))
        .toList();
  }

  private static String name(DataType type) {
    if (type instanceof ArrayType array) {
      return "array of " + name(array.elementType());
    }
    if (type instanceof MapType map) {
      return "map of " + name(map.keyType()) + " to " + name(map.valueType());
    }
    if (type instanceof StructType) {
      return "struct";
    }
    return switch (type.typeName()) {
      case "integer" -> "int";
      default -> type.typeName();
    };
  }
}
