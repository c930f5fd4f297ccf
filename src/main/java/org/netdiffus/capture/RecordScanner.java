package org.netdiffus.capture;

import java.io.IOException;
import java.util.Optional;

/** Goes from packet record to packet record of one format. */
sealed interface RecordScanner permits PcapScanner, PcapngScanner {
  /**
   * The longest captured length that is believed: the largest snap length of the programs that
   * write captures (MAXIMUM_SNAPLEN of libpcap).
   */
  int MOST_CAPTURED_BYTES = 262_144;

  /** What a few link types carry at most in one record, as Wireshark has it. */
  int MOST_LARGE_CAPTURED_BYTES = 128 << 20;

  /** The longest captured length that is believed for a link type. */
  static int mostCaptured(int linkType) {
    return switch (linkType) {
      case LinkTypes.DBUS, LinkTypes.USBPCAP, LinkTypes.EBHSCR -> MOST_LARGE_CAPTURED_BYTES;
      default -> MOST_CAPTURED_BYTES;
    };
  }

  /**
   * Goes to the next packet record that starts before {@code end}.
   *
   * @return false when there is none
   */
  boolean advance(long end) throws IOException;

  /** The first damage so far. */
  Optional<Damage> damage();

  /** Where the next record starts, in the capture. */
  long position();

  /** Whether a record is known to start there, unless the capture ends. */
  boolean standsAtRecord();

  /** What has to be known of the bytes before to read on from there: headers as a file has them. */
  byte[] preamble();
}
