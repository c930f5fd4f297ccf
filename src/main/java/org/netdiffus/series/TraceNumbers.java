package org.netdiffus.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers of trace keys in the order in which they were first seen, from 0. A table with open
 * addressing: looking a key up makes no object, and most packets belong with the one before.
 */
final class TraceNumbers {
  private static final int FIRST_PLACES = 16;
  private static final int NONE = -1;

  private final List<TraceKey> keys = new ArrayList<>();
  private int[] places = free(FIRST_PLACES);
  private int last = NONE;

  private static int[] free(int places) {
    int[] table = new int[places];
    Arrays.fill(table, NONE);
    return table;
  }

  /** The number of a key, a new one if it was not seen. */
  int of(TraceKey key) {
    if (last == NONE || !keys.get(last).equals(key)) {
      last = find(key);
    }
    return last;
  }

  private int find(TraceKey key) {
    int place = place(key);
    if (places[place] == NONE) {
      places[place] = keys.size();
      keys.add(key);
      if (2 * keys.size() > places.length) {
        enlarge();
        return keys.size() - 1;
      }
    }
    return places[place];
  }

  private int place(TraceKey key) {
    int place = key.hashCode() & places.length - 1;
    while (places[place] != NONE && !keys.get(places[place]).equals(key)) {
      place = place + 1 & places.length - 1;
    }
    return place;
  }

  private void enlarge() {
    places = free(2 * places.length);
    for (int number = 0; number < keys.size(); number++) {
      places[place(keys.get(number))] = number;
    }
  }

  /** How many keys were seen. */
  int count() {
    return keys.size();
  }

  /** The key of a number. */
  TraceKey key(int number) {
    return keys.get(number);
  }

  /** Forgets all keys. */
  void clear() {
    keys.clear();
    places = free(FIRST_PLACES);
    last = NONE;
  }
}
