package org.netdiffus.jobs;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.netdiffus.series.Feature;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.tile.TileGeometry;

/** How much of each series is imaged: the value of {@code render.prefix}. */
sealed interface Prefix extends Serializable {
  /** Name of the setting. */
  String KEY = "render.prefix";

  /** A share of the series, such as {@code 25%}. */
  Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");

  /** How large the tile of a prefix is. */
  enum Side {
    /** As large as its part of the whole tile, to the last bit the top left of that one. */
    CROP,
    /** As large as any other tile. */
    FULL;

    String settingName() {
      return this == CROP ? "crop" : "full";
    }
  }

  /**
   * Points of a prefix.
   *
   * @param points points of the series
   * @param extracted settings of the run that extracted the series
   * @throws UserError when it ends within a point, before the first or after the last
   */
  int points(int points, SortedMap<String, String> extracted);

  /** All of each series. */
  record Whole() implements Prefix {
    @Override
    public int points(int points, SortedMap<String, String> extracted) {
      return points;
    }
  }

  /**
   * A share of the points.
   *
   * @param percent above 0, at most 100
   */
  record Share(BigDecimal percent) implements Prefix {
    @Override
    public int points(int points, SortedMap<String, String> extracted) {
      BigDecimal wanted = percent.multiply(BigDecimal.valueOf(points)).movePointLeft(2);
      if (wanted.stripTrailingZeros().scale() > 0) {
        throw UserError.settings(
            KEY
                + " = "
                + percent.toPlainString()
                + "% of "
                + points
                + " points ends within a point",
            "give a share that is a whole number of points");
      }
      return checked(percent.toPlainString() + "%", wanted.longValueExact(), points);
    }
  }

  /**
   * A time from the start, of series of bins.
   *
   * @param time above 0
   */
  record Time(Duration time) implements Prefix {
    @Override
    public int points(int points, SortedMap<String, String> extracted) {
      ResolvedSettings series = settings(extracted);
      boolean ofTime =
          series.texts("extract.feature").stream()
                  .allMatch(name -> Feature.named(name).map(Feature::binned).orElse(false))
              && series.wholeNumber("extract.bin-packets", 0, Integer.MAX_VALUE) == 0;
      if (!ofTime) {
        throw UserError.settings(
            KEY + " = " + inSeconds() + " for series whose points are no stretches of time",
            "give a share such as 25%");
      }
      long width = series.duration("extract.bin-width").toNanos();
      if (time.toNanos() % width != 0) {
        throw UserError.settings(
            KEY + " = " + inSeconds() + " ends within a bin of " + width / 1e9 + "s",
            "give a whole number of bins");
      }
      return checked(inSeconds(), time.toNanos() / width, points);
    }

    private String inSeconds() {
      return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
    }

    private static ResolvedSettings settings(SortedMap<String, String> extracted) {
      return ResolvedSettings.resolve(
          List.of(),
          extracted.entrySet().stream()
              .filter(entry -> NEEDED.contains(entry.getKey()))
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .toList());
    }
  }

  /** What of the settings of the series says how long a point is. */
  List<String> NEEDED = List.of("extract.feature", "extract.bin-packets", "extract.bin-width");

  private static int checked(String text, long wanted, int points) {
    if (wanted < 1 || wanted > points) {
      throw UserError.settings(
          KEY + " = " + text + " of series of " + points + " points is " + wanted + " points",
          "give 1 to " + points + " points");
    }
    return Math.toIntExact(wanted);
  }

  /**
   * The tile of a prefix.
   *
   * @param whole the tile of the whole series
   * @param points points of the prefix
   * @throws UserError when the crop would cut through a pixel or be too small, or the full side
   *     would enlarge
   */
  static TileGeometry tile(TileGeometry whole, int points, Side side, int least) {
    String what = KEY + " of " + points + " of " + whole.points() + " points";
    if (side == Side.FULL) {
      if (points < whole.size()) {
        throw UserError.settings(
            what + " at render.size = " + whole.size(),
            "a tile never enlarges: give a longer prefix, or render.prefix-side = crop");
      }
      return new TileGeometry(whole.size(), points, whole.order(), whole.gamma());
    }
    long product = (long) points * whole.size();
    if (product % whole.points() != 0) {
      throw UserError.settings(
          what + " at render.size = " + whole.size() + " cuts through a pixel",
          "give a prefix of whole pixels ("
              + whole.points()
              + " / "
              + whole.size()
              + " points each), or render.prefix-side = full");
    }
    int size = Math.toIntExact(product / whole.points());
    if (size < least) {
      throw UserError.settings(
          what + " at render.size = " + whole.size() + " is a tile of " + size + " pixels",
          "give a prefix of at least " + least + " pixels, or render.prefix-side = full");
    }
    return new TileGeometry(size, points, whole.order(), whole.gamma());
  }

  /**
   * Reads the value of the setting.
   *
   * @throws UserError when it is neither empty nor a share nor a time
   */
  static Prefix of(ResolvedSettings settings) {
    String text = settings.text(KEY);
    if (text.isEmpty()) {
      return new Whole();
    }
    Matcher percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      return new Time(settings.duration(KEY));
    }
    BigDecimal share = new BigDecimal(percent.group(1));
    if (share.signum() == 0 || share.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw UserError.settings(KEY + " = " + text, "give a share above 0% and at most 100%");
    }
    return new Share(share);
  }
}
