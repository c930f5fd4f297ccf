package org.netdiffus.report;

import java.util.List;
import java.util.Map;
import org.netdiffus.measure.MembershipInference;

/**
 * What the page of a privacy audit shows.
 *
 * @param title of the page
 * @param audit what was found
 * @param step step of the checkpoint that was probed
 * @param settings resolved settings of the audit and of the steps before it, key to value
 * @param warnings sentences that a reader must know
 */
public record PrivacyView(
    String title,
    MembershipInference audit,
    int step,
    Map<String, String> settings,
    List<String> warnings) {}
