package org.netdiffus.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.simulate.TraceCounts;
import org.netdiffus.simulate.TrafficClass;
import org.netdiffus.simulate.TrafficModel;
import org.netdiffus.spark.RunFolder;

/** Simulated captures, one file a trace, in one folder a class. */
record SimulateCaptures(SimulateSettings settings) implements Job {
  private static final int TASKS_PER_CORE = 4;

  static SimulateCaptures of(ResolvedSettings settings) {
    return new SimulateCaptures(SimulateSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    List<String> plan =
        settings.classes().stream()
            .map(
                trafficClass ->
                    "%d captures of %s (%s)"
                        .formatted(
                            settings.tracesPerClass(),
                            trafficClass.label(),
                            trafficClass.description()))
            .toList();
    return new Prepared(List.of(), plan, folder -> write(spark, folder));
  }

  private Outcome write(SparkSession spark, RunFolder folder) {
    TraceCounts counts =
        write(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings,
            folder.workPath(RunFolder.DATA).toString());
    List<String> labels = settings.classes().stream().map(TrafficClass::label).toList();
    return new Outcome(
        new TreeMap<>(
            Map.of(
                "captures", counts.traces(),
                "packets", counts.packets(),
                "original bytes", counts.bytes())),
        new TreeMap<>(Map.of("labels", String.join(", ", labels))),
        List.of("simulated traffic, for demonstration and scale tests"));
  }

  /** Writes every capture below a folder. */
  static TraceCounts write(JavaSparkContext spark, SimulateSettings settings, String folder) {
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    long traces = settings.traces();
    int tasks = (int) Math.min(traces, (long) TASKS_PER_CORE * spark.defaultParallelism());
    List<Integer> parts = IntStream.range(0, tasks).boxed().toList();
    return spark
        .parallelize(parts, tasks)
        .map(
            part -> {
              TraceCounts written = TraceCounts.NONE;
              // In strides, since traces of one class cost ten times those of another.
              for (long trace = part; trace < traces; trace += tasks) {
                written = written.plus(write(trace, settings, folder, hadoop.value().value()));
              }
              return written;
            })
        .reduce(TraceCounts::plus);
  }

  private static TraceCounts write(
      long trace, SimulateSettings settings, String folder, Configuration hadoop)
      throws IOException {
    TrafficClass trafficClass = settings.classes().get((int) (trace / settings.tracesPerClass()));
    long index = trace % settings.tracesPerClass();
    Path place = new Path(folder, trafficClass.label());
    String name = String.format(Locale.ROOT, "%s-%06d.pcap", trafficClass.label(), index);
    Path target = new Path(place, name);
    // Another attempt at the same task writes the same bytes; each has its own file until renamed.
    Path aside = new Path(place, "_" + name + "." + TaskContext.get().taskAttemptId());

    FileSystem files = place.getFileSystem(hadoop);
    files.setWriteChecksum(false);
    TraceCounts counts =
        TrafficModel.write(trafficClass, settings.seed(), index, files.create(aside, true));
    if (!files.rename(aside, target)) {
      files.delete(aside, false);
      if (!files.exists(target)) {
        throw new IOException("could not move " + aside + " to " + target);
      }
    }
    return counts;
  }
}
