package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples that a {@code report.html} shows, read back from it: tiles and series stand nowhere
 * else once an evaluation is over.
 */
public final class ReportExamples {
  private static final Pattern CLASS =
      Pattern.compile(
          "(?s)<article class=\"class\" id=\"([^\"]*)\">\\s*<header>\\s*<h3><bdi>(.*?)</bdi></h3>"
              + "\\s*<p>(.*?)</p>\\s*</header>(.*?)<div class=\"panel made\">(.*?)</article>");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "<img src=\"(data:image/png;base64,[^\"]*)\" alt=\"[^\"]*\">"
              + "(?:<svg [^>]*aria-label=\"Its series: ([^\"]*)\"><path d=\"([^\"]*)\"/></svg>)?");

  /** What stands between the numbers of tiles and the scale of a class. */
  private static final String SCALE = "<br>Series: ";

  private ReportExamples() {}

  /**
   * The gallery of a report, without any class where it has none.
   *
   * @param html the report
   * @param classes most classes, the first ones
   * @param examples most examples of either side
   */
  public static Gallery of(String html, int classes, int examples) {
    List<Gallery.Card> cards = new ArrayList<>();
    Matcher found = CLASS.matcher(html);
    while (cards.size() < classes && found.find()) {
      String[] counts = found.group(3).split(Pattern.quote(SCALE), 2);
      cards.add(
          new Gallery.Card(
              found.group(1),
              text(found.group(2)),
              text(counts[0]),
              counts.length > 1 ? text(counts[1]) : "",
              examples(found.group(4), examples),
              examples(found.group(5), examples)));
    }
    return new Gallery(List.copyOf(cards), examples, 0);
  }

  private static List<Gallery.Example> examples(String panel, int most) {
    return EXAMPLE
        .matcher(panel)
        .results()
        .limit(most)
        .map(
            example ->
                example.group(2) == null
                    ? new Gallery.Example(example.group(1), "", "")
                    : new Gallery.Example(
                        example.group(1), text(example.group(3)), text(example.group(2))))
        .toList();
  }

  /** The signs that the template writes for those of HTML. */
  private static String text(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
