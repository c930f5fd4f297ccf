package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.ProbedTile.Part;

class MembershipInferenceTest {
  private static final List<String> LEVELS = List.of("0.1", "0.3");

  @Test
  void aDifferenceBetweenClassesIsNoMembership() {
    // Web is a hundred times as hard, and more members are of it.
    List<ProbedTile> tiles = new ArrayList<>(tiles("web", 300, 200, 1, 100));
    tiles.addAll(tiles("video", 200, 300, 1, 1));

    MembershipInference audit = MembershipInference.of(tiles, LEVELS, 200, 1);

    assertThat(audit.combined().figures().area().value()).isBetween(0.45, 0.55);
    assertThat(audit.finding()).isEqualTo(MembershipInference.Finding.NONE_FOUND);
  }

  @Test
  void membersOfLowerLossAreFoundAndNamed() {
    List<ProbedTile> tiles = new ArrayList<>(tiles("web", 100, 100, 1, 1));
    for (int i = 0; i < 30; i++) {
      tiles.add(
          new ProbedTile(
              "web/canary-" + i, "web", Part.MEMBER, new double[] {1e-3 - i * 1e-5, 1e-3}));
    }

    MembershipInference audit = MembershipInference.of(tiles, LEVELS, 200, 1);

    assertThat(audit.finding()).isEqualTo(MembershipInference.Finding.LEAKS);
    assertThat(audit.exposed())
        .hasSize(MembershipInference.MOST_EXPOSED)
        .allSatisfy(tile -> assertThat(tile.traceId()).startsWith("web/canary-"));
    assertThat(audit.exposed().get(0).traceId()).isEqualTo("web/canary-29");
    assertThat(audit.beyond()).isBetween(30L, 35L);
    assertThat(audit.members()).isEqualTo(130);
    assertThat(audit.heldOut()).isEqualTo(100);
    assertThat(audit.levels()).extracting(MembershipInference.Attack::name).isEqualTo(LEVELS);
    assertThat(audit.curve().get(0)).isEqualTo(new RocCurve.Point(0, 0));
    assertThat(audit.curve().get(audit.curve().size() - 1)).isEqualTo(new RocCurve.Point(1, 1));
  }

  @Test
  void aFewFoundBeyondFewHeldOutTilesAreNoPlainLeak() {
    MembershipInference few = withCanaries(90);
    MembershipInference many = withCanaries(110);

    assertThat(few.combined().figures().truePositives().lower()).isGreaterThan(0.05);
    assertThat(few.combined().figures().area().value()).isLessThan(0.6);
    assertThat(few.finding()).isNotEqualTo(MembershipInference.Finding.LEAKS);
    assertThat(many.finding()).isEqualTo(MembershipInference.Finding.LEAKS);
    assertThat(few.chance()).isEqualTo(1 / 91.0);
    assertThat(many.chance()).isEqualTo(2 / 111.0);
  }

  /** A tenth of the members stands out. */
  private static MembershipInference withCanaries(int heldOut) {
    List<ProbedTile> tiles = new ArrayList<>(tiles("web", 270, heldOut, 1, 1));
    for (int i = 0; i < 30; i++) {
      tiles.add(new ProbedTile("web/canary-" + i, "web", Part.MEMBER, new double[] {1e-3, 1e-3}));
    }
    return MembershipInference.of(tiles, LEVELS, 200, 1);
  }

  @Test
  void allLevelsTogetherFindMoreThanEachAlone() {
    MembershipInference audit =
        MembershipInference.of(tiles("web", 400, 400, 0.7, 1), LEVELS, 100, 1);

    double combined = audit.combined().figures().area().value();
    assertThat(audit.levels())
        .allSatisfy(level -> assertThat(level.figures().area().value()).isLessThan(combined));
    assertThat(audit.finding()).isEqualTo(MembershipInference.Finding.LEAKS);
  }

  @Test
  void manyMemorisedMembersOfAClassDoNotHideEachOther() {
    List<ProbedTile> tiles = new ArrayList<>(tiles("web", 30, 60, 1, 1));
    tiles.addAll(tiles("video", 30, 60, 1, 1));
    for (int i = 0; i < 300; i++) {
      tiles.add(new ProbedTile("web/canary-" + i, "web", Part.MEMBER, new double[] {0.03, 0.03}));
    }

    MembershipInference audit = MembershipInference.of(tiles, LEVELS, 100, 1);

    assertThat(audit.combined().figures().truePositives().value()).isGreaterThan(300 / 360.0);
  }

  @Test
  void classesWithoutTwoHeldOutTilesAreOnNeitherSide() {
    List<ProbedTile> tiles = new ArrayList<>(tiles("web", 30, 60, 1, 1));
    tiles.addAll(tiles("mail", 9, 1, 0.01, 1));

    MembershipInference audit = MembershipInference.of(tiles, LEVELS, 100, 1);

    assertThat(audit.leftOut()).isEqualTo(10);
    assertThat(audit.members()).isEqualTo(30);
    assertThat(audit)
        .usingRecursiveComparison()
        .ignoringFields("leftOut")
        .isEqualTo(MembershipInference.of(tiles("web", 30, 60, 1, 1), LEVELS, 100, 1));
    assertThatThrownBy(() -> MembershipInference.of(tiles("mail", 9, 1, 1, 1), LEVELS, 100, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHandfulOfTilesDecidesNothing() {
    assertThat(MembershipInference.of(tiles("web", 4, 3, 1, 1), LEVELS, 100, 1).finding())
        .isEqualTo(MembershipInference.Finding.UNDECIDED);
  }

  /**
   * Measured by all n held-out tiles a member's score would have variance 1 + 1/n, and that of a
   * held-out one, measured by the others, 1 + 1/(n - 1): of normal scores, with n = 2, only 0.36 %
   * of the members would lie beyond all but 1 % of the held-out tiles.
   */
  @Test
  void whereNothingLeaksMembersScoreAsHeldOutTilesDoThoughTheseAreTwoAClass() {
    Random random = new Random(5);
    List<ProbedTile> tiles = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      tiles.add(
          new ProbedTile(
              "trace-" + i,
              "class-" + i / 4,
              i % 2 == 0 ? Part.MEMBER : Part.HELD_OUT,
              new double[] {Math.exp(random.nextGaussian())}));
    }

    MembershipInference audit = MembershipInference.of(tiles, List.of("0.1"), 1, 1);

    // Of 20,000 each, so the standard errors are 0.0010 of the share and 0.0029 of the area.
    assertThat(audit.combined().figures().truePositives().value()).isBetween(0.0065, 0.0135);
    assertThat(audit.combined().figures().area().value()).isBetween(0.49, 0.51);
  }

  /** Losses of two levels that have nothing to do with each other. */
  private static List<ProbedTile> tiles(
      String label, int members, int heldOut, double ratio, double scale) {
    Random random = new Random(label.hashCode());
    List<ProbedTile> tiles = new ArrayList<>();
    for (int i = 0; i < members + heldOut; i++) {
      double factor = scale * (i < members ? ratio : 1);
      double[] losses = {
        factor * Math.exp(random.nextGaussian()), factor * Math.exp(random.nextGaussian())
      };
      tiles.add(
          new ProbedTile(
              label + "/" + i, label, i < members ? Part.MEMBER : Part.HELD_OUT, losses));
    }
    return tiles;
  }
}
