package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.bench.Machine;
import org.netdiffus.bench.Rates;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;

/**
 * Reading of captures, in millions of packets a second of CPU time, so that a busy machine moves
 * the figures little: decoding and binning in memory on one core; through the Spark source on one
 * core count, bins of 0.25 s and flows, of classic pcap and of pcapng; and the tools that are
 * installed, on the same file. Packets are of 100 bytes between 5,000 clients and 97 servers.
 * Expected: a reader that touches 116 bytes a packet is bound by memory, some 20 M packets/s in
 * memory and 10 M through Spark.
 */
public final class CaptureBench {
  private static final int FRAME_BYTES = 100;

  private CaptureBench() {}

  /** What is measured, with a result above 0. */
  private record Question(String name, LongSupplier answer) {}

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for 2 million packets, three times
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    boolean quick = List.of(words).contains("--quick");
    int packets = quick ? 2_000_000 : 10_000_000;
    int repeats = quick ? 3 : 5;
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: %,d packets of %d bytes, local[1], CPU time of the process%n",
        packets,
        FRAME_BYTES);
    Path folder = Files.createTempDirectory("capture-bench");
    Path pcap = folder.resolve("a.pcap");
    Path pcapng = folder.resolve("a.pcapng");
    try {
      write(pcap, packets, false);
      write(pcapng, packets, true);
      byte[] inMemory = Files.readAllBytes(write(folder.resolve("b.pcap"), 1_000_000, false));
      List<Question> decoding =
          List.of(new Question("decode and bin in memory", () -> binned(inMemory)));
      measure(decoding, 1_000_000, 3 * repeats);
      SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
      try {
        List<Question> questions = new ArrayList<>();
        for (Path file : List.of(pcap, pcapng)) {
          questions.addAll(questions(spark, file));
        }
        measure(questions, packets, repeats);
      } finally {
        spark.stop();
      }
      tools(pcap, packets);
    } finally {
      for (String name : List.of("a.pcap", "a.pcapng", "b.pcap")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private static List<Question> questions(SparkSession spark, Path file) {
    String name = ", " + file.getFileName();
    Dataset<Row> packets = spark.read().format("capture").load(file.toString());
    return List.of(
        new Question("count" + name, packets::count),
        new Question(
            "bytes down in bins of 0.25 s" + name,
            () ->
                packets
                    .where("src_port = 443")
                    .groupBy(expr("time_ns div 250000000"))
                    .agg(sum("original_length"))
                    .count()),
        new Question(
            "flows by five-tuple" + name,
            () ->
                packets
                    .groupBy(
                        expr("least(src_low, dst_low)"),
                        expr("greatest(src_low, dst_low)"),
                        expr("least(src_port, dst_port)"),
                        expr("greatest(src_port, dst_port)"),
                        col("protocol"))
                    .agg(sum("original_length"), min("time_ns"), max("time_ns"), count(lit(1)))
                    .count()));
  }

  private static void measure(List<Question> questions, int packets, int repeats) {
    List<Rates> rates =
        questions.stream().map(q -> new Rates(q.name(), "M packets/s of CPU")).toList();
    for (int repeat = -1; repeat < repeats; repeat++) {
      for (int i = 0; i < questions.size(); i++) {
        long before = cpuNanos();
        long answer = questions.get(i).answer().getAsLong();
        double seconds = (cpuNanos() - before) / 1e9;
        if (answer == 0) {
          throw new IllegalStateException(questions.get(i).name() + " found nothing");
        }
        if (repeat >= 0) {
          rates.get(i).add(packets / seconds / 1e6);
        }
      }
    }
    rates.forEach(System.out::println);
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

  private static Path write(Path file, int packets, boolean ng) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(ng ? pcapngHeader() : pcapHeader());
      ByteBuffer record = ByteBuffer.wrap(new byte[FRAME_BYTES + (ng ? 32 : 16)]);
      for (int i = 0; i < packets; i++) {
        record.clear().order(ByteOrder.LITTLE_ENDIAN);
        long micros = 1_700_000_000_000_000L + i * 25L;
        int original = FRAME_BYTES + random.nextInt(1_400);
        if (ng) {
          record.putInt(6).putInt(FRAME_BYTES + 32).putInt(0);
          record.putInt((int) (micros >>> 32)).putInt((int) micros);
        } else {
          record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        }
        record.putInt(FRAME_BYTES).putInt(original);
        frame(record.order(ByteOrder.BIG_ENDIAN), random);
        if (ng) {
          record.order(ByteOrder.LITTLE_ENDIAN).putInt(FRAME_BYTES + 28, FRAME_BYTES + 32);
        }
        out.write(record.array());
      }
    }
    return file;
  }

  private static void frame(ByteBuffer record, SplittableRandom random) {
    int start = record.position();
    int client = random.nextInt(5_000);
    boolean up = random.nextInt(4) == 0;
    int from = up ? 0x0a000000 + client : 0xc0a80000 + client % 97;
    int to = up ? 0xc0a80000 + client % 97 : 0x0a000000 + client;
    record.putShort(start + 12, (short) 0x0800).put(start + 14, (byte) 0x45);
    record.putShort(start + 16, (short) (FRAME_BYTES - 14)).put(start + 23, (byte) 6);
    record.putInt(start + 26, from).putInt(start + 30, to);
    record.putShort(start + 34, (short) (up ? 1_024 + client : 443));
    record.putShort(start + 36, (short) (up ? 443 : 1_024 + client));
  }

  private static byte[] pcapHeader() {
    byte[] header = new byte[24];
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65_535)
        .putInt(1);
    return header;
  }

  private static byte[] pcapngHeader() {
    byte[] header = new byte[48];
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x0a0d0d0a)
        .putInt(28)
        .putInt(0x1a2b3c4d)
        .putInt(1)
        .putLong(-1)
        .putInt(28)
        .putInt(1)
        .putInt(20)
        .putInt(1)
        .putInt(65_535)
        .putInt(20);
    return header;
  }
}
