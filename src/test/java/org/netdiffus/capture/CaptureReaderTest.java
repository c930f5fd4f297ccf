package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.capture.PcapHeader.LengthOrder;

class CaptureReaderTest {
  private static final String LITTLE_HEADER = "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 ";
  private static final String ETHERNET = "01000000";

  private record Seen(long timeNanos, long originalLength, long capturedLength, long sourceMac) {}

  @ParameterizedTest
  @CsvSource({
    // magic, versions, snap length, link type, then seconds 1, ticks 2, captured 14, original 60
    "d4c3b2a1 0200 0400 0000000000000000 ffff0000 01000000 01000000 02000000 0e000000 3c000000,"
        + " 1000002000",
    "a1b2c3d4 0002 0004 0000000000000000 0000ffff 00000001 00000001 00000002 0000000e 0000003c,"
        + " 1000002000",
    "4d3cb2a1 0200 0400 0000000000000000 ffff0000 01000000 01000000 02000000 0e000000 3c000000,"
        + " 1000000002",
    "a1b23c4d 0002 0004 0000000000000000 0000ffff 00000001 00000001 00000002 0000000e 0000003c,"
        + " 1000000002",
    // the modified form has eight bytes more
    "34cdb2a1 0200 0400 0000000000000000 ffff0000 01000000 01000000 02000000 0e000000 3c000000"
        + "07000000 0008 00 00, 1000002000",
    "a1b2cd34 0002 0004 0000000000000000 0000ffff 00000001 00000001 00000002 0000000e 0000003c"
        + "00000007 0800 00 00, 1000002000",
    // before 2.3 the original length comes first; in 2.3 the lesser one is the captured one
    "d4c3b2a1 0200 0200 0000000000000000 ffff0000 01000000 01000000 02000000 3c000000 0e000000,"
        + " 1000002000",
    "d4c3b2a1 0200 0300 0000000000000000 ffff0000 01000000 01000000 02000000 3c000000 0e000000,"
        + " 1000002000",
    "d4c3b2a1 0200 0300 0000000000000000 ffff0000 01000000 01000000 02000000 0e000000 3c000000,"
        + " 1000002000",
  })
  void everyByteOrderPrecisionAndOrderOfLengthsIsTheSamePacket(String header, long timeNanos)
      throws Exception {
    byte[] file = bytes(header + "0a0b0c0d0e0f 010203040506 88cc");
    assertThat(packets(file)).containsExactly(new Seen(timeNanos, 60, 14, 0x010203040506L));
  }

  @ParameterizedTest
  @CsvSource({
    "BIG_ENDIAN, MICROSECONDS",
    "BIG_ENDIAN, NANOSECONDS",
    "LITTLE_ENDIAN, MICROSECONDS",
    "LITTLE_ENDIAN, NANOSECONDS"
  })
  void whatTheWriterWritesIsReadBack(String order, TimeUnit tick) throws Exception {
    PcapHeader format =
        new PcapHeader(
            order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
            tick,
            LinkTypes.ETHERNET,
            LengthOrder.CAPTURED_FIRST,
            16);
    byte[] file = made(format, 3_000, 40);
    assertThat(PcapHeader.read(Arrays.copyOf(file, 24))).isEqualTo(format);

    List<Seen> packets = packets(file);
    assertThat(packets).hasSize(3_000);
    long precision = tick.toNanos(1);
    for (int i = 0; i < packets.size(); i++) {
      long time = 1_700_000_000_000_000_000L + i * 999_999_999L;
      assertThat(packets.get(i))
          .isEqualTo(
              new Seen(time - time % precision, 14 + i, Math.min(40, 14 + i), 0x0b0b0b0b0b0bL));
    }
  }

  @Test
  void aStreamThatGivesByteByByteHasTheSamePackets() throws Exception {
    byte[] file = made(ethernet(), 1_000, 2_000);
    InputStream slow =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
          }
        };
    assertThat(packets(slow)).isEqualTo(packets(file)).hasSize(1_000);
  }

  @Test
  void theLongestRecordsAreRead() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] frame = new byte[RecordScanner.MOST_CAPTURED_BYTES];
    try (CaptureWriter writer = CaptureWriter.open(out, frame.length)) {
      for (int i = 0; i < 5; i++) {
        writer.write(i, frame, frame.length);
      }
    }
    assertThat(packets(out.toByteArray())).hasSize(5);
  }

  @Test
  void aFileCutAnywhereGivesTheWholePacketsBeforeTheCut() throws Exception {
    byte[] file = made(ethernet(), 4, 64);
    int recordBytes = 16 + 14; // of the first; the i-th frame has i bytes more
    for (int length = 24; length < file.length; length++) {
      CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file, 0, length));
      int packets = 0;
      int position = 24;
      while (reader.advance()) {
        position += recordBytes + packets;
        packets++;
      }
      int left = length - position;
      assertThat(left).isBetween(0, recordBytes + packets - 1);
      if (left == 0) {
        assertThat(reader.damage()).as("cut at %d", length).isEmpty();
      } else {
        assertThat(reader.damage())
            .as("cut at %d", length)
            .contains(
                new Damage(
                    left < 16 ? Damage.Reason.TRUNCATED_HEADER : Damage.Reason.TRUNCATED_RECORD,
                    position));
      }
      assertThat(reader.advance()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"01000400", "ffffff7f", "ffffffff", "00000080"})
  void aCapturedLengthThatNoCaptureHasEndsTheReading(String length) throws Exception {
    String record = "01000000 00000000 0e000000 0e000000 0a0b0c0d0e0f 010203040506 88cc ";
    byte[] file =
        bytes(
            LITTLE_HEADER + ETHERNET + record + "01000000 00000000" + length + "0e000000" + record);
    CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file));
    assertThat(reader.advance()).isTrue();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.damage()).contains(new Damage(Damage.Reason.IMPLAUSIBLE_LENGTH, 24 + 30));
  }

  @Test
  void theOriginalLengthIsUnsignedAndLateTicksAreCarried() throws Exception {
    String record = "ffffffff ffffffff 0e000000 ffffffff 0a0b0c0d0e0f 010203040506 88cc ";
    assertThat(packets(bytes(LITTLE_HEADER + ETHERNET + record)))
        .containsExactly(
            new Seen(
                4_294_967_295_000_000_000L + 4_294_967_295_000L,
                4_294_967_295L,
                14,
                0x010203040506L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | EMPTY | an empty file",
        "d4c3 | UNKNOWN_FORMAT | a file that does not start as a capture does",
        "d4c3b2a1 0200 0400 | TRUNCATED_FILE_HEADER"
            + " | a file that ends within its pcap file header",
        "0a0d0d0a 1c000000 4d3c2b1a | UNKNOWN_SECTION"
            + " | a pcapng file whose section header cannot be read: record cut short",
        "0a0d0d0a 1c000000 00000000 01000000 ffffffffffffffff 1c000000 | UNKNOWN_SECTION"
            + " | a pcapng file whose section header cannot be read:"
            + " section header of unknown order or version",
        "0a0d0d0a 1c000000 4d3c2b1a 02000000 ffffffffffffffff 1c000000 | UNKNOWN_SECTION"
            + " | a pcapng file whose section header cannot be read:"
            + " section header of unknown order or version",
        "0a0d0d0a 20000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000 00000000 | UNKNOWN_SECTION"
            + " | a pcapng file whose section header cannot be read: block whose two lengths differ",
        "1f8b0800 | COMPRESSED | a compressed file; unpack it first",
        "28b52ffd | COMPRESSED | a compressed file; unpack it first",
        "48656c6c 6f | UNKNOWN_FORMAT"
            + " | a file that does not start as a capture does: 0x48656c6c",
        "d4c3b2a1 0100 0400 00000000 00000000 ffff0000 01000000 | UNSUPPORTED_VERSION"
            + " | a pcap file of an unsupported version: 1.4",
      })
  void whatIsNoReadableCaptureSaysWhy(
      String start, NotACaptureException.Reason reason, String message) {
    NotACaptureException thrown =
        catchThrowableOfType(
            NotACaptureException.class,
            () -> CaptureReader.open(new ByteArrayInputStream(bytes(start))));
    assertThat(thrown).isNotNull().hasMessage(message);
    assertThat(thrown.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"101, 101", "1, 1", "0xf4000001, 1", "0x03ffffff, 67108863"})
  void theLinkTypeStandsInTheLowerBits(String word, int linkType) throws Exception {
    byte[] header =
        bytes(
            LITTLE_HEADER
                + String.format("%08x", Integer.reverseBytes(Long.decode(word).intValue())));
    assertThat(PcapHeader.read(header).linkType()).isEqualTo(linkType);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedFilesNeverDoMoreThanEndEarly(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] sound = made(ethernet(), 60, 90);
    for (int run = 0; run < 200; run++) {
      byte[] file = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      for (int flips = random.nextInt(40); flips > 0 && file.length > 0; flips--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file))) {
        long captured = 0;
        while (reader.advance()) {
          captured += 16 + reader.packet().capturedLength();
          readAll(reader.packet());
        }
        assertThat(captured).isLessThanOrEqualTo(file.length);
        if (reader.damage().isPresent()) {
          assertThat(reader.damage().get().position()).isEqualTo(24 + captured);
        } else {
          assertThat(24 + captured).isEqualTo(file.length);
        }
      } catch (NotACaptureException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
  }

  @Test
  void theWriterRefusesWhatDoesNotFitIntoACapture() throws Exception {
    assertThatThrownBy(() -> CaptureWriter.open(new ByteArrayOutputStream(), 0))
        .hasMessage("snap length 0 is outside 1..262144");
    try (CaptureWriter writer = CaptureWriter.open(new ByteArrayOutputStream(), 96)) {
      assertThatThrownBy(() -> writer.write(-1, new byte[14], 14))
          .hasMessage("time -1 ns does not fit into a capture");
    }
  }

  private static void readAll(Packet packet) {
    assertThat(packet.ipVersion()).isIn(0, 4, 6);
    assertThat(packet.sourcePort()).isBetween(0, 65_535);
    assertThat(packet.destinationPort()).isBetween(0, 65_535);
    assertThat(packet.protocol()).isBetween(0, 255);
    assertThat(packet.sourceMac()).isBetween(0L, (1L << 48) - 1);
    if (packet.ipVersion() == 4) {
      assertThat(packet.sourceAddressHigh()).isZero();
      assertThat(packet.destinationAddressLow() >>> 32).isEqualTo(0xffff);
    }
  }

  /** The i-th frame has 14 + i bytes; the type field and what follows are of all kinds. */
  private static byte[] made(PcapHeader format, int packets, int snapLength) throws IOException {
    int[] types = {0x0800, 0x86dd, 0x8100, 0x8847, 0x8864, 0x88cc};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(out, format, snapLength)) {
      SplittableRandom random = new SplittableRandom(99);
      for (int i = 0; i < packets; i++) {
        byte[] frame = new byte[14 + i];
        random.nextBytes(frame);
        Arrays.fill(frame, 6, 12, (byte) 0x0b);
        int type = types[i % types.length];
        frame[12] = (byte) (type >> 8);
        frame[13] = (byte) type;
        if (frame.length > 14) {
          frame[14] = (byte) (i % 6 == 1 ? 0x60 : 0x45);
        }
        writer.write(1_700_000_000_000_000_000L + i * 999_999_999L, frame, frame.length);
      }
    }
    return out.toByteArray();
  }

  private static PcapHeader ethernet() {
    return new PcapHeader(
        ByteOrder.LITTLE_ENDIAN,
        TimeUnit.MICROSECONDS,
        LinkTypes.ETHERNET,
        LengthOrder.CAPTURED_FIRST,
        16);
  }

  private static List<Seen> packets(byte[] file) throws Exception {
    return packets(new ByteArrayInputStream(file));
  }

  private static List<Seen> packets(InputStream file) throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(file)) {
      while (reader.advance()) {
        Packet packet = reader.packet();
        seen.add(
            new Seen(
                packet.timeNanos(),
                packet.originalLength(),
                packet.capturedLength(),
                packet.sourceMac()));
      }
      assertThat(reader.damage()).isEmpty();
    }
    return seen;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
