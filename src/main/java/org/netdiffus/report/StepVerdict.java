package org.netdiffus.report;

import java.util.List;

/**
 * What a step of an experiment says of what it has found.
 *
 * @param step name of its folder
 * @param grade word of its grade, one of {@link Finding.Grade}; empty for a step that gives figures
 *     and no verdict
 * @param headline one sentence
 * @param notes sentences on how far that can be relied on
 * @param report its report, relative to the page
 */
public record StepVerdict(
    String step, String grade, String headline, List<String> notes, String report) {
  public StepVerdict {
    notes = List.copyOf(notes);
  }
}
