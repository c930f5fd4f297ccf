package org.netdiffus.simulate;

/**
 * A device on one long connection to its service: a small poll at a steady interval, and commands
 * at times that nobody knows, each a short run of messages.
 *
 * @param poll the steady exchange
 * @param pollSeconds time between two polls
 * @param command one message of a command and its answer
 * @param messages messages of a command
 * @param commandSeconds mean time between commands
 */
record DeviceCommands(
    Exchange poll, double pollSeconds, Exchange command, int messages, double commandSeconds)
    implements Behaviour {
  private static final double DOWNLINK_BYTES_PER_SECOND = 120_000;

  /**
   * Median sizes of a message and its answer.
   *
   * @param upBytes from the device
   * @param downBytes to the device
   */
  record Exchange(double upBytes, double downBytes) {}

  @Override
  public void play(Client client, Draws draws, double seconds) {
    double interval = draws.logNormal(pollSeconds, 0.08);
    double size = draws.logNormal(1, 0.12);
    int server = OTHER_SERVERS + draws.wholeNumber(1, 254);
    TcpConnection connection = client.connect(server, MQTT_OVER_TLS, 0);
    double nextPoll = draws.uniform(0.1, interval);
    double nextCommand = draws.uniform(0.5, commandSeconds);
    while (Math.min(nextPoll, nextCommand) < seconds) {
      if (nextPoll <= nextCommand) {
        exchange(connection, draws, nextPoll, poll, size);
        nextPoll += interval * draws.uniform(0.97, 1.03);
      } else {
        double at = nextCommand;
        for (int i = 0; i < messages; i++) {
          at = exchange(connection, draws, at, command, size) + draws.uniform(0.01, 0.06);
        }
        nextCommand = at + 0.4 * commandSeconds + draws.exponential(0.6 * commandSeconds);
      }
    }
    connection.close();
  }

  private static double exchange(
      TcpConnection connection, Draws draws, double at, Exchange kind, double size) {
    int up = 20 + (int) draws.logNormal(kind.upBytes() * size, 0.1);
    int down = 20 + (int) draws.logNormal(kind.downBytes() * size, 0.1);
    return connection.exchange(at, up, down, DOWNLINK_BYTES_PER_SECOND);
  }
}
