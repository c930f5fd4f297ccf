package org.netdiffus.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * A set of tiles that is wrong on purpose, judged like any candidate: figures that do not notice
 * say nothing about a candidate either.
 *
 * @param judgement what was found about it; accuracies are those of classifiers that must have
 *     learnt nothing from it
 * @param meant figures that it is made for: where none of these notices, the control has failed
 * @param also what else has to notice
 */
public record Control(Judgement judgement, Demand meant, List<Demand> also) {
  public Control {
    also = List.copyOf(also);
  }

  /** All that has to notice, what it is made for first. */
  public List<Demand> demands() {
    return Stream.concat(Stream.of(meant), also.stream()).toList();
  }
}
