package org.netdiffus.report;

import java.util.Comparator;
import java.util.Optional;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Score;

/**
 * Whether synthetic tiles are copies of training tiles: all of them, by the median of their
 * distances, or some of them, by the number of those as close as the closest real test tiles.
 */
final class CopyFindings {
  /** Multiple of the real share from which the close tiles are no mere blemish. */
  private static final double MANY = 3;

  private CopyFindings() {}

  /** The score that tells copies from strangers, lowest ratio first where there are several. */
  static Optional<Score> nearest(Evaluation evaluation) {
    return evaluation.scores().stream()
        .filter(
            score ->
                score.better() == Score.Better.NEAR_FLOOR && ScoreFindings.ratio(score).isPresent())
        .min(Comparator.comparingDouble(score -> ScoreFindings.ratio(score).orElseThrow()));
  }

  /** What the distances to training tiles show. */
  static Finding copies(Evaluation evaluation) {
    String subject = "Copies";
    Optional<Score> found = nearest(evaluation);
    if (manyClose(evaluation) && !tooClose(evaluation)) {
      return new Finding(
          subject, Finding.Grade.BAD, close(evaluation) + " Some of them look like copies.");
    }
    if (found.isEmpty()) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          "Whether training traces were copied cannot be told: no distance to them with a real floor.");
    }
    double ratio = ScoreFindings.ratio(found.get()).orElseThrow();
    String figures =
        "Synthetic traces lie "
            + Figures.ratio(ratio)
            + " times as far from their nearest training trace as real test traces do";
    if (tooClose(evaluation)) {
      return new Finding(subject, Finding.Grade.BAD, figures + ": that is how copies look.");
    }
    if (someClose(evaluation)) {
      return new Finding(
          subject,
          Finding.Grade.MIXED,
          figures + ". " + close(evaluation) + " Look for copies among them.");
    }
    if (ratio < ScoreFindings.SUSPICIOUS) {
      return new Finding(
          subject, Finding.Grade.MIXED, figures + ": closer than real ones, so look for copies.");
    }
    if (ratio > ScoreFindings.CLOSE) {
      return new Finding(
          subject,
          ScoreFindings.grade(found.get()),
          figures + ": strangers to the data. " + close(evaluation));
    }
    if (ScoreFindings.undecided(found.get())) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          figures + ", which so few tiles do not decide. " + close(evaluation));
    }
    return new Finding(
        subject,
        Finding.Grade.GOOD,
        figures
            + ": no sign of copies among those asked, which is screening only. "
            + close(evaluation));
  }

  /** Whether the median distance is well below the floor. */
  static boolean tooClose(Evaluation evaluation) {
    return nearest(evaluation)
        .flatMap(ScoreFindings::ratio)
        .filter(r -> r < ScoreFindings.COPIES)
        .isPresent();
  }

  /** Whether more tiles than chance would have it are close. */
  static boolean someClose(Evaluation evaluation) {
    return evaluation.closeTiles().moreThanChance();
  }

  /** Whether so many tiles are close that the whole must not be shared. */
  static boolean manyClose(Evaluation evaluation) {
    CloseTiles tiles = evaluation.closeTiles();
    return tiles.moreThanChance() && tiles.share() >= MANY * tiles.testShare();
  }

  private static String close(Evaluation evaluation) {
    CloseTiles tiles = evaluation.closeTiles();
    return Figures.percent(tiles.share())
        + " of "
        + Figures.count(tiles.tiles())
        + " synthetic tiles asked lie as near to a training tile as the nearest "
        + Figures.percent(tiles.testShare())
        + " of "
        + Figures.count(tiles.testTiles())
        + " real test tiles, "
        + Figures.count(tiles.nearest())
        + " nearer than any of these.";
  }
}
