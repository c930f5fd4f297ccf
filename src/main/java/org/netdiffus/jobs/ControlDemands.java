package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.netdiffus.measure.Demand;

/**
 * Which figures have to notice which control. Between them the controls ask every figure: alone
 * where it is sure to notice on data of every kind, else beside others that see the same fault.
 */
final class ControlDemands {
  private static final String[] KERNELS = {"kid-classifier", "mmd-classifier", "mmd-chance"};
  private static final String[] OF_COPIES = {
    "frechet-classifier", "frechet-domain", "pixel-jsd", "coverage-clipped"
  };
  private static final String[] WHOLE_SERIES = {"total", "length", "period", "direction"};
  private static final String[] PARTS_OF_SERIES = {
    "value", "burst-length", "burst-volume", "idle-time"
  };

  private ControlDemands() {}

  /** Figures that a control is made for. */
  static Demand meant(Controls control) {
    return switch (control) {
      case SHUFFLED_LABELS -> Demand.worse("trts", "pixel-jsd");
      case NOISE -> Demand.worse("gramian-residual", "frechet-domain");
      case CLASS_MEANS, ONE_MODE -> Demand.worse("recall", "coverage", "coverage-clipped");
      case COPIES, NEAR_COPIES -> Demand.closer("nearest-training");
    };
  }

  /** What else has to notice it. */
  static List<Demand> also(Controls control) {
    return switch (control) {
      case SHUFFLED_LABELS -> List.of();
      case NOISE ->
          Stream.of(
                  each("frechet-classifier"),
                  each(KERNELS),
                  each(twoSampleTests()),
                  Stream.of(Demand.worse("precision", "density-clipped")),
                  Stream.of(Demand.worse("recall", "coverage", "coverage-clipped")),
                  each("pixel-jsd", "gramian-asymmetry"),
                  each(named("jsd-", PARTS_OF_SERIES)),
                  each(named("emd-", PARTS_OF_SERIES)),
                  Stream.of(Demand.worse(named("jsd-", WHOLE_SERIES))),
                  Stream.of(Demand.worse(named("emd-", WHOLE_SERIES))))
              .flatMap(demands -> demands)
              .toList();
      case CLASS_MEANS ->
          List.of(
              Demand.worse("frechet-classifier"),
              Demand.worse(KERNELS),
              Demand.worse(twoSampleTests()),
              Demand.worse("pixel-jsd"),
              Demand.worse("frechet-domain"),
              Demand.worse("jsd-value", "emd-value"),
              Demand.worse("jsd-total", "jsd-length"),
              Demand.worse("autocorrelation", "jsd-period", "emd-period"));
      case ONE_MODE ->
          List.of(
              Demand.worse(
                  Stream.concat(Stream.of("frechet-classifier"), Stream.of(KERNELS))
                      .toArray(String[]::new)),
              Demand.worse(twoSampleTests()));
      case COPIES, NEAR_COPIES -> List.of(Demand.closer(OF_COPIES));
    };
  }

  /** Each of these alone. */
  private static Stream<Demand> each(String... figures) {
    return Stream.of(figures).map(Demand::worse);
  }

  private static String[] twoSampleTests() {
    return named(
        "c2st-",
        Arrays.stream(TwoSampleClassifier.values())
            .map(TwoSampleClassifier::settingName)
            .toArray(String[]::new));
  }

  private static String[] named(String first, String... rest) {
    return Stream.of(rest).map(first::concat).toArray(String[]::new);
  }
}
