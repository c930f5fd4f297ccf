package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Whether the error of a denoiser tells the tiles that it was trained on from others: membership
 * inference by the loss at chosen noise levels (Matsumoto et al. 2023, arXiv:2302.01316; that early
 * levels tell most: Rao et al. 2025, arXiv:2509.25003).
 *
 * <p>An attacker knows a tile, its class and other tiles of it that are no members. The score of a
 * tile at one level is how far the logarithm of its loss lies below the mean of the held-out tiles
 * of its class but one, in their deviation within classes: classes differ in how hard they are to
 * denoise, which says nothing about membership. A held-out tile leaves itself out, a member one in
 * turn, so that both are measured by as many others and their scores have one distribution where
 * nothing leaks, however few held-out tiles a class has. The score over all levels is the mean.
 *
 * <p>The intervals take tiles for independent. Those of a class share the tiles that they are
 * measured by, so with few of these the intervals are too narrow.
 *
 * @param members tiles that were trained on
 * @param heldOut tiles that were not
 * @param combined the attack by all levels together, the one that counts: no level is picked after
 *     the fact
 * @param levels the attack at each level alone
 * @param curve corners of the curve of the combined attack, thinned to a few hundred
 * @param leftOut tiles of classes with fewer than two held-out tiles, which nothing can be measured
 *     by; they are on neither side
 * @param beyond members that score above the threshold of {@link #FALSE_POSITIVES}
 * @param exposed the most of these, the most exposed first, at most {@link #MOST_EXPOSED}
 */
public record MembershipInference(
    int members,
    int heldOut,
    int leftOut,
    Attack combined,
    List<Attack> levels,
    List<RocCurve.Point> curve,
    long beyond,
    List<Exposed> exposed) {
  /** Share of held-out tiles that an attack may take for members. */
  public static final double FALSE_POSITIVES = 0.01;

  /** Tiles that are named at most. */
  public static final int MOST_EXPOSED = 20;

  private static final int CURVE_POINTS = 200;

  /** An area from here on is a leak and not a trace of one. */
  private static final double PLAIN_AREA = 0.6;

  /** True positives from here on, at {@link #FALSE_POSITIVES}, are a leak of some tiles. */
  private static final double PLAIN_TRUE_POSITIVES = 0.05;

  /**
   * One attack.
   *
   * @param name such as {@code 0.2} for a share of the noise schedule, or {@code all}
   * @param figures what it finds
   */
  public record Attack(String name, RocCurve.Figures figures) {}

  /**
   * A tile that was trained on and gives itself away.
   *
   * @param score in deviations within classes
   */
  public record Exposed(String traceId, String label, double score) {}

  /** What the figures allow to say. */
  public enum Finding {
    /** Members are found: far better than chance on the whole, or some of them surely. */
    LEAKS,
    /** Members are found a little better than by chance. */
    SLIGHT,
    /** This attack does no better than chance. */
    NONE_FOUND,
    /** Too few tiles to tell. */
    UNDECIDED
  }

  public MembershipInference {
    levels = List.copyOf(levels);
    curve = List.copyOf(curve);
    exposed = List.copyOf(exposed);
  }

  /**
   * Attacks.
   *
   * @param all tiles in an order that is the same in every run
   * @param names name of each noise level
   * @param samples bootstrap samples behind an interval
   * @param seed of these samples
   * @throws IllegalArgumentException when no class has a member and two held-out tiles
   */
  public static MembershipInference of(
      List<ProbedTile> all, List<String> names, int samples, long seed) {
    List<ProbedTile> tiles = measurable(all);
    double[][] scores = scores(tiles, names.size());
    double[] combined =
        Arrays.stream(scores).mapToDouble(s -> Arrays.stream(s).average().orElseThrow()).toArray();
    RocCurve curve = curve(tiles, combined);
    List<Attack> levels = new ArrayList<>();
    for (int level = 0; level < names.size(); level++) {
      int at = level;
      double[] ofLevel = Arrays.stream(scores).mapToDouble(s -> s[at]).toArray();
      levels.add(attack(names.get(level), curve(tiles, ofLevel), samples, seed));
    }
    List<Exposed> beyond = beyond(tiles, combined);
    return new MembershipInference(
        (int) count(tiles, ProbedTile.Part.MEMBER),
        (int) count(tiles, ProbedTile.Part.HELD_OUT),
        all.size() - tiles.size(),
        attack("all", curve, samples, seed),
        levels,
        thinned(curve.points()),
        beyond.size(),
        beyond.subList(0, Math.min(MOST_EXPOSED, beyond.size())));
  }

  private static List<ProbedTile> measurable(List<ProbedTile> tiles) {
    Map<String, Integer> heldOut = new TreeMap<>();
    for (ProbedTile tile : tiles) {
      if (tile.part() == ProbedTile.Part.HELD_OUT) {
        heldOut.merge(tile.label(), 1, Integer::sum);
      }
    }
    return tiles.stream().filter(tile -> heldOut.getOrDefault(tile.label(), 0) > 1).toList();
  }

  /** What the figures allow to say. */
  public Finding finding() {
    RocCurve.Estimate area = combined.figures().area();
    RocCurve.Estimate found = combined.figures().truePositives();
    // With fewer held-out tiles the threshold is the highest of their scores: an accident.
    boolean plain = FALSE_POSITIVES * heldOut >= 1 && found.lower() > PLAIN_TRUE_POSITIVES;
    if (area.lower() > 0.5 || plain) {
      return area.value() >= PLAIN_AREA || plain ? Finding.LEAKS : Finding.SLIGHT;
    }
    return area.upper() < PLAIN_AREA ? Finding.NONE_FOUND : Finding.UNDECIDED;
  }

  /**
   * Share of members that score above the threshold of {@link #FALSE_POSITIVES} by chance, 0 to 1:
   * larger than that where there are few held-out tiles.
   */
  public double chance() {
    return chance(heldOut);
  }

  /** The same of any number of held-out tiles. */
  public static double chance(int heldOut) {
    int allowed = (int) (FALSE_POSITIVES * heldOut);
    return (allowed + 1.0) / (heldOut + 1);
  }

  private static Attack attack(String name, RocCurve curve, int samples, long seed) {
    return new Attack(name, curve.figures(FALSE_POSITIVES, samples, seed));
  }

  private static RocCurve curve(List<ProbedTile> tiles, double[] scores) {
    return RocCurve.of(
        of(tiles, scores, ProbedTile.Part.MEMBER), of(tiles, scores, ProbedTile.Part.HELD_OUT));
  }

  private static double[] of(List<ProbedTile> tiles, double[] scores, ProbedTile.Part part) {
    return IntStream.range(0, scores.length)
        .filter(i -> tiles.get(i).part() == part)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  private static long count(List<ProbedTile> tiles, ProbedTile.Part part) {
    return tiles.stream().filter(tile -> tile.part() == part).count();
  }

  /** Scores of each tile at each level. */
  private static double[][] scores(List<ProbedTile> tiles, int levels) {
    Map<String, List<Integer>> classes = new TreeMap<>();
    for (int i = 0; i < tiles.size(); i++) {
      classes.computeIfAbsent(tiles.get(i).label(), label -> new ArrayList<>()).add(i);
    }
    double[][] scores = new double[tiles.size()][levels];
    for (int level = 0; level < levels; level++) {
      double squares = 0;
      long freedom = 0;
      for (List<Integer> places : classes.values()) {
        Reference reference = Reference.of(tiles, places, level);
        int member = 0;
        for (int place : places) {
          double log = Math.log(tiles.get(place).losses()[level]);
          boolean held = tiles.get(place).part() == ProbedTile.Part.HELD_OUT;
          double left = held ? log : reference.inTurn(member);
          member += held ? 0 : 1;
          scores[place][level] = reference.meanWithout(left) - log;
        }
        squares += reference.squares();
        freedom += reference.logs().length - 1;
      }
      // Held-out tiles that are all alike leave nothing to measure by.
      double deviation = squares > 0 ? Math.sqrt(squares / freedom) : 1;
      for (double[] score : scores) {
        score[level] /= deviation;
      }
    }
    return scores;
  }

  /**
   * The held-out tiles of a class at a level.
   *
   * @param logs logarithms of their losses, at least 2
   * @param sum of these
   * @param squares of their differences from their mean, added up
   */
  private record Reference(double[] logs, double sum, double squares) {
    static Reference of(List<ProbedTile> tiles, List<Integer> places, int level) {
      double[] logs =
          places.stream()
              .filter(i -> tiles.get(i).part() == ProbedTile.Part.HELD_OUT)
              .mapToDouble(i -> Math.log(tiles.get(i).losses()[level]))
              .toArray();
      double sum = Arrays.stream(logs).sum();
      double mean = sum / logs.length;
      return new Reference(logs, sum, Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum());
    }

    /** The logarithm that the member of this number leaves out. */
    double inTurn(int member) {
      return logs[member % logs.length];
    }

    /** Mean without one of the logarithms. */
    double meanWithout(double log) {
      return (sum - log) / (logs.length - 1);
    }
  }

  private static List<Exposed> beyond(List<ProbedTile> tiles, double[] scores) {
    double[] heldOut = of(tiles, scores, ProbedTile.Part.HELD_OUT);
    Arrays.sort(heldOut);
    int allowed = (int) (FALSE_POSITIVES * heldOut.length);
    // The largest score that members have to exceed so that no more others do.
    double threshold = heldOut[heldOut.length - 1 - allowed];
    return IntStream.range(0, scores.length)
        .filter(i -> tiles.get(i).part() == ProbedTile.Part.MEMBER && scores[i] > threshold)
        .mapToObj(i -> new Exposed(tiles.get(i).traceId(), tiles.get(i).label(), scores[i]))
        .sorted(
            Comparator.comparingDouble(Exposed::score).reversed().thenComparing(Exposed::traceId))
        .toList();
  }

  private static List<RocCurve.Point> thinned(RocCurve.Point[] points) {
    int stretch = Math.max(1, points.length / CURVE_POINTS);
    List<RocCurve.Point> thinned = new ArrayList<>();
    for (int i = 0; i < points.length - 1; i += stretch) {
      thinned.add(points[i]);
    }
    thinned.add(points[points.length - 1]);
    return thinned;
  }
}
