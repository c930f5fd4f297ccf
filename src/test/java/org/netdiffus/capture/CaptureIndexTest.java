package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.testing.MadePcapng;

class CaptureIndexTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 300, 1_000, 10_000, 1 << 20})
  void thePartsByAnIndexGiveEveryPacketExactlyOnce(long splitBytes) throws Exception {
    for (byte[] capture : List.of(classic(), sections())) {
      List<String> whole = read(CaptureReader.open(new ByteArrayInputStream(capture)));
      CaptureIndex index =
          CaptureIndex.walk(new ByteArrayInputStream(capture), capture.length, 5, 200);
      List<CaptureSplit> parts = index.parts(splitBytes);
      List<String> together = new ArrayList<>();
      for (CaptureSplit part : parts) {
        together.addAll(
            read(
                CaptureReader.open(
                    part, CaptureSplits.of(capture).from(part.start()), Tunnel.OUTER)));
      }
      assertThat(together).hasSizeGreaterThan(50).isEqualTo(whole);
      assertThat(parts)
          .hasSizeBetween(
              (int) Math.min(40, capture.length / splitBytes / 2),
              (int) Math.min(capture.length / 20, capture.length / splitBytes + 1));
    }
  }

  @Test
  void anIndexComesBackFromItsBytesAndFromNoOthers() throws Exception {
    for (byte[] capture : List.of(classic(), sections())) {
      CaptureIndex index =
          CaptureIndex.walk(new ByteArrayInputStream(capture), capture.length, -7, 200);
      byte[] bytes = index.toBytes();

      assertThat(CaptureIndex.read(bytes)).contains(index);
      assertThat(bytes).hasSizeLessThan(capture.length);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 4;
        assertThat(CaptureIndex.read(bytes)).as("byte " + i).isEmpty();
        bytes[i] ^= 4;
      }
      assertThat(CaptureIndex.read(new byte[0])).isEmpty();
      assertThat(CaptureIndex.read(java.util.Arrays.copyOf(bytes, 50))).isEmpty();
    }
  }

  @Test
  void anIndexHoldsForACaptureOfItsSizeAndTime() throws Exception {
    CaptureIndex index =
        CaptureIndex.walk(new ByteArrayInputStream(classic()), 1_000, 1_700_000_000_000L);

    assertThat(index.isOf(1_000, 1_700_000_000_000L)).isTrue();
    assertThat(index.isOf(1_001, 1_700_000_000_000L)).isFalse();
    assertThat(index.isOf(1_000, 1_700_000_000_001L)).isFalse();
  }

  private static byte[] classic() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(bytes, 400)) {
      for (int i = 0; i < 100; i++) {
        byte[] frame = new byte[20 + random.nextInt(300)];
        random.nextBytes(frame);
        writer.write(i * 1_000_000L, frame, frame.length);
      }
    }
    return bytes.toByteArray();
  }

  /** Sections of both byte orders, whose interfaces are described among the packets. */
  private static byte[] sections() {
    MadePcapng made = new MadePcapng(ByteOrder.LITTLE_ENDIAN);
    for (int section = 0; section < 4; section++) {
      made.section(section % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      for (int described = 0; described < 3; described++) {
        made.described(described == 1 ? 101 : 1, 6 + described, section);
        for (int i = 0; i < 8; i++) {
          made.packet(i % (described + 1), 1_000 + i, 60 + i, new byte[40 + i]);
        }
      }
    }
    return made.bytes();
  }

  private static List<String> read(CaptureReader reader) throws IOException {
    List<String> packets = new ArrayList<>();
    while (reader.advance()) {
      Packet packet = reader.packet();
      packets.add(
          packet.position()
              + " "
              + packet.timeNanos()
              + " "
              + packet.originalLength()
              + " "
              + packet.linkType()
              + " "
              + packet.interfaceNumber());
    }
    return packets;
  }
}
