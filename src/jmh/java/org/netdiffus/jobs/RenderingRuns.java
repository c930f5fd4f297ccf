package org.netdiffus.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.bench.Rates;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;

/** {@code render-tiles} on two cores, from series in Parquet to tiles in Parquet. */
final class RenderingRuns {
  static final int POINTS = 720;
  static final int SIZE = 32;
  private static final int CORES = 2;

  private RenderingRuns() {}

  static void measure(int count, int repeats, double kernel) throws IOException {
    OperatingSystemMXBean processor =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      write(runs, count);
      for (String encoding : List.of("float32", "uint8")) {
        String name = "render-tiles, %d series, 720 to 32, %s".formatted(count, encoding);
        Rates rates = new Rates(name, "tiles/s");
        Rates work = new Rates("  the same", "tiles/s of CPU time");
        for (int repeat = 0; repeat < repeats; repeat++) {
          long begun = processor.getProcessCpuTime();
          runs.verb(
              CORES,
              "render-tiles",
              "render.input=" + runs.path("series"),
              "render.output=" + runs.path("tiles"),
              "render.size=" + SIZE,
              "render.preview=0",
              "render.encoding=" + encoding);
          RunRecord record =
              RunFolder.at(runs.path("tiles").toString(), new Configuration()).record();
          rates.add(count / record.seconds().getOrDefault("total", Double.NaN));
          work.add(count / ((processor.getProcessCpuTime() - begun) / 1e9));
        }
        System.out.println(rates);
        System.out.println(work);
        System.out.printf(
            Locale.ROOT,
            "  half of the kernel's rate times %d cores is %.0f tiles/s: %.0f %% of it%n",
            CORES,
            kernel * CORES / 2,
            100 * rates.median() / (kernel * CORES / 2));
      }
    }
    System.out.printf(Locale.ROOT, "  %d cores, heap %d MB%n", CORES, heap());
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  private static void write(SimulatedRuns runs, int count) {
    try (SparkSession spark = SparkSession.builder().master("local[" + CORES + "]").getOrCreate()) {
      RunRecord record =
          new RunRecord(
              RunRecord.PROGRAM,
              "extract-series",
              new TreeMap<>(Map.of("extract.feature", "bytes")),
              List.of(),
              new TreeMap<>(),
              new TreeMap<>(),
              new TreeMap<>(),
              new TreeMap<>());
      RunFolder folder =
          RunFolder.at(runs.path("series").toString(), spark.sparkContext().hadoopConfiguration());
      folder.begin(record);
      spark
          .range(0, count, 1, 8)
          .map((MapFunction<Long, Row>) RenderingRuns::series, SeriesTable.encoder())
          .write()
          .parquet(folder.workPath(RunFolder.DATA).toString());
      folder.publish(record);
    }
  }

  private static Row series(long index) {
    Random random = new Random(index);
    float[] values = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = random.nextInt(3) == 0 ? random.nextInt(1500) : 0;
    }
    return SeriesTable.toRow(
        new SeriesRow(
            "trace/" + index,
            "class-" + index % 20,
            index % 5 == 0 ? "test" : "train",
            "bytes",
            POINTS,
            values,
            "trace/" + index));
  }
}
