package org.netdiffus.forecast;

/**
 * What the first bytes of some input files hold.
 *
 * @param files files that were looked into
 * @param bytes bytes of them that were read, as stored
 * @param unpackedBytes what these unpacked to
 * @param traces traces that began in them
 * @param packets packets of these
 * @param labels classes of these
 * @param shared whether a file holds many traces, so that they grow with its bytes
 * @param captures whether the files are captures, not tables
 */
public record InputSample(
    long files,
    long bytes,
    long unpackedBytes,
    long traces,
    long packets,
    int labels,
    boolean shared,
    boolean captures) {
  /** Traces in so many files and bytes of the same kind. */
  long tracesIn(long allFiles, long allBytes) {
    if (files == 0 || bytes == 0) {
      return allFiles;
    }
    return Math.round(
        shared ? (double) traces / bytes * allBytes : (double) traces / files * allFiles);
  }

  /** Bytes that one stored byte unpacks to; 1 where nothing was read. */
  double unpacking() {
    return bytes == 0 ? 1 : Math.max(1, (double) unpackedBytes / bytes);
  }

  /** Packets that a stored byte holds. */
  double packetsPerByte() {
    return bytes == 0 ? 0 : (double) packets / bytes;
  }
}
