package org.netdiffus.measure;

import java.util.List;

/**
 * A set of tiles that is wrong on purpose, judged like any candidate: figures that do not notice
 * say nothing about a candidate either.
 *
 * @param judgement what was found about it
 * @param mustFail names of the scores of which at least one has to notice
 */
public record Control(Judgement judgement, List<String> mustFail) {
  public Control {
    mustFail = List.copyOf(mustFail);
  }
}
