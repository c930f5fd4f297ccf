package org.netdiffus.measure;

import java.util.List;
import java.util.Map;

/**
 * All that an evaluation found: the content of {@code report.json} and of the report.
 *
 * @param tileSize side of a tile in pixels
 * @param channels channels of a tile
 * @param seriesUnit what a recovered series holds, such as {@code bytes-down per 0.25 s}
 * @param classes one entry a class, sorted by label
 * @param accuracies every classifier in every scenario
 * @param scores every figure with its real floor
 * @param closeTiles synthetic tiles as near to training tiles as the nearest test tiles
 * @param histograms pixel and domain histograms
 * @param loss training loss, empty when the model folder is not given
 * @param settings resolved settings of the evaluation and of the steps before it, key to value
 * @param versions program and library versions, name to version
 * @param warnings sentences that a reader must know, such as a classifier that did not converge
 */
public record Evaluation(
    int tileSize,
    int channels,
    String seriesUnit,
    List<ClassExamples> classes,
    List<Accuracy> accuracies,
    List<Score> scores,
    CloseTiles closeTiles,
    List<Histogram> histograms,
    LossCurve loss,
    Map<String, String> settings,
    Map<String, String> versions,
    List<String> warnings) {}
