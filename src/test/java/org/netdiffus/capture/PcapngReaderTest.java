package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.testing.MadePcapng;

class PcapngReaderTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private record Seen(
      boolean hasTime, long timeNanos, long original, long captured, int linkType, int from) {}

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void everyKindOfPacketBlockIsReadInBothOrders(String order) throws Exception {
    MadePcapng made =
        made(order)
            .section()
            .described(1, 0)
            .described(101, 9, 0)
            .packet(0, 1_700_000_000_000_001L, 60, FRAME)
            .packet(1, 1_700_000_000_000_000_002L, 15, FRAME)
            .obsoletePacket(0, 5, 61, FRAME)
            .simplePacket(15, FRAME);
    assertThat(read(made).seen)
        .containsExactly(
            new Seen(true, 1_700_000_000_000_001_000L, 60, 15, 1, 0),
            new Seen(true, 1_700_000_000_000_000_002L, 15, 15, 101, 1),
            new Seen(true, 5_000, 61, 15, 1, 0),
            new Seen(false, 0, 15, 15, 1, 0));
    assertThat(read(made).damage).isEmpty();
  }

  @Test
  void sectionsMayHaveOrdersAndInterfacesOfTheirOwn() throws Exception {
    MadePcapng made =
        made("LITTLE_ENDIAN")
            .section()
            .described(1, 0)
            .packet(0, 1, 15, FRAME)
            .section(ByteOrder.BIG_ENDIAN)
            .described(228, 9, 0)
            .packet(0, 1, 15, FRAME)
            .section(ByteOrder.LITTLE_ENDIAN)
            .described(113, 0, 0)
            .packet(0, 1, 15, FRAME);
    assertThat(read(made).seen)
        .containsExactly(
            new Seen(true, 1_000, 15, 15, 1, 0),
            new Seen(true, 1, 15, 15, 228, 0),
            new Seen(true, 1_000_000_000L, 15, 15, 113, 0));
  }

  @ParameterizedTest
  @CsvSource({
    // decimal
    "0, 0, 7, 7000000000",
    "3, 0, 7, 7000000",
    "9, 0, 7, 7",
    "12, 0, 7999, 7",
    "27, 0, 7999999999999999999, 7",
    "28, 0, 9223372036854775807, 0",
    "127, 0, 9223372036854775807, 0",
    // powers of two: 1/256 s, 1 s, 2^-32 s, 2^-64 s, 2^-70 s
    "136, 0, 384, 1500000000",
    "128, 0, 3, 3000000000",
    "160, 0, 6442450944, 1500000000",
    "192, 0, -9223372036854775808, 500000000",
    "198, 0, -1, 15624999",
    "255, 0, -1, 0",
    // an offset, also to before 1970
    "6, 1700000000, 1, 1700000000000001000",
    "9, -2, 1, -1999999999",
  })
  void timesHaveTheResolutionAndOffsetOfTheirInterface(
      int resolution, long offset, long units, long nanos) throws Exception {
    MadePcapng made =
        made("BIG_ENDIAN").section().described(1, resolution, offset).packet(0, units, 15, FRAME);
    assertThat(read(made).seen).containsExactly(new Seen(true, nanos, 15, 15, 1, 0));
  }

  @Test
  void aSimplePacketIsCutAtTheSnapLength() throws Exception {
    MadePcapng made = made("LITTLE_ENDIAN").section().described(1, 6).simplePacket(1_000, FRAME);
    assertThat(read(made).seen).containsExactly(new Seen(false, 0, 1_000, 6, 1, 0));
  }

  @Test
  void unknownBlocksArePassedEvenWhenTheyAreLargerThanTheBuffer() throws Exception {
    MadePcapng made = made("LITTLE_ENDIAN").section().described(1, 0);
    made.block(0x0bad, made.body(5_000_000)).block(5, made.body(12)).packet(0, 1, 15, FRAME);
    assertThat(read(made).seen).hasSize(1);
    assertThat(read(made).damage).isEmpty();
  }

  @Test
  void aBlockOfMalformedContentIsLeftOutAndTheNextOneRead() throws Exception {
    MadePcapng made = made("LITTLE_ENDIAN").section().described(1, 0);
    int position = made.bytes().length;
    made.packet(1, 1, 15, FRAME);
    made.block(6, made.body(20).putInt(12, 21)).block(6, made.body(16)).block(2, made.body(8));
    made.block(3, made.body(0)).packet(0, 2, 15, FRAME);
    assertThat(read(made).seen).containsExactly(new Seen(true, 2_000, 15, 15, 1, 0));
    assertThat(read(made).damage)
        .containsExactly(new Damage(Damage.Reason.MALFORMED_BLOCK, position));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 0x7fffffff, -1, 40})
  void afterUnsoundLengthsTheReadingGoesOnAtTheNextSection(int length) throws Exception {
    MadePcapng made = made("LITTLE_ENDIAN").section().described(1, 0).packet(0, 1, 15, FRAME);
    int position = made.bytes().length;
    made.raw(made.body(8).putInt(6).putInt(length).array())
        .raw(new byte[40])
        .packet(0, 2, 15, FRAME)
        .section(ByteOrder.BIG_ENDIAN)
        .described(1, 0)
        .packet(0, 3, 15, FRAME);
    Outcome outcome = read(made);
    assertThat(outcome.seen)
        .containsExactly(new Seen(true, 1_000, 15, 15, 1, 0), new Seen(true, 3_000, 15, 15, 1, 0));
    assertThat(outcome.damage)
        .containsExactly(
            new Damage(
                length == 40
                    ? Damage.Reason.CONTRADICTORY_LENGTH
                    : Damage.Reason.IMPLAUSIBLE_LENGTH,
                position));
  }

  @Test
  void aFileCutAnywhereGivesTheWholePacketsBeforeTheCut() throws Exception {
    MadePcapng made = made("BIG_ENDIAN").section().described(1, 0);
    int start = made.bytes().length;
    byte[] file = made.packet(0, 1, 15, FRAME).packet(0, 2, 15, FRAME).bytes();
    for (int length = start; length < file.length; length++) {
      Outcome outcome = read(Arrays.copyOf(file, length));
      int whole = (length - start) / 48;
      assertThat(outcome.seen).as("cut at %d", length).hasSize(whole);
      assertThat(outcome.damage)
          .as("cut at %d", length)
          .isEqualTo(
              (length - start) % 48 == 0
                  ? List.of()
                  : List.of(
                      new Damage(
                          (length - start) % 48 < 12
                              ? Damage.Reason.TRUNCATED_HEADER
                              : Damage.Reason.TRUNCATED_RECORD,
                          start + 48L * whole)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void damagedFilesNeverDoMoreThanEndEarly(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    MadePcapng made = made("LITTLE_ENDIAN").section().described(1, 0);
    for (int i = 0; i < 40; i++) {
      made.packet(0, i, 15, FRAME).simplePacket(15, FRAME);
      if (i % 10 == 9) {
        made.section().described(1, 0x89, 4);
      }
    }
    byte[] sound = made.bytes();
    for (int run = 0; run < 200; run++) {
      byte[] file = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      for (int flips = random.nextInt(40); flips > 0 && file.length > 0; flips--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(file).seen.size()).isLessThanOrEqualTo(80);
      } catch (NotACaptureException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
  }

  private record Outcome(List<Seen> seen, List<Damage> damage) {}

  private static MadePcapng made(String order) {
    return new MadePcapng(
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static Outcome read(MadePcapng made) throws Exception {
    return read(made.bytes());
  }

  private static Outcome read(byte[] file) throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file))) {
      assertThat(reader.format()).isEqualTo(CaptureFormat.PCAPNG);
      while (reader.advance()) {
        Packet packet = reader.packet();
        seen.add(
            new Seen(
                packet.hasTime(),
                packet.timeNanos(),
                packet.originalLength(),
                packet.capturedLength(),
                packet.linkType(),
                packet.interfaceNumber()));
      }
      return new Outcome(seen, reader.damage().stream().toList());
    }
  }
}
