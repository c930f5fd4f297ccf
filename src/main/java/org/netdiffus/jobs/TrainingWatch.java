package org.netdiffus.jobs;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.DenoiserTraining;
import org.netdiffus.dl4j.LevelLosses;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.report.TrainingPage;
import org.netdiffus.report.TrainingView;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;

/**
 * What can be seen of a training while it runs, in its run folder: {@code metrics.jsonl}, {@code
 * training.html}, and the samples drawn on the way in {@code previews}. Files are written whole,
 * since not every file system can append.
 */
final class TrainingWatch {
  private static final String PAGE = "training.html";

  /** Name of the folder of samples drawn on the way. */
  static final String SHEETS = "previews";

  private static final Pattern SHEET = Pattern.compile("step-(\\d{8})\\.png");
  private static final Duration AT_LEAST_APART = Duration.ofSeconds(10);

  /** Sheets on the page; the folder keeps all. */
  private static final int MOST_SHEETS = 12;

  /** Points of a curve on the page; the file has all. */
  private static final int MOST_POINTS = 2000;

  /** Rounds whose mean rate tells the time left. */
  private static final int RECENT = 10;

  private final RunFolder folder;
  private final TrainSettings settings;
  private final TileKind kind;
  private final SampleSheet sheet;
  private final TrainingMetrics metrics;
  private final Pace pace = Pace.of(AT_LEAST_APART);
  private final NavigableMap<Integer, byte[]> sheets = new TreeMap<>();
  private List<ClassExamples> examples = List.of();
  private int sampledAt;

  /**
   * Begins to watch.
   *
   * @param sheet which samples to draw
   * @param metrics of the rounds so far; rounds are added by the training
   */
  TrainingWatch(
      RunFolder folder,
      TrainSettings settings,
      TileKind kind,
      SampleSheet sheet,
      TrainingMetrics metrics) {
    this.folder = folder;
    this.settings = settings;
    this.kind = kind;
    this.sheet = sheet;
    this.metrics = metrics;
  }

  /** Takes up the sheets that an earlier part of the run has left, up to a step. */
  void resume(int step, Configuration configuration) {
    Path drawn = folder.workPath(SHEETS);
    try {
      FileSystem files = drawn.getFileSystem(configuration);
      for (FileStatus status : files.listStatus(drawn)) {
        Matcher name = SHEET.matcher(status.getPath().getName());
        if (name.matches() && Integer.parseInt(name.group(1)) <= step) {
          sheets.put(Integer.valueOf(name.group(1)), read(files, status.getPath()));
          thin(sheets);
        }
      }
    } catch (FileNotFoundException e) {
      return; // no sheet was ever drawn
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  /** Draws samples with the averaged weights; the training itself is not touched. */
  void draw(SparkSession spark, DenoiserTraining training, DenoiserDescription description) {
    ByteArrayOutputStream average = new ByteArrayOutputStream();
    try {
      training.writeAverage(average);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Broadcast<byte[]> model =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(average.toByteArray());
    try {
      List<TileRow> samples =
          sheet.draw(
              spark,
              TrainedModel.of(description, "", new BroadcastNetwork(model, description.toJson())));
      byte[] png = sheet.png(samples);
      folder.writeWork("%s/step-%08d.png".formatted(SHEETS, training.step()), png);
      sheets.put(training.step(), png);
      thin(sheets);
      examples = sheet.beside(samples);
      sampledAt = training.step();
    } finally {
      model.destroy();
    }
  }

  /**
   * Leaves one sheet out when there are too many: never the first or the last, but the one whose
   * neighbours are nearest to each other, so that the rest stays spread over the training.
   */
  static void thin(NavigableMap<Integer, byte[]> sheets) {
    if (sheets.size() <= MOST_SHEETS) {
      return;
    }
    List<Integer> steps = List.copyOf(sheets.keySet());
    int crowded = 1;
    for (int i = 2; i < steps.size() - 1; i++) {
      if (steps.get(i + 1) - steps.get(i - 1) < steps.get(crowded + 1) - steps.get(crowded - 1)) {
        crowded = i;
      }
    }
    sheets.remove(steps.get(crowded));
  }

  /** After a round: writes the files unless they were written just now. */
  void afterRound() {
    if (pace.isDue()) {
      write(new TrainingView.State.Running());
    }
  }

  /** Writes the files of a training that has just begun or been taken up. */
  void begin() {
    write(new TrainingView.State.Running());
  }

  /** Writes the files of a training that has come to its end. */
  void done() {
    write(new TrainingView.State.Done());
  }

  /** Writes the files of a training that was stopped. */
  void brokenDown(String reason) {
    write(new TrainingView.State.BrokenDown(reason));
  }

  private void write(TrainingView.State state) {
    folder.writeWork(TrainingMetrics.NAME, metrics.file());
    folder.writeWork(PAGE, TrainingPage.html(view(state)).getBytes(StandardCharsets.UTF_8));
  }

  private TrainingView view(TrainingView.State state) {
    List<TrainingMetrics.Line> lines = metrics.lines();
    List<TrainingMetrics.Line> points = spread(lines, MOST_POINTS);
    int[] steps = points.stream().mapToInt(TrainingMetrics.Line::step).toArray();
    double[] rates = points.stream().mapToDouble(TrainingMetrics.Line::tilesPerSecond).toArray();
    int step = steps.length == 0 ? 0 : steps[steps.length - 1];
    List<TrainingView.Sheet> shown = new ArrayList<>();
    sheets.forEach((drawnAt, png) -> shown.add(new TrainingView.Sheet(drawnAt, png)));
    return new TrainingView(
        "Network %s on tiles of %d × %d pixels"
            .formatted(settings.preset().settingName(), kind.size(), kind.size()),
        state,
        step,
        settings.rate().steps(),
        state instanceof TrainingView.State.Running ? secondsLeft(lines, step) : 0,
        new LossCurve(steps, points.stream().mapToDouble(TrainingMetrics.Line::loss).toArray()),
        validation(lines),
        IntStream.rangeClosed(1, LevelLosses.QUARTERS)
            .mapToObj(quarter -> quarter(points, quarter))
            .toList(),
        new TrainingView.Rate(steps, rates),
        kind.size(),
        kind.channels(),
        kind.features().get(0),
        sampledAt,
        examples,
        shown,
        settings.all());
  }

  /** So many of a list at most, evenly spaced, the first and the last among them. */
  static <T> List<T> spread(List<T> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  private static LossCurve validation(List<TrainingMetrics.Line> lines) {
    List<TrainingMetrics.Line> with =
        spread(
            lines.stream().filter(line -> !line.validationLoss().isEmpty()).toList(), MOST_POINTS);
    return new LossCurve(
        with.stream().mapToInt(TrainingMetrics.Line::step).toArray(),
        with.stream().mapToDouble(line -> line.validationLoss().get(0)).toArray());
  }

  private static LossCurve quarter(List<TrainingMetrics.Line> lines, int quarter) {
    List<TrainingMetrics.Line> with =
        lines.stream().filter(line -> line.lossByQuarter().containsKey(quarter)).toList();
    return new LossCurve(
        with.stream().mapToInt(TrainingMetrics.Line::step).toArray(),
        with.stream()
            .mapToDouble(line -> line.lossByQuarter().getOrDefault(quarter, Double.NaN))
            .toArray());
  }

  private double secondsLeft(List<TrainingMetrics.Line> lines, int step) {
    double rate =
        lines.stream()
            .skip(Math.max(0, lines.size() - RECENT))
            .mapToDouble(TrainingMetrics.Line::tilesPerSecond)
            .average()
            .orElse(0);
    double tiles =
        (double) (settings.rate().steps() - step) * settings.batch() * settings.workers();
    return rate > 0 ? tiles / rate : 0;
  }
}
