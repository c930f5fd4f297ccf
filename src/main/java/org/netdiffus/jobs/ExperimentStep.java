package org.netdiffus.jobs;

import java.util.Map;
import org.netdiffus.settings.ResolvedSettings;

/**
 * A verb that an experiment runs.
 *
 * @param verb its name
 * @param settings what differs from the settings of the experiment: places, and what it is about
 */
record ExperimentStep(String verb, Map<String, String> settings) {
  /** The settings of the step. */
  ResolvedSettings of(ResolvedSettings all) {
    return all.with(settings);
  }
}
