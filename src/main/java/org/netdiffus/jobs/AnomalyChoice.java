package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * The classes of one run of the experiment {@code anomaly}, chosen at random.
 *
 * @param legitimate class numbers; a network numbers them from 0 in this order
 * @param anomalous class numbers, none of them legitimate; a network that knows them numbers them
 *     behind the legitimate ones
 */
record AnomalyChoice(List<Integer> legitimate, List<Integer> anomalous) implements Serializable {
  /** Draws the classes of a run. */
  static AnomalyChoice of(int classes, AnomalySettings settings, long seed, int run) {
    List<Integer> order =
        IntStream.of(CounterRandom.of(seed, Purpose.SELECTION, run, 2).permutation(classes))
            .boxed()
            .toList();
    int all = settings.anomalous() + settings.legitimate();
    return new AnomalyChoice(
        order.subList(settings.anomalous(), all).stream().sorted().toList(),
        order.subList(0, settings.anomalous()).stream().sorted().toList());
  }

  /** The classes in the order of their numbers in a network that knows all of them. */
  List<Integer> all() {
    return Stream.concat(legitimate.stream(), anomalous.stream()).toList();
  }

  /** Tiles of the legitimate classes, class by class, under the numbers of the network. */
  JudgedTiles.Labelled legitimateOf(JudgedTiles.Labelled part) {
    return of(part, legitimate, 0);
  }

  /** Tiles of the anomalous classes, likewise. */
  JudgedTiles.Labelled anomalousOf(JudgedTiles.Labelled part) {
    return of(part, anomalous, legitimate.size());
  }

  private static JudgedTiles.Labelled of(
      JudgedTiles.Labelled part, List<Integer> classes, int from) {
    return IntStream.range(0, classes.size())
        .mapToObj(i -> part.ofClass(classes.get(i), from + i))
        .reduce(JudgedTiles.Labelled.NONE, JudgedTiles.Labelled::and);
  }
}
