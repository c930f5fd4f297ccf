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
 * @param comparisons figures of the paper beside ours
 * @param figures all figures of ours that the experiment gave
 * @param reports the reports that they come from, relative to the page
 * @param settings settings of the steps, key to value
 * @param warnings sentences that a reader must know
 */
public record ExperimentView(
    String name,
    String title,
    String purpose,
    List<Comparison> comparisons,
    List<MeasuredResult> figures,
    List<String> reports,
    Map<String, String> settings,
    List<String> warnings) {}
