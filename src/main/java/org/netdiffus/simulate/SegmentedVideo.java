package org.netdiffus.simulate;

/**
 * A video that is fetched segment by segment, as HTTP adaptive streaming does: the first segments
 * one after the other until the player's buffer is full, then one a segment length, with silence
 * between.
 *
 * @param bytesPerSecond median rate of the encoded video
 * @param segmentSeconds playing time of a segment
 * @param haste rate of a download in multiples of the video's rate, above 1
 */
record SegmentedVideo(double bytesPerSecond, double segmentSeconds, double haste)
    implements Behaviour {
  private static final int BUFFERED_SEGMENTS = 2;

  @Override
  public void play(Client client, Draws draws, double seconds) {
    double videoRate = draws.logNormal(bytesPerSecond, 0.12);
    int server = VIDEO_SERVERS + draws.wholeNumber(1, 254);
    TcpConnection connection = client.connect(server, HTTPS, 0);
    double start = connection.idleFrom();
    for (int i = 0; ; i++) {
      double due = start + Math.max(0, i - BUFFERED_SEGMENTS) * segmentSeconds;
      double at = Math.max(connection.idleFrom(), due + draws.uniform(0, 0.15));
      if (at > seconds) {
        break;
      }
      int bytes = (int) (videoRate * segmentSeconds * draws.logNormal(1, 0.2));
      double downloadRate = haste * videoRate * draws.logNormal(1, 0.15);
      connection.exchange(at, draws.wholeNumber(380, 620), 400 + bytes, downloadRate);
    }
    connection.close();
  }
}
