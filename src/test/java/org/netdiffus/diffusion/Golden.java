package org.netdiffus.diffusion;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.stream.Stream;

/**
 * The figures of {@code golden/diffusion-golden.json}, computed from the formulas with NumPy in
 * double precision.
 */
final class Golden {
  private static final Config ROOT = ConfigFactory.parseResources("golden/diffusion-golden.json");

  private Golden() {}

  /** Evenly spaced times, named {@code T/S}. */
  static int[] spacing(String name) {
    return integers(ROOT.getConfig("spacing"), ConfigUtil.quoteString(name));
  }

  /** Figures of schedules at some times. */
  static Stream<Config> schedules() {
    return ROOT.getConfigList("schedules").stream().map(Config.class::cast);
  }

  /** Where samplers end on Gaussian data, by schedule and number of steps. */
  static Stream<Config> samplers() {
    return ROOT.getConfigList("samplers").stream().map(Config.class::cast);
  }

  static NoiseSchedule schedule(String name, int steps) {
    return name.equals("linear") ? NoiseSchedule.linear(steps) : NoiseSchedule.cosine(steps);
  }

  static int[] integers(Config row, String name) {
    List<Integer> values = row.getIntList(name);
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
