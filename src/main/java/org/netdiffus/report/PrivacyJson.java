package org.netdiffus.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeMap;
import org.netdiffus.measure.MembershipInference;
import org.netdiffus.measure.RocCurve;

/** {@code privacy.json}: every number of a privacy audit. */
public final class PrivacyJson {
  private PrivacyJson() {}

  /** The audit as JSON, indented. */
  public static String write(PrivacyView view) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    MembershipInference audit = view.audit();
    ObjectNode root = mapper.createObjectNode();
    root.put("finding", audit.finding().name().toLowerCase(Locale.ROOT));
    root.put("sentence", PrivacyPage.sentence(audit));
    root.put("step", view.step());
    root.put("members", audit.members());
    root.put("heldOut", audit.heldOut());
    root.put("leftOut", audit.leftOut());
    root.put("falsePositives", MembershipInference.FALSE_POSITIVES);
    ArrayNode attacks = root.putArray("attacks");
    attack(attacks.addObject(), audit.combined());
    audit.levels().forEach(level -> attack(attacks.addObject(), level));
    ArrayNode curve = root.putArray("curve");
    audit
        .curve()
        .forEach(point -> curve.addArray().add(point.falsePositives()).add(point.truePositives()));
    root.put("beyond", audit.beyond());
    ArrayNode exposed = root.putArray("exposed");
    audit
        .exposed()
        .forEach(
            tile ->
                exposed
                    .addObject()
                    .put("trace", tile.traceId())
                    .put("label", tile.label())
                    .put("score", tile.score()));
    root.set("settings", mapper.valueToTree(new TreeMap<>(view.settings())));
    root.set("warnings", mapper.valueToTree(view.warnings()));
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  private static void attack(ObjectNode node, MembershipInference.Attack attack) {
    node.put("levels", attack.name());
    estimate(node.putObject("auc"), attack.figures().area());
    estimate(node.putObject("truePositives"), attack.figures().truePositives());
  }

  private static void estimate(ObjectNode node, RocCurve.Estimate estimate) {
    node.put("value", estimate.value());
    node.put("lower", estimate.lower());
    node.put("upper", estimate.upper());
  }
}
