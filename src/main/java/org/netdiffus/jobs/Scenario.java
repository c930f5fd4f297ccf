package org.netdiffus.jobs;

/** What a classifier is trained on; it is always judged on the real test part. */
enum Scenario {
  /** Real training tiles. */
  ORIGINAL("original"),
  /** Synthetic tiles. */
  SYNTH("synth"),
  /** Both together. */
  BOTH("ori+synth"),
  /** Real training tiles over and over, as many as both together: more rows of the same. */
  REPEATED("repeated"),
  /** Real training tiles under shuffled labels, which stand where synthetic ones do. */
  SHUFFLED("shuffled labels");

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  /** Name in reports. */
  String title() {
    return title;
  }

  /** The tiles to train on. */
  JudgedTiles.Labelled training(JudgedTiles tiles) {
    return switch (this) {
      case ORIGINAL -> tiles.training();
      case SYNTH, SHUFFLED -> tiles.synthetic();
      case BOTH -> tiles.training().and(tiles.synthetic());
      case REPEATED ->
          tiles.training().repeated(tiles.training().count() + tiles.synthetic().count());
    };
  }
}
