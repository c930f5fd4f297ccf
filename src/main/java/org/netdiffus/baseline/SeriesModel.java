package org.netdiffus.baseline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.netdiffus.diffusion.CounterRandom;

/**
 * The series of one class and feature as a hidden Markov model of symbols, with the lengths that
 * occurred. It knows nothing of other features, nor of how far a series has come.
 *
 * @param symbols what the model's symbols stand for
 * @param model the model
 * @param lengths lengths that occurred, in ascending order, at most {@link #MOST_LENGTHS}
 * @param traces series that it was fitted to
 * @param rounds rounds of the fit
 */
public record SeriesModel(
    Symbols symbols, HiddenMarkovModel model, int[] lengths, int traces, int rounds)
    implements Serializable {
  /** Lengths that are kept. */
  public static final int MOST_LENGTHS = 200;

  /**
   * How a model is fitted.
   *
   * @param states hidden states, at least 1
   * @param symbols symbols about, at least 2
   * @param rounds rounds of Baum and Welch at most
   * @param gain a round that raises the logarithm of the likelihood by less than this share of it
   *     is the last
   */
  public record Rule(int states, int symbols, int rounds, double gain) implements Serializable {}

  /**
   * Fits a model.
   *
   * @param series true values of each, without padding, at least one series of at least one value;
   *     their order is part of the result
   * @param random where the fit begins
   */
  public static SeriesModel fit(List<float[]> series, Rule rule, CounterRandom random) {
    int total = series.stream().mapToInt(values -> values.length).sum();
    float[] all = new float[total];
    int at = 0;
    for (float[] values : series) {
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    Symbols symbols = Symbols.of(all, rule.symbols());
    double[] shares = new double[symbols.count()];
    List<int[]> sequences = new ArrayList<>();
    for (float[] values : series) {
      int[] sequence = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        sequence[i] = symbols.of(values[i]);
        shares[sequence[i]] += 1.0 / total;
      }
      sequences.add(sequence);
    }
    HiddenMarkovModel.Fit fit =
        HiddenMarkovModel.beginning(rule.states(), shares, random)
            .fitted(sequences, rule.rounds(), rule.gain());
    return new SeriesModel(
        symbols, fit.model(), lengths(series), series.size(), fit.logLikelihoods().size());
  }

  private static int[] lengths(List<float[]> series) {
    int[] sorted = series.stream().mapToInt(values -> values.length).sorted().toArray();
    if (sorted.length <= MOST_LENGTHS) {
      return sorted;
    }
    int[] kept = new int[MOST_LENGTHS];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = sorted[(int) ((long) i * (sorted.length - 1) / (kept.length - 1))];
    }
    return kept;
  }

  /** Draws the values of a series, without padding. */
  public float[] draw(CounterRandom random) {
    int length = lengths[random.nextInt(lengths.length)];
    int[] sequence = model.draw(length, random);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = symbols.draw(sequence[i], random);
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesModel that
        && symbols.equals(that.symbols)
        && model.equals(that.model)
        && Arrays.equals(lengths, that.lengths)
        && traces == that.traces
        && rounds == that.rounds;
  }

  @Override
  public int hashCode() {
    return 31 * symbols.hashCode() + model.hashCode();
  }
}
