package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;

/** A pipeline that takes a minute: two classes of four captures, tiles of 8 pixels, few steps. */
final class SmallPipeline {
  private static final List<String> SETTINGS =
      List.of(
          "simulate.classes=web-news,iot-light",
          "simulate.traces-per-class=4",
          "extract.length=32",
          "render.size=8",
          "train.preset=test",
          "train.batch=4",
          "train.steps=4",
          "train.averaging-frequency=2",
          "train.checkpoint-every=2",
          "train.preview-every=0",
          "sample.per-class=3",
          "sample.steps=3",
          "evaluate.updates=4",
          "evaluate.seeds=1",
          "evaluate.forest-trees=2");

  private SmallPipeline() {}

  /**
   * The words of a command.
   *
   * @param verb of the pipeline
   * @param others settings beside the small ones; they win
   */
  static List<String> words(String verb, List<String> others) {
    List<String> words = new ArrayList<>(List.of(verb));
    SETTINGS.forEach(setting -> words.addAll(List.of("--set", setting)));
    others.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words;
  }
}
