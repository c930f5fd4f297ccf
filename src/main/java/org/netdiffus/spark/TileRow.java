package org.netdiffus.spark;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.TileView;

/**
 * One tile with what is needed to turn it back into series: a row of {@code render-tiles} or {@code
 * sample-tiles}. The array is not copied; its owner is whoever reads or writes the row.
 *
 * @param traceId trace of the tile; {@code synthetic/LABEL/INDEX} for a synthetic one
 * @param label class
 * @param split {@code train}, {@code test} or {@code synthetic}
 * @param size side in pixels
 * @param channels number of channels, one a feature
 * @param pixels {@code [row][column][channel]} in 0..1, {@code size * size * channels} numbers
 * @param features name of each channel's feature
 * @param points length of the series that the tile stands for, padding included
 * @param order {@code paa}, {@code gamma-resize} or {@code resize-gamma}
 * @param gamma exponent of the pixels
 * @param scales scale of each channel
 * @param origin where the tile came from
 * @param encoding how the pixels are stored
 * @param rawResiduals of a tile that was projected to the nearest valid one, the Gramian residual
 *     of each channel before; empty for a tile as it was drawn
 */
public record TileRow(
    String traceId,
    String label,
    String split,
    int size,
    int channels,
    float[] pixels,
    List<String> features,
    int points,
    String order,
    double gamma,
    List<Scale> scales,
    Origin origin,
    PixelEncoding encoding,
    List<Double> rawResiduals)
    implements Serializable {
  /** A tile as it was drawn, stored as float32. */
  public TileRow(
      String traceId,
      String label,
      String split,
      int size,
      int channels,
      float[] pixels,
      List<String> features,
      int points,
      String order,
      double gamma,
      List<Scale> scales,
      Origin origin) {
    this(
        traceId,
        label,
        split,
        size,
        channels,
        pixels,
        features,
        points,
        order,
        gamma,
        scales,
        origin,
        PixelEncoding.FLOAT32,
        List.of());
  }

  public TileRow {
    if (pixels.length != size * size * channels) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for size " + size + " and " + channels + " channels");
    }
  }

  /** The picture; it shares the array of the row. */
  public Tile picture() {
    return new Tile(size, channels, pixels);
  }

  /** What a network sees of the tile. */
  public float[] seen(TileView view) {
    return view.of(picture(), gamma);
  }

  /** How the series of its channels became pixels. */
  public TileGeometry geometry() {
    return new TileGeometry(size, points, TileOrder.ofSettingName(order).orElseThrow(), gamma);
  }

  /** The tile with its pixels stored in another way. */
  public TileRow encoded(PixelEncoding other) {
    return with(pixels, other, rawResiduals);
  }

  /**
   * The tile with the pixels of a valid one.
   *
   * @param residuals Gramian residual of each channel before
   */
  public TileRow projected(float[] nearest, List<Double> residuals) {
    return with(nearest, encoding, residuals);
  }

  private TileRow with(float[] others, PixelEncoding how, List<Double> residuals) {
    return new TileRow(
        traceId, label, split, size, channels, others, features, points, order, gamma, scales,
        origin, how, residuals);
  }

  /**
   * How the values of one channel were scaled to 0..1.
   *
   * @param feature name of the feature
   * @param kind {@code training-maximum}, {@code bound}, {@code quantile}, {@code log1p} or {@code
   *     trace}
   * @param maximum value in the feature's units that became 1
   * @param signed whether -maximum became 0 and 0 became 0.5
   */
  public record Scale(String feature, String kind, double maximum, boolean signed)
      implements Serializable {
    /** The columns of a scale. */
    public static Scale of(SeriesScale scale) {
      return new Scale(
          scale.feature(), scale.kind().settingName(), scale.maximum(), scale.signed());
    }

    /** The scale of the columns. */
    public SeriesScale scale() {
      return new SeriesScale(feature, ScaleKind.ofSettingName(kind).orElseThrow(), maximum, signed);
    }
  }

  /** Where a tile came from. */
  public sealed interface Origin extends Serializable {}

  /**
   * A tile of a real trace.
   *
   * @param length true points of its series before padding
   */
  public record Captured(int length) implements Origin {}

  /**
   * A tile that a model made.
   *
   * @param seed seed of the sampling run
   * @param index number of the sample within its class, from 0
   * @param model SHA-256 of the model's run record
   */
  public record Sampled(long seed, long index, String model) implements Origin {}
}
