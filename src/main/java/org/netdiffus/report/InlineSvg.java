package org.netdiffus.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/**
 * A chart as SVG for the inside of a page: no name space or DTD address, colours that follow the
 * page's style sheet, ids that are the page's own, tenths of a pixel, joined lines.
 */
final class InlineSvg {
  /** Colours that stand for those of the style sheet until the chart is text. */
  enum Ink {
    /** Removed: the page shows through. */
    BACKGROUND(3, "none"),
    /** Numbers at the axes. */
    TEXT(4, "var(--muted)"),
    /** Grid. */
    GRID(5, "var(--line)"),
    /** Real training tiles. */
    TRAINING(6, "var(--real)"),
    /** Real test tiles. */
    TEST(7, "var(--test)"),
    /** Synthetic tiles. */
    SYNTHETIC(8, "var(--synthetic)");

    private final int blue;
    private final String css;

    Ink(int blue, String css) {
      this.blue = blue;
      this.css = css;
    }

    Color color() {
      return new Color(1, 2, blue);
    }

    Color faint() {
      return new Color(1, 2, blue, 48);
    }

    private String rgb() {
      return "rgb(1,2," + blue + ")";
    }
  }

  private static final Pattern COORDINATE = Pattern.compile("(?<!opacity:)-?\\d+\\.\\d+");
  private static final Pattern CLIP = Pattern.compile("clip\\d+");
  private static final Pattern LINE =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

  private InlineSvg() {}

  /**
   * Draws the chart.
   *
   * @param id prefix of the ids within, unique on the page
   */
  static String of(XYChart chart, String id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException("a chart could not be written to memory", e);
    }
    String svg = bytes.toString(StandardCharsets.UTF_8);
    int body = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    String inner = joined(rounded(svg.substring(body)));
    for (Ink ink : Ink.values()) {
      inner = inner.replace(ink.rgb(), ink.css);
    }
    // The encoder numbers clip paths by identity: two runs would differ, two charts could clash.
    inner = CLIP.matcher(inner).replaceAll(id + "-clip");
    return "<svg viewBox=\"0 0 "
        + chart.getWidth()
        + " "
        + chart.getHeight()
        + "\" aria-hidden=\"true\">"
        + inner.replaceAll(">\\s+<", "><").strip();
  }

  private static String rounded(String svg) {
    return COORDINATE
        .matcher(svg)
        .replaceAll(
            found -> {
              String tenth = String.format(Locale.ROOT, "%.1f", Double.parseDouble(found.group()));
              return tenth.endsWith(".0") ? tenth.substring(0, tenth.length() - 2) : tenth;
            });
  }

  /** Segments that go on where the last one of the same style ended become one path. */
  private static String joined(String svg) {
    StringBuilder joined = new StringBuilder(svg.length());
    String style = "";
    String end = "";
    for (String line : svg.split("\n", -1)) {
      Matcher segment = LINE.matcher(line.strip());
      if (!segment.matches()) {
        joined.append(style.isEmpty() ? "" : "\"/>\n").append(line).append('\n');
        style = "";
        continue;
      }
      String from = segment.group(2) + " " + segment.group(4);
      String to = segment.group(3) + " " + segment.group(5);
      if (!segment.group(1).equals(style)) {
        joined.append(style.isEmpty() ? "" : "\"/>\n");
        style = segment.group(1);
        joined.append("<path style=\"").append(style).append("\" d=\"M").append(from);
      } else if (!from.equals(end)) {
        joined.append('M').append(from);
      }
      joined.append('L').append(to);
      end = to;
    }
    return joined.toString();
  }
}
