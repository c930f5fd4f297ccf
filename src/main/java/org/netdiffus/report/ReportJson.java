package org.netdiffus.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeMap;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ChanceLevel;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

/**
 * {@code report.json}: every number of the report, without the pictures and series that are there
 * to be looked at.
 */
public final class ReportJson {
  private ReportJson() {}

  /**
   * The evaluation as JSON, indented, in the order of the report. JSON has no number for NaN or the
   * infinities: they appear as the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
   */
  public static String write(Evaluation evaluation) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    verdict(root.putObject("verdict"), Verdict.of(evaluation));
    root.put("tileSize", evaluation.tileSize());
    root.put("channels", evaluation.channels());
    root.put("seriesUnit", evaluation.seriesUnit());
    root.put("chance", AccuracyFindings.chance(evaluation.classes()));
    ArrayNode classes = root.putArray("classes");
    evaluation.classes().forEach(examples -> counts(classes.addObject(), examples));
    ArrayNode accuracies = root.putArray("accuracies");
    evaluation.accuracies().forEach(accuracy -> accuracy(accuracies.addObject(), accuracy));
    ArrayNode scores = root.putArray("scores");
    evaluation.scores().forEach(score -> score(scores.addObject(), score));
    closeTiles(root.putObject("closeTiles"), evaluation.closeTiles());
    AccuracyFindings.order(evaluation).ifPresent(order -> order(root, order));
    ArrayNode controls = root.putArray("controls");
    evaluation.controls().forEach(control -> control(controls.addObject(), control));
    ArrayNode candidates = root.putArray("candidates");
    evaluation
        .candidates()
        .forEach(candidate -> candidate(candidates.addObject(), evaluation.about(candidate)));
    ArrayNode histograms = root.putArray("histograms");
    evaluation.histograms().forEach(histogram -> histogram(histograms.addObject(), histogram));
    ObjectNode loss = root.putObject("loss");
    loss.set("steps", mapper.valueToTree(evaluation.loss().steps()));
    loss.set("loss", mapper.valueToTree(evaluation.loss().loss()));
    root.set("settings", mapper.valueToTree(new TreeMap<>(evaluation.settings())));
    root.set("versions", mapper.valueToTree(new TreeMap<>(evaluation.versions())));
    root.set("warnings", mapper.valueToTree(evaluation.warnings()));
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  private static void verdict(ObjectNode node, Verdict verdict) {
    node.put("grade", verdict.grade().word());
    node.put("headline", verdict.headline());
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : verdict.findings()) {
      findings
          .addObject()
          .put("subject", finding.subject())
          .put("grade", finding.grade().word())
          .put("sentence", finding.sentence());
    }
  }

  /** The first candidate's figures stand in the report itself as well. */
  private static void candidate(ObjectNode node, Evaluation alone) {
    Judgement candidate = alone.candidate();
    node.put("name", candidate.name());
    node.put("title", candidate.title());
    verdict(node.putObject("verdict"), Verdict.of(alone));
    ArrayNode accuracies = node.putArray("accuracies");
    candidate.accuracies().forEach(accuracy -> accuracy(accuracies.addObject(), accuracy));
    ArrayNode scores = node.putArray("scores");
    candidate.scores().forEach(score -> score(scores.addObject(), score));
    closeTiles(node.putObject("closeTiles"), candidate.closeTiles());
  }

  private static void control(ObjectNode node, Control control) {
    node.put("name", control.judgement().name());
    node.put("title", control.judgement().title());
    node.put("noticed", ControlFindings.noticed(control));
    demand(node.putObject("meant"), control, control.meant());
    ArrayNode also = node.putArray("also");
    control.also().forEach(demand -> demand(also.addObject(), control, demand));
    ControlFindings.level(control)
        .ifPresent(level -> chanceLevel(node.putObject("chanceLevel"), level));
    ArrayNode accuracies = node.putArray("accuracies");
    control
        .judgement()
        .accuracies()
        .forEach(accuracy -> accuracy(accuracies.addObject(), accuracy));
    ArrayNode scores = node.putArray("scores");
    control.judgement().scores().forEach(score -> score(scores.addObject(), score));
    closeTiles(node.putObject("closeTiles"), control.judgement().closeTiles());
  }

  private static void demand(ObjectNode node, Control control, Demand demand) {
    ArrayNode figures = node.putArray("figures");
    demand.figures().forEach(figures::add);
    node.put("sign", inJson(demand.sign()));
    node.put("outcome", inJson(ControlFindings.outcome(control, demand)));
  }

  private static String inJson(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void chanceLevel(ObjectNode node, ChanceLevel level) {
    node.put("accuracy", level.accuracy());
    node.put("standardError", level.error());
    node.put("chance", level.chance());
    node.put("holds", level.holds());
    node.put("couldFail", level.couldFail());
  }

  private static void counts(ObjectNode node, ClassExamples examples) {
    node.put("label", examples.label());
    node.put("trainingTiles", examples.trainingTiles());
    node.put("testTiles", examples.testTiles());
    node.put("judgedTestTiles", examples.judgedTestTiles());
    node.put("syntheticTiles", examples.syntheticTiles());
  }

  private static void accuracy(ObjectNode node, Accuracy accuracy) {
    node.put("classifier", accuracy.classifier());
    node.put("scenario", accuracy.scenario());
    node.put("mean", accuracy.mean());
    node.put("deviation", accuracy.deviation());
    node.put("standardError", Estimate.of(accuracy).error());
    ArrayNode seeds = node.putArray("perSeed");
    accuracy.perSeed().forEach(seeds::add);
    node.put("trainingTiles", accuracy.trainingTiles());
    node.put("testTiles", accuracy.testTiles());
    node.put("updates", accuracy.updates());
    node.put("converged", accuracy.converged());
    node.put("macroF1", accuracy.macroF1().value());
    node.put("macroF1Error", accuracy.macroF1().error());
    ArrayNode recalls = node.putArray("recalls");
    ArrayNode errors = node.putArray("recallErrors");
    for (Measured recall : accuracy.recalls()) {
      recalls.add(recall.value());
      errors.add(recall.error());
    }
    ArrayNode confusion = node.putArray("confusion");
    for (long[] row : accuracy.confusion().counts()) {
      ArrayNode counts = confusion.addArray();
      for (long count : row) {
        counts.add(count);
      }
    }
  }

  private static void order(ObjectNode root, AccuracyFindings.Order order) {
    root.put("rankCorrelation", order.correlation());
    root.putArray("rankCorrelationInterval")
        .add(order.interval().lower())
        .add(order.interval().upper());
  }

  /** A chance is no estimate: it has no error. */
  private static void score(ObjectNode node, Score score) {
    boolean estimated = score.better() != Score.Better.CHANCE;
    node.put("name", score.name());
    node.put("title", score.title());
    node.put("group", inJson(score.group()));
    node.put("value", score.value());
    if (estimated) {
      node.put("error", score.synthetic().error());
    }
    node.put("floor", score.floor());
    if (estimated) {
      node.put("floorError", score.holdout().error());
    }
    node.put("grade", ScoreFindings.grade(score).word());
    node.put("betterThanHoldout", score.betterThanHoldout());
    node.put("better", inJson(score.better()));
    node.put("unit", score.unit());
    node.put("n", score.n());
    node.put("meaning", score.meaning());
  }

  private static void closeTiles(ObjectNode node, CloseTiles tiles) {
    node.put("limit", tiles.limit());
    node.put("tiles", tiles.tiles());
    node.put("close", tiles.close());
    node.put("share", tiles.share());
    node.put("nearerThanAnyTest", tiles.nearest());
    node.put("testTiles", tiles.testTiles());
    node.put("testClose", tiles.testClose());
    node.put("testShare", tiles.testShare());
    node.put("moreThanChance", tiles.moreThanChance());
    ArrayNode traces = node.putArray("traces");
    tiles.traces().forEach(traces::add);
  }

  private static void histogram(ObjectNode node, Histogram histogram) {
    node.put("title", histogram.title());
    node.put("lower", histogram.lower());
    node.put("upper", histogram.upper());
    shares(node.putArray("training"), histogram.training());
    shares(node.putArray("test"), histogram.test());
    shares(node.putArray("synthetic"), histogram.synthetic());
  }

  private static void shares(ArrayNode node, double[] shares) {
    for (double share : shares) {
      node.add(share);
    }
  }
}
