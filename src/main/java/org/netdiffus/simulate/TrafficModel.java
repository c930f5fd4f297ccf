package org.netdiffus.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.netdiffus.capture.CaptureWriter;

/**
 * Simulated traces: every one a function of (class, seed, index), the same bytes on every machine.
 * Traces of a class share its shape and differ in rate, sizes, times, addresses and length.
 */
public final class TrafficModel {
  /** Bytes kept of a frame: the headers and a little payload, so that the files stay small. */
  public static final int SNAP_LENGTH = 96;

  private static final long FIRST_START_NANOS = 1_767_225_600_000_000_000L; // 2026-01-01 UTC
  private static final int START_SECONDS = 30 * 86_400;

  private TrafficModel() {}

  /**
   * Writes one trace of 45 to 60 seconds as a classic pcap file: Ethernet, IPv4 and TCP with
   * correct lengths and checksums. Frames are cut at {@link #SNAP_LENGTH}; their original lengths
   * are in the record headers.
   *
   * @param seed of the whole set
   * @param index of the trace within its class
   * @param out closed when the trace is written
   * @return what was written, as one trace
   * @throws IOException when the stream cannot be written
   */
  public static TraceCounts write(
      TrafficClass trafficClass, long seed, long index, OutputStream out) throws IOException {
    return write(trafficClass, seed, index, SNAP_LENGTH, out);
  }

  static TraceCounts write(
      TrafficClass trafficClass, long seed, long index, int snapLength, OutputStream out)
      throws IOException {
    Draws draws = Draws.of(seed, trafficClass.label(), index);
    List<Segment> trace = trace(trafficClass, draws);
    long start = FIRST_START_NANOS + (long) (draws.uniform(0, START_SECONDS) * 1e9);
    FrameBuilder frames = new FrameBuilder(trafficClass, draws);
    long bytes = 0;
    try (CaptureWriter writer = CaptureWriter.open(out, snapLength)) {
      for (Segment segment : trace) {
        int length = frames.build(segment);
        writer.write(start + segment.timeNanos(), frames.bytes(), length);
        bytes += length;
      }
    }
    return new TraceCounts(1, trace.size(), bytes);
  }

  /** The segments of one trace in the order of their times. */
  static List<Segment> trace(TrafficClass trafficClass, Draws draws) {
    Client client = new Client(draws);
    trafficClass.behaviour().play(client, draws, draws.uniform(45, 60));
    return client.trace();
  }
}
