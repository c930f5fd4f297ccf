package org.netdiffus.baseline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.netdiffus.diffusion.CounterRandom;

/**
 * Values of series as a few symbols: a value that is common has a symbol of its own (the silence of
 * most traffic, a full-sized packet), the others share symbols in the order of size, about as often
 * each.
 *
 * @param values what a symbol stands for: values that occurred, in ascending order, at most {@link
 *     #MOST_VALUES} each
 */
public record Symbols(float[][] values) implements Serializable {
  /** Values that a symbol keeps. */
  public static final int MOST_VALUES = 64;

  /**
   * The symbols of some values.
   *
   * @param all values in any order, finite, at least one
   * @param wanted how many symbols there are about, at least 2
   */
  public static Symbols of(float[] all, int wanted) {
    float[] sorted = all.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0f; // both zeros are one value
    }
    Arrays.sort(sorted);
    int share = Math.max(1, sorted.length / wanted);
    List<float[]> symbols = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < sorted.length; ) {
      int end = at;
      while (end < sorted.length && sorted[end] == sorted[at]) {
        end++;
      }
      boolean common = end - at >= share;
      if (common && at > from) {
        symbols.add(kept(sorted, from, at));
        from = at;
      }
      if (common || end - from >= share) {
        symbols.add(kept(sorted, from, end));
        from = end;
      }
      at = end;
    }
    if (from < sorted.length) {
      symbols.add(kept(sorted, from, sorted.length));
    }
    return new Symbols(symbols.toArray(float[][]::new));
  }

  /** Values of a stretch, evenly spaced in their order. */
  private static float[] kept(float[] sorted, int from, int to) {
    if (sorted[from] == sorted[to - 1]) {
      return new float[] {sorted[from]};
    }
    int count = Math.min(MOST_VALUES, to - from);
    float[] kept = new float[count];
    for (int i = 0; i < count; i++) {
      kept[i] = sorted[from + (int) ((long) i * (to - from - 1) / (count - 1))];
    }
    return kept;
  }

  /** How many there are. */
  public int count() {
    return values.length;
  }

  /** The symbol of a value: the first whose values do not end below it, or the last. */
  public int of(float value) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (values[middle][values[middle].length - 1] >= value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** One of the values of a symbol, each as likely. */
  public float draw(int symbol, CounterRandom random) {
    float[] choice = values[symbol];
    return choice[choice.length == 1 ? 0 : random.nextInt(choice.length)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Symbols that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }
}
