package org.netdiffus.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.MembershipInference;
import org.netdiffus.report.PrivacyPage;
import org.netdiffus.report.StepVerdict;
import org.netdiffus.spark.RunFolder;

/**
 * The figures of a {@code privacy.json}.
 *
 * @param root its content
 * @param source name of the audit's folder
 */
record AuditFigures(JsonNode root, String source) implements FoundFigures {
  /** The figures of a complete run of {@code audit-privacy}. */
  static AuditFigures read(RunFolder audit, String source) {
    try {
      return new AuditFigures(new ObjectMapper().readTree(audit.read("privacy.json")), source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the attack by all noise levels together finds, and what chance would. */
  @Override
  public List<MeasuredResult> all() {
    JsonNode attack = root.get("attacks").get(0);
    return List.of(
        result("AUC of membership inference by the loss", attack.get("auc"), 1, ""),
        result("training tiles found at 1 % false alarms", attack.get("truePositives"), 100, "%"),
        new MeasuredResult(
            "training tiles found at 1 % false alarms, by chance",
            100 * MembershipInference.chance(root.get("heldOut").asInt()),
            Double.NaN, // known, not estimated
            "%",
            root.get("heldOut").asLong(),
            source));
  }

  @Override
  public StepVerdict verdict(String step, String report) {
    MembershipInference.Finding finding =
        MembershipInference.Finding.valueOf(root.get("finding").asText().toUpperCase(Locale.ROOT));
    return new StepVerdict(
        step,
        PrivacyPage.grade(finding).word(),
        root.get("sentence").asText(),
        List.of(
            "%d training and %d held-out tiles."
                .formatted(root.get("members").asInt(), root.get("heldOut").asInt())),
        report);
  }

  @Override
  public List<String> warnings() {
    return StreamSupport.stream(root.get("warnings").spliterator(), false)
        .map(warning -> source + ": " + warning.asText())
        .toList();
  }

  /** A fourth of the interval of 95 % is about the standard error. */
  private MeasuredResult result(String what, JsonNode estimate, double factor, String unit) {
    return new MeasuredResult(
        what,
        factor * estimate.get("value").asDouble(),
        factor * (estimate.get("upper").asDouble() - estimate.get("lower").asDouble()) / 4,
        unit,
        root.get("heldOut").asLong(),
        source);
  }
}
