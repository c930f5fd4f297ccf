package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.tile.RecoveryRule;

/**
 * Settings of {@code recover-series}.
 *
 * @param input run folder of {@code render-tiles} or {@code sample-tiles}
 * @param output run folder to write
 * @param rule {@link RecoveryRule#DIAGONAL}, or {@link RecoveryRule#ALL_PIXELS} for the rule by all
 *     pixels that suits the order of the tiles
 */
record RecoverSettings(String input, String output, RecoveryRule rule) implements Serializable {
  static RecoverSettings of(ResolvedSettings settings) {
    return new RecoverSettings(
        settings.requiredText(
            "recover.input", "the folder that render-tiles or sample-tiles has written"),
        settings.requiredText("recover.output", "the folder for the series"),
        settings.choice(
            "recover.rule",
            List.of(RecoveryRule.DIAGONAL, RecoveryRule.ALL_PIXELS),
            RecoveryRule::settingName));
  }
}
