package org.netdiffus.jobs;

/** In which form the CNN is given the series of a trace. */
enum SeriesForm {
  /** As a tile, in two dimensions. */
  TILE("tiles"),
  /** As it was extracted, in one dimension. */
  SERIES("series"),
  /** As many averages of it as a tile has rows, in one dimension: what the tile is drawn from. */
  AVERAGES("averages of series");

  private final String plural;

  SeriesForm(String plural) {
    this.plural = plural;
  }

  /** What it is called. */
  String plural() {
    return plural;
  }

  /** What a reader of a figure sees. */
  String title(EvaluationInput input) {
    return switch (this) {
      case TILE -> "tiles of %d x %d pixels (2D)".formatted(input.size(), input.size());
      case SERIES -> "series of %d points (1D)".formatted(input.points());
      case AVERAGES -> "series of %d averages (1D)".formatted(input.size());
    };
  }
}
