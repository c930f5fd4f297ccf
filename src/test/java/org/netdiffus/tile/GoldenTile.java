package org.netdiffus.tile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A tile of {@code golden/gasf-golden.json}, which the specification computed in NumPy with exact
 * fractional area weights. Large tiles are given by some of their pixels.
 */
record GoldenTile(
    String name, double[] series, TileGeometry geometry, List<GoldenPixel> pixels, double sum) {
  record GoldenPixel(int row, int column, double value) {}

  static List<GoldenTile> all() {
    try (InputStream in =
        Objects.requireNonNull(GoldenTile.class.getResourceAsStream("/golden/gasf-golden.json"))) {
      List<GoldenTile> tiles = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
        tiles.add(read(node));
      }
      return tiles;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenTile read(JsonNode node) {
    double[] series = numbers(node.get("series"));
    TileGeometry geometry =
        new TileGeometry(
            node.get("size").asInt(),
            series.length,
            TileOrder.ofSettingName(node.get("order").asText()).orElseThrow(),
            node.get("gamma").asDouble());
    List<GoldenPixel> pixels = new ArrayList<>();
    if (node.has("tile")) {
      for (int row = 0; row < geometry.size(); row++) {
        for (int column = 0; column < geometry.size(); column++) {
          double value = node.get("tile").get(row).get(column).asDouble();
          pixels.add(new GoldenPixel(row, column, value));
        }
      }
    } else {
      for (JsonNode pixel : node.get("pixels")) {
        pixels.add(
            new GoldenPixel(pixel.get(0).asInt(), pixel.get(1).asInt(), pixel.get(2).asDouble()));
      }
      double[] diagonal = numbers(node.get("diagonal"));
      for (int i = 0; i < diagonal.length; i++) {
        pixels.add(new GoldenPixel(i, i, diagonal[i]));
      }
    }
    return new GoldenTile(
        node.get("name").asText(), series, geometry, pixels, node.get("sum").asDouble());
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return name;
  }
}
