package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which samples run through the network together. Batches are all of one size and follow from the
 * counts alone, never from partitions: a network's last bits may depend on the size of the batch
 * and on the place within it.
 *
 * <p>Samples stand in the order of their number within the class, then of the class; the last batch
 * is filled up with its own last sample, which is drawn and thrown away.
 */
public final class SampleBatches implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final long first;
  private final long total;
  private final List<Layer> layers;

  /**
   * One sample.
   *
   * @param classNumber its class
   * @param index its number within the class
   */
  public record Sample(int classNumber, long index) {}

  /**
   * Numbers from {@code index} on, counted from the first, that the same classes have; {@code
   * before} samples precede.
   */
  private record Layer(long before, long index, int[] classes) implements Serializable {}

  private SampleBatches(int size, long first, long total, List<Layer> layers) {
    this.size = size;
    this.first = first;
    this.total = total;
    this.layers = layers;
  }

  /** The batches of some counts, numbered from 0; see {@link #of(int[], int, long)}. */
  public static SampleBatches of(int[] perClass, int size) {
    return of(perClass, size, 0);
  }

  /**
   * The batches of some counts.
   *
   * @param perClass samples of each class, 0 or more
   * @param size samples that run through the network together, at least 1
   * @param first number of the first sample of each class, from 0 on
   * @throws IllegalArgumentException when a count or the first number is negative or the size is
   *     below 1
   */
  public static SampleBatches of(int[] perClass, int size, long first) {
    if (size < 1 || first < 0 || IntStream.of(perClass).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("batches of " + size + " or a negative count");
    }
    List<Layer> layers = new ArrayList<>();
    long before = 0;
    long index = 0;
    for (int end : IntStream.of(perClass).filter(n -> n > 0).sorted().distinct().toArray()) {
      long from = index;
      int[] classes = IntStream.range(0, perClass.length).filter(c -> perClass[c] > from).toArray();
      layers.add(new Layer(before, index, classes));
      before += (end - index) * classes.length;
      index = end;
    }
    return new SampleBatches(size, first, before, layers);
  }

  /** Number of batches. */
  public long count() {
    return (total + size - 1) / size;
  }

  /** Number of samples, without those that fill up. */
  public long total() {
    return total;
  }

  /** Samples of every batch. */
  public int size() {
    return size;
  }

  /**
   * The samples of a batch: {@link #size} of them, save in the last one.
   *
   * @param batch 0 to {@link #count} - 1
   */
  public List<Sample> batch(long batch) {
    List<Sample> samples = new ArrayList<>(size);
    long end = Math.min(total, (batch + 1) * size);
    for (long place = batch * size; place < end; place++) {
      samples.add(sample(place));
    }
    return samples;
  }

  private Sample sample(long place) {
    Layer layer = layers.get(0);
    for (Layer next : layers) {
      if (next.before() <= place) {
        layer = next;
      }
    }
    int width = layer.classes().length;
    long within = place - layer.before();
    return new Sample(
        layer.classes()[(int) (within % width)], first + layer.index() + within / width);
  }
}
