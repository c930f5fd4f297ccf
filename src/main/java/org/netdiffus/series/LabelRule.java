package org.netdiffus.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the label of a trace comes from. */
public sealed interface LabelRule extends Serializable {
  /** Start of the setting that names a manifest. */
  String MANIFEST_SETTING = "manifest:";

  /** Start of the setting that names a table of addresses, ports and times. */
  String TABLE_SETTING = "table:";

  /**
   * Label of a trace.
   *
   * @param path the file's path relative to the input with {@code /}
   * @param cells the trace's first row
   * @return empty when the rule gives none
   */
  Optional<String> label(String path, Cells cells);

  /**
   * Label of all traces of a file, when the path alone tells it.
   *
   * @param path the file's path relative to the input with {@code /}
   * @return empty when the rule gives none, or gives one for each row
   */
  default Optional<String> labelOfFile(String path) {
    return label(path, Cells.NONE);
  }

  /**
   * Reads a setting: {@code parent}, {@code file-name}, {@code column:NAME} or {@code none}.
   *
   * @return empty when it is none of these; a manifest has to be read, with {@link #manifest}
   */
  static Optional<LabelRule> parse(String text) {
    if (text.startsWith("column:")) {
      String name = text.substring("column:".length()).strip();
      return name.isEmpty() ? Optional.empty() : Optional.of(new ColumnCell(name));
    }
    return switch (text) {
      case "parent" -> Optional.of(new Parent());
      case "file-name" -> Optional.of(new FileName());
      case "none" -> Optional.of(new None());
      default -> Optional.empty();
    };
  }

  /**
   * The rule of a manifest: a table with the columns {@code path} (relative to the input with
   * {@code /}) and {@code label}.
   *
   * @param text its content
   * @throws IllegalArgumentException when a column is missing, a row is short or a path has two
   *     labels; the message says which
   */
  static LabelRule manifest(String text) {
    Map<String, String> labels = new HashMap<>();
    try (Content content =
        Content.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      Table table =
          Table.open(content)
              .orElseThrow(() -> new IllegalArgumentException("the manifest is empty"));
      while (table.advance()) {
        String line = "line " + table.line();
        String path = cell(table, "path", line);
        String label = cell(table, "label", line);
        String before = labels.putIfAbsent(path, label);
        if (before != null && !before.equals(label)) {
          throw new IllegalArgumentException(
              line + " gives " + path + " the label " + label + " after " + before);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be read", impossible);
    }
    return new Manifest(labels);
  }

  private static String cell(Table table, String column, String line) {
    return table
        .cell(column)
        .orElseThrow(() -> new IllegalArgumentException(line + " has no " + column));
  }

  /** The name of the folder that holds the file; none for a file in the input folder itself. */
  record Parent() implements LabelRule {
    @Override
    public Optional<String> label(String path, Cells cells) {
      int end = path.lastIndexOf('/');
      return end < 0
          ? Optional.empty()
          : Optional.of(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
    }
  }

  /**
   * The file's name without its extensions, and without a last {@code _} or {@code -} that only
   * digits follow: {@code Dark_Tide_12.csv.gz} gives {@code Dark_Tide}.
   */
  record FileName() implements LabelRule {
    private static final Pattern EXTENSIONS =
        Pattern.compile("(?i)(\\.(gz|pcap|cap|dmp|pcapng|csv|tsv|txt|log|cell|cells))+$");
    private static final Pattern NUMBERED = Pattern.compile("(.+)[_-][0-9]+");

    @Override
    public Optional<String> label(String path, Cells cells) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String base = EXTENSIONS.matcher(name).replaceFirst("");
      Matcher numbered = NUMBERED.matcher(base);
      String label = numbered.matches() ? numbered.group(1) : base;
      return label.isEmpty() ? Optional.empty() : Optional.of(label);
    }
  }

  /**
   * A cell of the trace's first row.
   *
   * @param name the column's name
   */
  record ColumnCell(String name) implements LabelRule {
    @Override
    public Optional<String> label(String path, Cells cells) {
      return cells.cell(name);
    }
  }

  /**
   * What a list of files says.
   *
   * @param labels path relative to the input to label
   */
  record Manifest(Map<String, String> labels) implements LabelRule {
    /** Keeps a copy. */
    public Manifest {
      labels = Map.copyOf(labels);
    }

    @Override
    public Optional<String> label(String path, Cells cells) {
      return Optional.ofNullable(labels.get(path));
    }
  }

  /**
   * The first fitting row of a table of addresses, ports and times, for traces that are cut from
   * captures.
   *
   * @param rows in their order
   */
  record Addressed(List<AddressLabel> rows) implements LabelRule {
    /** Keeps a copy. */
    public Addressed {
      rows = List.copyOf(rows);
    }

    /** No path alone tells a label. */
    @Override
    public Optional<String> label(String path, Cells cells) {
      return Optional.empty();
    }
  }

  /** All traces are {@code unlabelled}. */
  record None() implements LabelRule {
    @Override
    public Optional<String> label(String path, Cells cells) {
      return Optional.of("unlabelled");
    }
  }
}
