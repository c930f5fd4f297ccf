package org.netdiffus.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoundaryCheckTest {
  @Test
  void guessesThatAreRightAreCounted() throws Exception {
    byte[] capture = capture(4_000, new byte[100]);
    BoundaryCheck check = BoundaryCheck.of(CaptureSplits.of(capture), 10_000, guess(capture, 200));

    assertThat(check.places()).isEqualTo(capture.length / 10_000);
    assertThat(check.right()).isEqualTo(check.places());
    assertThat(check.falsePositives()).isEmpty();
    assertThat(check.falseNegatives()).isEmpty();
  }

  @Test
  void aGuessThatACaptureWithinAPacketFoolsIsAFalsePositive() throws Exception {
    byte[] inner = capture(60, new byte[20]);
    byte[] capture = capture(40, inner);
    // A reach far below the length of the records cannot see beyond one of them.
    BoundaryCheck check = BoundaryCheck.of(CaptureSplits.of(capture), 1_500, guess(capture, 100));

    assertThat(check.falsePositives()).hasSizeGreaterThan(20);
    assertThat(check.places())
        .isEqualTo(check.right() + check.untold() + check.falsePositives().size());
    BoundaryCheck own = BoundaryCheck.of(CaptureSplits.of(capture), 1_500);
    assertThat(own.falsePositives()).isEmpty();
    assertThat(own.untold()).isEqualTo(own.places());
  }

  @Test
  void nothingIsAskedBehindDamage() throws Exception {
    byte[] capture = capture(100, new byte[100]);
    byte[] damaged = capture.clone();
    Arrays.fill(damaged, 24 + 50 * 116, 24 + 51 * 116, (byte) 0xff);

    assertThat(BoundaryCheck.of(CaptureSplits.of(capture), 1_000).places()).isEqualTo(11);
    assertThat(BoundaryCheck.of(CaptureSplits.of(damaged), 1_000).places()).isEqualTo(5);
  }

  @Test
  void whatIsNoClassicCaptureIsRefused() {
    assertThatThrownBy(() -> BoundaryCheck.of(CaptureSplits.of(new byte[100]), 10))
        .isInstanceOf(NotACaptureException.class);
  }

  private static BoundaryGuess guess(byte[] capture, int reach) throws Exception {
    return new BoundaryGuess(
        CaptureSplits.shape(CaptureSplits.start(CaptureSplits.of(capture))), reach);
  }

  private static byte[] capture(int packets, byte[] frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.open(bytes, 10_000)) {
      for (int i = 0; i < packets; i++) {
        writer.write(1_700_000_000_000_000_000L + i * 1_000_000L, frame, frame.length);
      }
    }
    return bytes.toByteArray();
  }
}
