package org.netdiffus.series;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Looks for captures and frames that make a reader fail, guided by the branches that they take:
 *
 * <pre>
 * mvn -Pfuzz test -Dtest='CapturesFuzzTest#captures'
 * mvn -Pfuzz test -Dtest='CapturesFuzzTest#frames'
 * mvn -Pfuzz test -Dtest='CapturesFuzzTest#jsonLines'
 * </pre>
 *
 * Each runs for five minutes. What it finds belongs into {@code golden/found-captures.txt} of the
 * tests, which are run ever after.
 */
class CapturesFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void captures(byte[] capture) throws IOException {
    CaptureLook.at(capture);
  }

  @FuzzTest(maxDuration = "5m")
  void frames(FuzzedDataProvider data) throws IOException {
    CaptureLook.atFrame(data.consumeInt(0, 300), data.consumeRemainingAsBytes());
  }

  @FuzzTest(maxDuration = "5m")
  void jsonLines(byte[] text) {
    Reading.bytes(
        Reading.rules(TraceFormat.JOY, new LabelRule.None(), Reading.DIRECTIONS), "a", text);
  }
}
