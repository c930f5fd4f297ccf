package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.measure.MembershipInference;
import org.netdiffus.measure.ProbedTile;
import org.netdiffus.report.PrivacyJson;
import org.netdiffus.report.PrivacyPage;
import org.netdiffus.report.PrivacyView;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.LossTable;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileTable;

/**
 * {@code audit-privacy}: a model and the tiles that it was trained on, with those that were held
 * out, to how well its loss tells them apart.
 */
final class AuditPrivacy implements Job {
  private static final String MEMBER = "member";
  private static final String HELD_OUT = "held-out";

  /** Tiles of each part whose losses come to the driver: 100 megabytes at most. */
  private static final int MOST_TILES = 200_000;

  private static final long FEW_HELD_OUT = 100;

  private final AuditSettings settings;
  private final SortedMap<String, String> resolved;

  private AuditPrivacy(AuditSettings settings, SortedMap<String, String> resolved) {
    this.settings = settings;
    this.resolved = resolved;
  }

  static Job of(ResolvedSettings settings) {
    SortedMap<String, String> section = settings.section("audit");
    // Places say nothing about the result, and a page may travel.
    List.of("real", "model", "output").forEach(place -> section.remove("audit." + place));
    return new AuditPrivacy(AuditSettings.of(settings), section);
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    var hadoop = spark.sparkContext().hadoopConfiguration();
    RunFolder trained = RunFolder.completed(settings.model(), "train-denoiser", hadoop);
    RunFolder real = RunFolder.completed(settings.real(), "render-tiles", hadoop);
    if (!Provenance.madeFrom(trained, real)) {
      throw UserError.input(
          "the model in " + trained + " was not trained on the tiles in " + real,
          "give the tiles that it was trained on: nobody else's are its members");
    }
    TrainedModel model =
        Checkpoints.open(spark, trained, settings.checkpoint(), settings.weights());
    Parts parts = Parts.of(spark, real, trained);
    long members = parts.members().count();
    long heldOut = parts.heldOut().count();
    boolean measurable =
        parts.heldOut().groupBy("label").count().filter("count > 1").limit(1).count() > 0;
    if (!measurable) {
      throw UserError.input(
          "no class in " + real + " has two held-out tiles",
          "extract series with a smaller extract.train-share, or more of them");
    }
    List<String> plan =
        List.of(
            "model %s, checkpoint of step %d, weights %s"
                .formatted(trained, model.step(), settings.weights().settingName()),
            "%d training and %d held-out tiles, each with %d noises at %d levels"
                .formatted(members, heldOut, settings.draws(), settings.noiseLevels().size()),
            "writes losses, privacy.html and privacy.json");
    return new Prepared(
        List.of(real.identity(), trained.identity()),
        plan,
        folder ->
            write(new Audited(model, parts, members, heldOut, origin(real, trained)), folder));
  }

  /**
   * Tiles by what the model knows of them.
   *
   * @param members those that it was trained on
   * @param heldOut the test part
   * @param choosing tiles that chose the checkpoint, which are neither
   */
  private record Parts(Dataset<Row> members, Dataset<Row> heldOut, long choosing) {
    static Parts of(SparkSession spark, RunFolder real, RunFolder trained) {
      Dataset<Row> tiles = spark.read().schema(TileTable.SCHEMA).parquet(real.data());
      SortedMap<String, String> training = trained.record().settings();
      double share = number(training, "train.validation-share").doubleValue();
      long seed = number(training, "train.seed").longValue();
      ValidationSplit split =
          ValidationSplit.of(tiles.filter(col("split").equalTo("train")), share, seed);
      return new Parts(
          split.trained(),
          tiles.filter(col("split").equalTo("test")),
          share > 0 ? split.validating().count() : 0);
    }

    private static BigDecimal number(SortedMap<String, String> settings, String key) {
      return Optional.ofNullable(settings.get(key)).map(BigDecimal::new).orElse(BigDecimal.ZERO);
    }

    Dataset<Row> all() {
      return members
          .withColumn(LossProbing.PART, lit(MEMBER))
          .unionByName(heldOut.withColumn(LossProbing.PART, lit(HELD_OUT)));
    }
  }

  private record Audited(
      TrainedModel model,
      Parts parts,
      long members,
      long heldOut,
      SortedMap<String, String> settings) {}

  private SortedMap<String, String> origin(RunFolder real, RunFolder trained) {
    SortedMap<String, String> all = new TreeMap<>();
    all.putAll(real.record().settings());
    all.putAll(trained.record().settings());
    all.putAll(resolved);
    return all;
  }

  private Outcome write(Audited audited, RunFolder folder) {
    SparkSession spark = audited.parts().members().sparkSession();
    String data = folder.workPath(RunFolder.DATA).toString();
    LongAccumulator notNumbers = spark.sparkContext().longAccumulator();
    LongAccumulator probed = spark.sparkContext().longAccumulator("tiles probed");
    LossProbing probing =
        new LossProbing(
            audited.model(),
            steps(audited.model()),
            settings.draws(),
            settings.seed(),
            notNumbers,
            probed);
    Dataset<Row> written =
        CountedProgress.during(
            spark,
            probed,
            "audit-privacy",
            "tiles",
            audited.members() + audited.heldOut(),
            () -> {
              losses(audited.parts().all(), probing).write().parquet(data);
              return spark.read().schema(LossTable.SCHEMA).parquet(data);
            });
    List<ProbedTile> tiles = new ArrayList<>(probed(written, MEMBER, ProbedTile.Part.MEMBER));
    tiles.addAll(probed(written, HELD_OUT, ProbedTile.Part.HELD_OUT));
    tiles.sort(Comparator.comparing(ProbedTile::traceId).thenComparing(ProbedTile::part));
    MembershipInference audit =
        MembershipInference.of(
            tiles,
            settings.noiseLevels().stream().map(String::valueOf).toList(),
            settings.samples(),
            settings.seed());
    PrivacyView view =
        new PrivacyView(
            settings.title(),
            audit,
            audited.model().step(),
            audited.settings(),
            warnings(audited, audit, notNumbers.value()));
    folder.writeWork("privacy.json", PrivacyJson.write(view).getBytes(StandardCharsets.UTF_8));
    folder.writeWork("privacy.html", PrivacyPage.html(view).getBytes(StandardCharsets.UTF_8));
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("tiles, training", audited.members());
    counts.put("tiles, held out", audited.heldOut());
    counts.put("tiles left out: validation", audited.parts().choosing());
    counts.put("tiles skipped: not finite", notNumbers.value());
    counts.put("training tiles beyond the threshold", audit.beyond());
    List<String> summary = new ArrayList<>(List.of(PrivacyPage.sentence(audit)));
    summary.addAll(view.warnings());
    summary.add("page: " + folder.path("privacy.html").toUri().getPath());
    return new Outcome(
        counts, new TreeMap<>(Map.of("finding", PrivacyPage.sentence(audit))), summary);
  }

  /** The losses of all tiles; the order of the rows is not settled, each row is. */
  static Dataset<Row> losses(Dataset<Row> tiles, LossProbing probing) {
    return tiles.mapPartitions(probing, LossTable.encoder());
  }

  private int[] steps(TrainedModel model) {
    return settings.noiseLevels().stream()
        .mapToInt(level -> (int) (level * model.schedule().steps()))
        .toArray();
  }

  /** All tiles of a part, or the first so many by a hash of their trace. */
  private List<ProbedTile> probed(Dataset<Row> losses, String name, ProbedTile.Part part) {
    return losses
        .filter(col(LossProbing.PART).equalTo(name))
        .orderBy(xxhash64(col("trace_id"), lit(settings.seed())), col("trace_id"))
        .limit(MOST_TILES)
        .collectAsList()
        .stream()
        .map(
            row ->
                new ProbedTile(
                    row.getAs("trace_id"),
                    row.getAs("label"),
                    part,
                    row.<Double>getList(row.fieldIndex("losses")).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()))
        .toList();
  }

  private static List<String> warnings(
      Audited audited, MembershipInference audit, long notNumbers) {
    List<String> warnings = new ArrayList<>();
    if (audited.heldOut() < FEW_HELD_OUT) {
      warnings.add(
          "There are only %d held-out tiles: at 1 %% false alarms none of them may be taken for a"
                  .formatted(audited.heldOut())
              + " member, so the share that is found is coarse.");
    }
    if (audited.parts().choosing() > 0) {
      warnings.add(
          "%d validation tiles chose the checkpoint and are counted on neither side."
              .formatted(audited.parts().choosing()));
    }
    if (Math.max(audited.members(), audited.heldOut()) > MOST_TILES) {
      warnings.add(
          "The losses of all tiles are written; the figures are of at most %,d of each part."
              .formatted(MOST_TILES));
    }
    if (audit.leftOut() > 0) {
      warnings.add(
          audit.leftOut()
              + " tiles of classes with fewer than two held-out tiles are on neither side.");
    }
    if (notNumbers > 0) {
      warnings.add(notNumbers + " tiles were left out: pixels that are no numbers.");
    }
    return warnings;
  }
}
