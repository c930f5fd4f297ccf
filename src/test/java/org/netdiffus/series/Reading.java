package org.netdiffus.series;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;

/** Reads texts and folders in tests. */
record Reading(List<Series> series, ReadCounts counts) {
  static final SeriesShape DIRECTIONS = sequence(8, Feature.DIRECTION);

  static SeriesShape sequence(int length, Feature... features) {
    return new SeriesShape(List.of(features), 1, 0, length);
  }

  static SeriesShape bins(double seconds, int length, Feature... features) {
    return new SeriesShape(List.of(features), Math.round(seconds * 1e9), 0, length);
  }

  static SeriesShape packetBins(int packets, int length, Feature... features) {
    return new SeriesShape(List.of(features), 1, packets, length);
  }

  static ReadRules rules(TraceFormat format, LabelRule label, SeriesShape shape) {
    return new ReadRules(
        format,
        PacketFilter.IP,
        Tunnel.OUTER,
        TraceRule.FILES,
        new ClientSide.FirstSender(),
        label,
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        shape,
        AddressRule.AS_CAPTURED);
  }

  static Reading text(ReadRules rules, String path, String... lines) {
    return bytes(rules, path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Reading bytes(ReadRules rules, String path, byte[] bytes) {
    List<Series> series = new ArrayList<>();
    try {
      FileRead read =
          TraceFile.read(
              unpacked(new ByteArrayInputStream(bytes)),
              path,
              name -> Optional.empty(),
              rules,
              series::add);
      return new Reading(series, read.counts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder whose names do not start with {@code _}. */
  static Reading folder(ReadRules rules, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("_"))
              .sorted()
              .toList();
    }
    List<Series> series = new ArrayList<>();
    ReadCounts counts = ReadCounts.NONE;
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      Neighbours neighbours =
          name -> {
            Path beside = file.resolveSibling(name);
            return Files.exists(beside)
                ? Optional.of(Files.readString(beside))
                : Optional.<String>empty();
          };
      counts =
          counts.plus(
              TraceFile.read(
                      unpacked(new BufferedInputStream(Files.newInputStream(file))),
                      path,
                      neighbours,
                      rules,
                      series::add)
                  .counts());
    }
    return new Reading(series, counts);
  }

  /** The content of a stream that may be packed with gzip. */
  private static InputStream unpacked(InputStream stored) throws IOException {
    stored.mark(2);
    boolean packed = stored.read() == 0x1f && stored.read() == 0x8b;
    stored.reset();
    return packed ? new GZIPInputStream(stored) : stored;
  }

  Series only() {
    if (series.size() != 1) {
      throw new AssertionError(series.size() + " series in place of one; " + counts);
    }
    return series.get(0);
  }
}
