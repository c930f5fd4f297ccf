package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.testing.OracleRow;

class CaptureSplitsTest {
  private static final Path CORPUS = Path.of("..", "shared", "data", "captures");

  private record Seen(long position, long timeNanos, long original, long captured, int linkType) {}

  @Test
  void thePartsOfEveryCaptureGiveEveryPacketExactlyOnce() throws Exception {
    int captures = 0;
    for (Path file : corpus()) {
      byte[] bytes = unpacked(file);
      List<Seen> whole;
      try {
        whole = read(CaptureReader.open(new ByteArrayInputStream(bytes)));
      } catch (NotACaptureException noCapture) {
        continue;
      }
      captures++;
      for (long size : new long[] {1, 61, 1_000, 1 << 14}) {
        if (bytes.length / size > 20_000 || Math.min(whole.size(), bytes.length / size) > 60) {
          continue;
        }
        List<Seen> parts = new ArrayList<>();
        List<CaptureSplit> splits = CaptureSplits.walked(new ByteArrayInputStream(bytes), size);
        for (CaptureSplit split : splits) {
          InputStream in = CaptureSplits.of(bytes).from(split.start());
          parts.addAll(read(CaptureReader.open(split, in, Tunnel.OUTER)));
        }
        assertThat(parts).as("%s in parts of %d", file, size).isEqualTo(whole);
        if (size == 1) {
          assertThat(splits).as(file.toString()).hasSizeGreaterThanOrEqualTo(whole.size());
        }
      }
    }
    assertThat(captures).isGreaterThan(500);
  }

  @Test
  void guessesOverEveryClassicCaptureAreTheTrueBoundaries() throws Exception {
    int reach = 2_000;
    long told = 0;
    long asked = 0;
    for (Path file : corpus()) {
      byte[] bytes = unpacked(file);
      List<Seen> whole = wholeClassic(bytes);
      boolean fits =
          !whole.isEmpty()
              && whole.stream().allMatch(seen -> seen.captured <= reach - 24)
              && bytes.length < 200_000;
      if (!fits) {
        continue;
      }
      byte[] header = Arrays.copyOf(bytes, 24);
      BoundaryGuess guess = new BoundaryGuess(shape(bytes), reach);
      NavigableSet<Long> starts = starts(whole, bytes.length);
      int step = Math.max(1, bytes.length / 300);
      for (long from = 24 + 2L * reach; from < bytes.length; from += step) {
        asked++;
        OptionalLong found =
            CaptureSplits.boundary(CaptureSplits.of(bytes), header.length, from, guess);
        if (found.isPresent()) {
          told++;
          assertThat(found.getAsLong())
              .as("%s from %d", file, from)
              .isEqualTo(starts.ceiling(from));
        }
      }
    }
    assertThat(asked).isGreaterThan(10_000);
    assertThat((double) told / asked).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aCaptureWithinPacketsDoesNotFoolTheGuess(int nestings) throws Exception {
    byte[] bytes = capture(40, 900, 1);
    for (int i = 0; i < nestings; i++) {
      bytes = carrying(bytes, 60_000, i);
    }
    byte[] file = repeated(bytes, 3_500_000);
    NavigableSet<Long> starts = starts(wholeClassic(file), file.length);
    byte[] header = Arrays.copyOf(file, 24);
    BoundaryGuess guess = new BoundaryGuess(shape(file));
    int told = 0;
    SplittableRandom random = new SplittableRandom(nestings);
    for (int i = 0; i < 60; i++) {
      long from = 600_000L + random.nextInt(2_900_000);
      OptionalLong found =
          CaptureSplits.boundary(CaptureSplits.of(file), header.length, from, guess);
      if (found.isPresent()) {
        told++;
        assertThat(found.getAsLong()).as("from %d", from).isEqualTo(starts.ceiling(from));
      }
    }
    assertThat(told).isGreaterThan(40);
  }

  @Test
  void aSecondChainOfMadeRecordsIsNotMistakenForTheTrueOne() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(24 + 400 * 1_016).order(ByteOrder.LITTLE_ENDIAN);
    file.put(capture(0, 0, 1));
    for (int i = 0; i < 400; i++) {
      file.putInt(1_700_000_000).putInt(5).putInt(1_000).putInt(1_000);
      // Each payload holds a header whose record ends where the next payload holds one.
      file.put(new byte[100]).putInt(1_700_000_000).putInt(7).putInt(1_000).putInt(1_000);
      file.put(new byte[884]);
    }
    byte[] bytes = file.array();
    byte[] header = Arrays.copyOf(bytes, 24);
    BoundaryGuess guess = new BoundaryGuess(shape(bytes), 2_000);
    NavigableSet<Long> starts = starts(wholeClassic(bytes), bytes.length);
    for (long from = 4_024; from < 300_000; from += 997) {
      assertThat(CaptureSplits.boundary(CaptureSplits.of(bytes), 24, from, guess)).isEmpty();
      assertThat(CaptureSplits.guessed(CaptureSplits.of(bytes), header, from, bytes.length, guess))
          .contains(new CaptureSplit(header, starts.ceiling(from), bytes.length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300_000, 700_001, 1_048_576})
  void guessedPartsGiveEveryPacketExactlyOnce(int size) throws Exception {
    byte[] bytes = capture(6_000, 1_100, 3);
    List<Seen> parts = new ArrayList<>();
    for (long from = 0; from < bytes.length; from += size) {
      for (CaptureSplit split :
          CaptureSplits.guessed(CaptureSplits.of(bytes), from, from + size).stream().toList()) {
        InputStream in = CaptureSplits.of(bytes).from(split.start());
        parts.addAll(read(CaptureReader.open(split, in, Tunnel.OUTER)));
      }
    }
    assertThat(parts).isEqualTo(wholeClassic(bytes)).hasSize(6_000);
  }

  /** A capture of frames of random bytes, up to a length. */
  private static byte[] capture(int packets, int mostBytes, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(out, 262_144)) {
      for (int i = 0; i < packets; i++) {
        byte[] frame = new byte[1 + random.nextInt(mostBytes)];
        random.nextBytes(frame);
        writer.write(1_700_000_000_000_000_000L + i * 1_000_000L, frame, frame.length);
      }
    }
    return out.toByteArray();
  }

  /** A capture whose packets carry another one, cut into pieces, behind headers or not. */
  private static byte[] carrying(byte[] inner, int pieceBytes, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(out, 262_144)) {
      for (int copy = 0; copy < 4; copy++) {
        for (int at = 0; at < inner.length; at += pieceBytes) {
          int before = random.nextInt(2) * 54;
          byte[] piece = Arrays.copyOfRange(inner, at, Math.min(inner.length, at + pieceBytes));
          byte[] frame = new byte[before + piece.length];
          System.arraycopy(piece, 0, frame, before, piece.length);
          writer.write(1_600_000_000_000_000_000L + at, frame, frame.length);
        }
      }
    }
    return out.toByteArray();
  }

  private static PcapShape shape(byte[] bytes) throws Exception {
    return CaptureSplits.shape(CaptureSplits.start(CaptureSplits.of(bytes)));
  }

  private static byte[] repeated(byte[] capture, int bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(capture, 0, 24);
    while (out.size() < bytes) {
      out.write(capture, 24, capture.length - 24);
    }
    return out.toByteArray();
  }

  private static List<Seen> wholeClassic(byte[] bytes) throws IOException {
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(bytes))) {
      List<Seen> seen = read(reader);
      return reader.format() == CaptureFormat.PCAPNG || reader.damage().isPresent()
          ? List.of()
          : seen;
    } catch (NotACaptureException noCapture) {
      return List.of();
    }
  }

  private static NavigableSet<Long> starts(List<Seen> seen, long length) {
    TreeSet<Long> starts = new TreeSet<>();
    seen.forEach(packet -> starts.add(packet.position));
    starts.add(length);
    return starts;
  }

  private static List<Seen> read(CaptureReader reader) throws IOException {
    List<Seen> seen = new ArrayList<>();
    while (reader.advance()) {
      Packet packet = reader.packet();
      seen.add(
          new Seen(
              packet.position(),
              packet.timeNanos(),
              packet.originalLength(),
              packet.capturedLength(),
              packet.linkType()));
    }
    return seen;
  }

  private static List<Path> corpus() throws IOException {
    assumeTrue(
        Files.exists(CORPUS),
        "skipped: the corpus of captures does not stand beside the project at " + CORPUS);
    return OracleRow.read(CORPUS.resolve("expected.tsv")).stream()
        .map(row -> CORPUS.resolve(row.get("path")))
        .toList();
  }

  private static byte[] unpacked(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < 2 || bytes[0] != 0x1f || (bytes[1] & 0xff) != 0x8b) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      in.transferTo(out);
    } catch (EOFException cut) {
      return out.toByteArray();
    }
    return out.toByteArray();
  }
}
