package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.netdiffus.measure.Score.Better;
import org.netdiffus.measure.Score.Group;

/**
 * The figures of a set of tiles against the training tiles, each beside the same figure of the real
 * test tiles. All three sets are as large and mixed alike. See {@link TrafficScores} for those of
 * the recovered series.
 */
public final class FidelityScores {
  private static final int DIVISIONS = 199;
  private static final int MOST_DIVIDED = 2000;

  private final ComparedSet set;
  private final ComparedSet training;
  private final ComparedSet test;
  private final ValueRange pixels;
  private final Resampling resampling;

  /** Of each network's Gaussian kernel: the median distance of real tiles as it sees them. */
  private final double[] widths;

  private FidelityScores(
      ComparedSet set,
      ComparedSet training,
      ComparedSet test,
      ValueRange pixels,
      Resampling resampling) {
    this.set = set;
    this.training = training;
    this.test = test;
    this.pixels = pixels;
    this.resampling = resampling;
    this.widths =
        IntStream.range(0, training.networks().size())
            .mapToDouble(
                network ->
                    KernelDistance.medianDistance(
                        some(training).networks().get(network).features(),
                        some(test).networks().get(network).features()))
            .toArray();
  }

  /**
   * The two-sample test by one classifier.
   *
   * @param classifier its name, such as {@code naive-bayes}
   * @param set the set to judge against the training tiles
   * @param holdout as many test tiles against the training tiles
   */
  public record ToldApart(
      String classifier, TwoSampleTest.Result set, TwoSampleTest.Result holdout) {}

  /**
   * The figures of tiles as pictures.
   *
   * @param set tiles to judge
   * @param training as many real training tiles of each class
   * @param test as many real test tiles of each class
   * @param pixels range of the pixels of all training tiles
   * @param told two-sample tests of the set; none where it is too small for them
   */
  public static List<Score> of(
      ComparedSet set,
      ComparedSet training,
      ComparedSet test,
      ValueRange pixels,
      List<ToldApart> told,
      Resampling resampling) {
    FidelityScores scores = new FidelityScores(set, training, test, pixels, resampling);
    List<Score> all = new ArrayList<>(scores.distances());
    if (KernelDistance.exists(set.classes(), training.classes())) {
      all.addAll(scores.kernelDistances());
    }
    all.addAll(scores.manifolds());
    told.forEach(one -> all.add(scores.twoSample(one)));
    return List.copyOf(all);
  }

  private List<Score> distances() {
    return List.of(
        score(
            "frechet-classifier",
            "Fréchet distance, classifier features",
            Better.LOWER,
            "",
            "Distance of the tiles to the training tiles as the CNN trained on originals sees them"
                + " (64 features, same number of each class, mean over the seeds).",
            (a, b) ->
                perNetwork(
                    a,
                    b,
                    (network, x, y) ->
                        resampling.measured(
                            x, y, (u, v) -> FrechetDistance.between(features(u), features(v))))),
        score(
            "pixel-jsd",
            "Divergence of pixel values",
            Better.LOWER,
            "bits",
            "Jensen-Shannon divergence of the histograms of pixels, mean over the classes; blind to"
                + " structure.",
            (a, b) ->
                resampling.measured(
                    a, b, (x, y) -> PixelDivergence.mean(histograms(x), histograms(y)))),
        score(
            "gramian-residual",
            "Gramian residual",
            Better.LOWER,
            "",
            "How far a tile is from the picture of any series, mean difference of a pixel.",
            (a, b) -> Resampling.mean(a.residual())),
        score(
            "gramian-asymmetry",
            "Asymmetry",
            Better.LOWER,
            "",
            "Mean difference of a tile and its mirror image at the diagonal, which a picture of a"
                + " series does not have.",
            (a, b) -> Resampling.mean(a.asymmetry())),
        score(
            "trts",
            "Recognised by the CNN trained on real tiles",
            Better.HIGHER_SHARE,
            "",
            "Share of the tiles whose class the CNN trained on real training tiles names as they"
                + " are labelled (TRTS); the floor is its accuracy on as many real test tiles.",
            (a, b) -> perNetwork(a, b, (network, x, y) -> Resampling.share(named(x)))));
  }

  /** None where every class has one tile alone. */
  private List<Score> kernelDistances() {
    return List.of(
        score(
            "kid-classifier",
            "Kernel distance (KID), classifier features",
            Better.LOWER,
            "",
            "Squared maximum mean discrepancy with a cubic kernel in the same features: unbiased"
                + " class by class, so about 0, and as often below, for sets of one distribution.",
            (a, b) ->
                perNetwork(
                    a, b, (network, x, y) -> KernelDistance.cubic(rows(x), rows(y)).measured())),
        score(
            "mmd-classifier",
            "Kernel distance (MMD), classifier features",
            Better.LOWER,
            "",
            "The same with a Gaussian kernel as wide as the median distance of real tiles.",
            (a, b) ->
                perNetwork(
                    a,
                    b,
                    (network, x, y) ->
                        KernelDistance.gaussian(rows(x), rows(y), widths[network]).measured())),
        score(
            "mmd-chance",
            "Chance of so large an MMD",
            Better.CHANCE,
            "",
            "Share of "
                + DIVISIONS
                + " random divisions of the tiles of each class of both sets (at most "
                + MOST_DIVIDED
                + " tiles each) with at least this MMD, as the first CNN sees them: below 0.05 they"
                + " differ by more than accident.",
            (a, b) ->
                new Measured(
                    KernelDistance.gaussian(rows(some(a)), rows(some(b)), widths[0])
                        .permutationChance(DIVISIONS, resampling.seed()),
                    0)));
  }

  private List<Score> manifolds() {
    List<Manifolds> made = manifolds(set);
    List<Manifolds> held = manifolds(test);
    return List.of(
        manifold(
            made,
            held,
            "precision",
            "Precision",
            "Share of the tiles that lie where real ones do, in the CNN's features.",
            Manifolds::precision),
        manifold(
            made,
            held,
            "recall",
            "Recall",
            "Share of the real tiles that lie where synthetic ones do: low when whole kinds are"
                + " missing.",
            Manifolds::recall),
        manifold(
            made,
            held,
            "density-clipped",
            "Density, clipped",
            "How densely real tiles lie around synthetic ones, outliers clipped.",
            Manifolds::clippedDensity),
        manifold(
            made,
            held,
            "coverage",
            "Coverage",
            "Share of the real tiles that have a synthetic one in their neighbourhood.",
            Manifolds::coverage),
        manifold(
            made,
            held,
            "coverage-clipped",
            "Coverage, clipped",
            "Share of the neighbours that a real tile has among synthetic ones, at most all of"
                + " them.",
            Manifolds::clippedCoverage));
  }

  /** By each network; all pairs are looked at once for all figures. */
  private List<Manifolds> manifolds(ComparedSet judged) {
    List<Manifolds> found = new ArrayList<>();
    for (int i = 0; i < judged.networks().size(); i++) {
      found.add(
          Manifolds.of(
              training.networks().get(i).features(),
              judged.networks().get(i).features(),
              Manifolds.NEIGHBOURS));
    }
    return found;
  }

  private Score manifold(
      List<Manifolds> made,
      List<Manifolds> held,
      String name,
      String title,
      String meaning,
      Function<Manifolds, double[]> part) {
    return new Score(
        name,
        Group.TILES,
        title,
        mean(made, part),
        mean(held, part),
        Better.HIGHER_SHARE,
        "",
        set.count(),
        meaning);
  }

  private static Measured mean(List<Manifolds> found, Function<Manifolds, double[]> part) {
    return Resampling.overSeeds(
        found.stream().map(one -> Resampling.share(part.apply(one))).toList());
  }

  private Score twoSample(ToldApart told) {
    return new Score(
        "c2st-" + told.classifier(),
        Group.TILES,
        "Told from training tiles by " + told.classifier().replace('-', ' '),
        new Measured(told.set().area(), told.set().error()),
        new Measured(told.holdout().area(), told.holdout().error()),
        Better.LOWER_SHARE,
        "",
        set.count(),
        "Classifier two-sample test: area under the curve of a classifier that tells the tiles from"
            + " training tiles, asked about those that it has not seen. 0.5 is chance.");
  }

  private Score score(
      String name,
      String title,
      Better better,
      String unit,
      String meaning,
      BiFunction<ComparedSet, ComparedSet, Measured> figure) {
    return new Score(
        name,
        Group.TILES,
        title,
        figure.apply(set, training),
        figure.apply(test, training),
        better,
        unit,
        set.count(),
        meaning);
  }

  /** A figure by one network, of sets that hold what this one alone sees. */
  private interface NetworkFigure {
    Measured of(int network, ComparedSet a, ComparedSet b);
  }

  private static Measured perNetwork(ComparedSet a, ComparedSet b, NetworkFigure figure) {
    List<Measured> figures = new ArrayList<>();
    for (int i = 0; i < a.networks().size(); i++) {
      figures.add(figure.of(i, only(a, i), only(b, i)));
    }
    return Resampling.overSeeds(figures);
  }

  private static ComparedSet only(ComparedSet all, int network) {
    return new ComparedSet(
        all.classes(),
        all.tiles(),
        List.of(all.networks().get(network)),
        all.residual(),
        all.asymmetry(),
        all.domain(),
        all.traffic());
  }

  private static double[][] features(ComparedSet one) {
    return one.networks().get(0).features();
  }

  private static double[] named(ComparedSet one) {
    double[] right = new double[one.count()];
    for (int i = 0; i < right.length; i++) {
      right[i] = one.networks().get(0).named()[i] == one.classes()[i] ? 1 : 0;
    }
    return right;
  }

  private static KernelDistance.Rows rows(ComparedSet one) {
    return new KernelDistance.Rows(features(one), one.classes());
  }

  /** At most {@link #MOST_DIVIDED} tiles, spread evenly: the kernels of all pairs are held. */
  private static ComparedSet some(ComparedSet one) {
    int step = (one.count() + MOST_DIVIDED - 1) / MOST_DIVIDED;
    return one.at(IntStream.range(0, (one.count() + step - 1) / step).map(i -> i * step).toArray());
  }

  private SortedMap<String, BinCounts> histograms(ComparedSet one) {
    BinCounts none = pixels.bins(PixelDivergence.BINS);
    SortedMap<String, BinCounts> counts = new TreeMap<>();
    Arrays.stream(one.classes()).forEach(c -> counts.put(Integer.toString(c), none));
    for (int i = 0; i < one.count(); i++) {
      counts.merge(Integer.toString(one.classes()[i]), none.plus(one.tiles()[i]), BinCounts::plus);
    }
    return counts;
  }
}
