package org.netdiffus.report;

import java.util.List;
import java.util.Map;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;

/**
 * What the page of an experiment shows.
 *
 * @param name of the experiment
 * @param title of the data that it ran on
 * @param purpose what it asks, in a sentence
 * @param standsFor how the names of the paper's data sets begin whose figures are shown; empty for
 *     all
 * @param verdicts what each step says that has found something, in their order
 * @param pictures real and synthetic tiles
 * @param comparisons figures of the paper beside ours
 * @param figures all figures of ours that the experiment gave
 * @param origin settings of the runs that made the data, key to value
 * @param settings settings of the steps, key to value
 * @param warnings sentences that a reader must know
 */
public record ExperimentView(
    String name,
    String title,
    String purpose,
    String standsFor,
    List<StepVerdict> verdicts,
    ExperimentPictures pictures,
    List<Comparison> comparisons,
    List<MeasuredResult> figures,
    Map<String, String> origin,
    Map<String, String> settings,
    List<String> warnings) {}
