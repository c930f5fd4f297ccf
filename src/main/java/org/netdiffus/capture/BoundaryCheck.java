package org.netdiffus.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Guessed record boundaries of a classic pcap file against those of a walk over its records, at
 * every multiple of a size.
 *
 * @param places how many places were looked at, up to the capture's end or damage
 * @param right places where the guess is the true first record at or behind the place
 * @param untold places where the bytes around do not tell; a reader walks the file there
 * @param falsePositives places where the guess is no record's start, the first {@link #MOST_NAMED}
 * @param falseNegatives places where the guess passes over a record, the first of them
 */
public record BoundaryCheck(
    long places, long right, long untold, List<Long> falsePositives, List<Long> falseNegatives) {
  /** How many wrong places are named. */
  public static final int MOST_NAMED = 100;

  /** Keeps copies of the lists. */
  public BoundaryCheck {
    falsePositives = List.copyOf(falsePositives);
    falseNegatives = List.copyOf(falseNegatives);
  }

  /**
   * Compares.
   *
   * @param capture a classic pcap file
   * @param splitBytes distance of the places, at least 1
   * @throws NotACaptureException when the file is no classic pcap
   * @throws IOException when the file cannot be read
   */
  public static BoundaryCheck of(CaptureBytes capture, long splitBytes)
      throws IOException, NotACaptureException {
    byte[] start = CaptureSplits.start(capture);
    PcapHeader.read(Arrays.copyOf(start, PcapHeader.FILE_HEADER_BYTES));
    return start.length < PcapHeader.FILE_HEADER_BYTES + PcapHeader.RECORD_HEADER_BYTES
        ? new BoundaryCheck(0, 0, 0, List.of(), List.of())
        : of(capture, splitBytes, new BoundaryGuess(CaptureSplits.shape(start)));
  }

  static BoundaryCheck of(CaptureBytes capture, long splitBytes, BoundaryGuess guess)
      throws IOException, NotACaptureException {
    long places = 0;
    long right = 0;
    long untold = 0;
    List<Long> falsePositives = new ArrayList<>();
    List<Long> falseNegatives = new ArrayList<>();
    try (CaptureReader walk = CaptureReader.open(capture.from(0))) {
      for (long place = splitBytes; place < capture.length(); place += splitBytes) {
        walk.advanceTo(place);
        boolean ended = walk.position() < place || walk.damage().isPresent();
        if (ended || walk.position() >= capture.length()) {
          break;
        }
        places++;
        OptionalLong guessed =
            CaptureSplits.boundary(capture, PcapHeader.FILE_HEADER_BYTES, place, guess);
        if (guessed.isEmpty()) {
          untold++;
        } else if (guessed.getAsLong() == walk.position()) {
          right++;
        } else if (isRecord(capture, guessed.getAsLong())) {
          add(falseNegatives, place);
        } else {
          add(falsePositives, place);
        }
      }
    }
    return new BoundaryCheck(places, right, untold, falsePositives, falseNegatives);
  }

  private static void add(List<Long> places, long place) {
    if (places.size() < MOST_NAMED) {
      places.add(place);
    }
  }

  /** Only asked where a guess is wrong, so that a walk from the start may be dear. */
  private static boolean isRecord(CaptureBytes capture, long place)
      throws IOException, NotACaptureException {
    try (CaptureReader walk = CaptureReader.open(capture.from(0))) {
      walk.advanceTo(place);
      return walk.position() == place && walk.damage().isEmpty();
    }
  }
}
