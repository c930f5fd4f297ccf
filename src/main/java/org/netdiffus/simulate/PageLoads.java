package org.netdiffus.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A person who reads web pages: each page is a document, then its objects over a few connections at
 * once, then time to read.
 *
 * @param objects median number of objects of a page
 * @param objectBytes median size of an object
 * @param readingSeconds median time between the end of a page and the next one
 */
record PageLoads(double objects, double objectBytes, double readingSeconds) implements Behaviour {
  private static final double DOCUMENT_BYTES = 12_000;
  private static final double DOWNLINK_BYTES_PER_SECOND = 120_000;
  private static final int CONNECTIONS = 3;
  private static final int MOST_OBJECTS = 60;
  private static final double MOST_OBJECT_BYTES = 120_000;

  @Override
  public void play(Client client, Draws draws, double seconds) {
    double size = draws.logNormal(1, 0.2);
    double pace = draws.logNormal(1, 0.15);
    int firstServer = OTHER_SERVERS + draws.wholeNumber(1, 200);
    List<TcpConnection> connections = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(client.connect(firstServer + i, HTTPS, 0.05 * i));
    }
    TcpConnection main = connections.get(0);
    double rate = DOWNLINK_BYTES_PER_SECOND / CONNECTIONS;
    for (double at = draws.uniform(0.2, 1.5); at < seconds; ) {
      int documentBytes = bytes(draws, DOCUMENT_BYTES * size, 0.3);
      double end = main.exchange(at, requestBytes(draws), documentBytes, rate);
      double parsed = end + draws.uniform(0.02, 0.08);
      int count = (int) Math.min(MOST_OBJECTS, 1 + draws.logNormal(objects, 0.3));
      for (int i = 0; i < count; i++) {
        TcpConnection free =
            connections.stream().min(Comparator.comparingDouble(TcpConnection::idleFrom)).get();
        int objectSize = bytes(draws, objectBytes * size, 0.9);
        end = Math.max(end, free.exchange(parsed, requestBytes(draws), objectSize, rate));
      }
      at = end + draws.logNormal(readingSeconds * pace, 0.35);
    }
    connections.forEach(TcpConnection::close);
  }

  private static int requestBytes(Draws draws) {
    return draws.wholeNumber(300, 900);
  }

  private static int bytes(Draws draws, double median, double sigma) {
    return 200 + (int) Math.min(MOST_OBJECT_BYTES, draws.logNormal(median, sigma));
  }
}
