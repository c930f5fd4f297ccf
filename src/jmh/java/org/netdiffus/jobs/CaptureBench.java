package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.bench.FlowCapture;
import org.netdiffus.bench.Machine;
import org.netdiffus.bench.Rates;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Reading of captures, in millions of packets a second of CPU time of the whole process (start-up
 * of each query and garbage collection included), so that a busy machine moves the figures little:
 * decoding and binning in memory on one core; through the Spark source on one core count, bins of
 * 0.25 s and flows, and by {@code extract-series} flows from the file to Parquet, of classic pcap
 * and of pcapng; flows of a small capture and of one of more than 2 GB with ten times as many
 * packets in the same heap, and from both the rate without what a run costs whatever it reads; two
 * cores against one on one file, by the clock; and the tools that are installed, on the same file.
 *
 * <p>Expected: a reader that touches 116 bytes a packet is bound by memory, some 20 M packets/s in
 * memory and 10 M through Spark; pcapng at most 1.5 times the time, since the driver walks over its
 * records once before; ten times the packets at most ten times the time, since nothing is kept of a
 * flow but its series; two cores 1.8 times one on an idle machine.
 */
public final class CaptureBench {
  private static final String UNIT = "M packets/s of CPU";

  private CaptureBench() {}

  /** What is measured, with a result above 0. */
  private record Question(String name, int packets, LongSupplier answer) {}

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for fewer packets, three times
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    boolean quick = List.of(words).contains("--quick");
    int packets = quick ? 2_000_000 : 10_000_000;
    int few = 2_000_000;
    int many = 10 * few;
    int repeats = quick ? 3 : 5;
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: %,d, %,d and %,d packets of %d bytes, heap %,d MiB, CPU time of the process%n",
        packets,
        few,
        many,
        FlowCapture.FRAME_BYTES,
        Runtime.getRuntime().maxMemory() >> 20);
    Path folder = Files.createTempDirectory("capture-bench");
    Path pcap = folder.resolve("a.pcap");
    Path pcapng = folder.resolve("a.pcapng");
    Path small = folder.resolve("small.pcap");
    Path large = folder.resolve("large.pcap");
    try {
      FlowCapture.pcap(pcap, packets);
      FlowCapture.pcapng(pcapng, packets);
      FlowCapture.pcap(small, few);
      FlowCapture.pcap(large, many);
      System.out.printf(Locale.ROOT, "the large capture has %,d bytes%n", Files.size(large));
      byte[] inMemory = Files.readAllBytes(FlowCapture.pcap(folder.resolve("b.pcap"), 1_000_000));
      measure(
          List.of(new Question("decode and bin in memory", 1_000_000, () -> binned(inMemory))),
          3 * repeats);
      SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
      try {
        List<Question> classic = questions(spark, pcap, packets, folder);
        List<Question> questions = new ArrayList<>(classic);
        questions.addAll(questions(spark, pcapng, packets, folder));
        List<Rates> rates = measure(questions, repeats);
        for (int i = 0; i < classic.size(); i++) {
          System.out.printf(
              Locale.ROOT,
              "%-46s %9.2f times the time of pcap%n",
              questions.get(classic.size() + i).name(),
              rates.get(i).over(rates.get(classic.size() + i)));
        }
        sizes(
            measure(
                List.of(
                    extraction(spark, small, few, folder), extraction(spark, large, many, folder)),
                repeats),
            few,
            many);
      } finally {
        spark.stop();
      }
      cores(pcap, packets, folder, repeats);
      tools(pcap, packets);
    } finally {
      try (Stream<Path> left = Files.walk(folder)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** What ten times the packets take, and each packet without what a run takes without any. */
  private static void sizes(List<Rates> rates, int few, int many) {
    double smallSeconds = few / rates.get(0).median() / 1e6;
    double largeSeconds = many / rates.get(1).median() / 1e6;
    System.out.printf(
        Locale.ROOT,
        "ten times the packets in %.2f times the CPU time; %.2f M packets/s of CPU between both%n",
        largeSeconds / smallSeconds,
        (many - few) / (largeSeconds - smallSeconds) / 1e6);
  }

  /** One core against two in turn, by the clock, which other work on the machine moves. */
  private static void cores(Path capture, int packets, Path folder, int repeats) {
    List<Rates> rates =
        List.of(
            new Rates("flows to Parquet, 1 core", "M packets/s by the clock"),
            new Rates("flows to Parquet, 2 cores", "M packets/s by the clock"));
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int cores = 1; cores <= 2; cores++) {
        SparkSession spark = SparkSession.builder().master("local[" + cores + "]").getOrCreate();
        try {
          Question extraction = extraction(spark, capture, packets, folder);
          seconds(extraction); // the first run of a session compiles its queries
          rates.get(cores - 1).add(packets / seconds(extraction) / 1e6);
        } finally {
          spark.stop();
        }
      }
    }
    rates.forEach(System.out::println);
    System.out.printf(Locale.ROOT, "two cores %.2f times one%n", rates.get(1).over(rates.get(0)));
  }

  /** How long an answer takes by the clock. */
  private static double seconds(Question question) {
    long before = System.nanoTime();
    if (question.answer().getAsLong() == 0) {
      throw new IllegalStateException(question.name() + " found nothing");
    }
    return (System.nanoTime() - before) / 1e9;
  }

  /** The verb, from the file to Parquet. */
  private static Question extraction(SparkSession spark, Path capture, int packets, Path folder) {
    ResolvedSettings settings =
        ResolvedSettings.resolve(
            List.of(),
            List.of(
                "extract.input=" + capture,
                "extract.output=" + folder.resolve("series"),
                "extract.trace=flow",
                "extract.label=none",
                "extract.feature=size",
                "extract.length=32"));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Question(
        "flows to Parquet by extract-series, " + capture.getFileName(),
        packets,
        () -> {
          new JobRunner(spark, nowhere, JobRunner.Overwrite.ALWAYS)
              .run(Verb.of("extract-series"), settings);
          return 1;
        });
  }

  private static List<Question> questions(SparkSession spark, Path file, int count, Path folder) {
    String name = ", " + file.getFileName();
    Dataset<Row> packets = spark.read().format("capture").load(file.toString());
    return List.of(
        new Question("count" + name, count, packets::count),
        new Question(
            "bytes down in bins of 0.25 s" + name,
            count,
            () ->
                packets
                    .where("src_port = 443")
                    .groupBy(expr("time_ns div 250000000"))
                    .agg(sum("original_length"))
                    .count()),
        new Question(
            "flows by five-tuple" + name,
            count,
            () ->
                packets
                    .groupBy(
                        expr("least(src_low, dst_low)"),
                        expr("greatest(src_low, dst_low)"),
                        expr("least(src_port, dst_port)"),
                        expr("greatest(src_port, dst_port)"),
                        col("protocol"))
                    .agg(sum("original_length"), min("time_ns"), max("time_ns"), count(lit(1)))
                    .count()),
        extraction(spark, file, count, folder));
  }

  private static List<Rates> measure(List<Question> questions, int repeats) {
    List<Rates> rates = questions.stream().map(q -> new Rates(q.name(), UNIT)).toList();
    for (int repeat = -1; repeat < repeats; repeat++) {
      for (int i = 0; i < questions.size(); i++) {
        long before = cpuNanos();
        long answer = questions.get(i).answer().getAsLong();
        double seconds = (cpuNanos() - before) / 1e9;
        if (answer == 0) {
          throw new IllegalStateException(questions.get(i).name() + " found nothing");
        }
        if (repeat >= 0) {
          rates.get(i).add(questions.get(i).packets() / seconds / 1e6);
        }
      }
    }
    rates.forEach(System.out::println);
    return rates;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Decodes every packet and sums the bytes to port 443 over bins of 0.25 s. */
  private static long binned(byte[] capture) {
    long[] bins = new long[4096];
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture))) {
      while (reader.advance()) {
        Packet packet = reader.packet();
        if (packet.sourcePort() == 443) {
          bins[(int) (packet.timeNanos() / 250_000_000) & 4095] += packet.originalLength();
        }
      }
    } catch (IOException | NotACaptureException e) {
      throw new IllegalStateException(e);
    }
    long sum = 0;
    for (long bin : bins) {
      sum += bin;
    }
    return sum;
  }

  private static void tools(Path file, int packets) throws IOException, InterruptedException {
    List<List<String>> commands =
        List.of(
            List.of("capinfos", "-c", "-d", file.toString()),
            List.of("tcpdump", "-r", file.toString(), "--count"),
            List.of(
                "tshark",
                "-n",
                "-c",
                "100000",
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-e",
                "ip.src"));
    for (List<String> command : commands) {
      Process process;
      try {
        process =
            new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
      } catch (IOException notInstalled) {
        System.out.println(command.get(0) + ": not installed");
        continue;
      }
      long started = System.nanoTime();
      process.waitFor();
      double seconds = (System.nanoTime() - started) / 1e9;
      int read = command.contains("100000") ? 100_000 : packets;
      System.out.printf(
          Locale.ROOT,
          "%-46s %9.2f M packets/s of wall time, start included%n",
          String.join(" ", command.subList(0, 2)),
          read / seconds / 1e6);
    }
  }
}
