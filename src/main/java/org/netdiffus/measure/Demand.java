package org.netdiffus.measure;

import java.util.List;

/**
 * Figures of which at least one has to notice a set that is wrong on purpose.
 *
 * @param sign what noticing is
 * @param figures names of the scores; one that an evaluation does not have is not asked
 */
public record Demand(Sign sign, List<String> figures) {
  /** How a figure shows that a set is wrong. */
  public enum Sign {
    /** It is worse than that of a real holdout. */
    WORSE,
    /** It is closer to the training tiles than that of a real holdout, as copies are. */
    CLOSER
  }

  /** Checks that there is a figure. */
  public Demand {
    figures = List.copyOf(figures);
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("a demand needs a figure");
    }
  }

  /** One of these is worse than a holdout's. */
  public static Demand worse(String... figures) {
    return new Demand(Sign.WORSE, List.of(figures));
  }

  /** One of these is closer to the training tiles than a holdout's. */
  public static Demand closer(String... figures) {
    return new Demand(Sign.CLOSER, List.of(figures));
  }
}
