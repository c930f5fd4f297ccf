package org.netdiffus.measure;

import java.util.List;

/**
 * Figures of the paper beside ours.
 *
 * @param question what both answer
 * @param paper figures of the paper
 * @param ours figures of ours; at least one
 * @param reason why they may differ
 */
public record Comparison(
    String question, List<PaperResult> paper, List<MeasuredResult> ours, String reason) {
  public Comparison {
    paper = List.copyOf(paper);
    ours = List.copyOf(ours);
    if (ours.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured for: " + question);
    }
  }
}
