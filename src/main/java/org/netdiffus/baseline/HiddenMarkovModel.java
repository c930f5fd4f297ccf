package org.netdiffus.baseline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.netdiffus.diffusion.CounterRandom;

/**
 * A hidden Markov model of sequences of symbols, fitted by Baum and Welch with scaled probabilities
 * (Rabiner 1989, Proceedings of the IEEE 77, sections III and V).
 *
 * @param start probability of each state at the first symbol
 * @param transitions {@code [from][to]}, each row adding up to 1
 * @param emissions {@code [state][symbol]}, each row adding up to 1
 */
public record HiddenMarkovModel(double[] start, double[][] transitions, double[][] emissions)
    implements Serializable {

  /** Checks that the arrays belong together. They are owned by the record. */
  public HiddenMarkovModel {
    if (start.length == 0
        || transitions.length != start.length
        || emissions.length != start.length) {
      throw new IllegalArgumentException(
          "%d states with %d rows of transitions and %d of emissions"
              .formatted(start.length, transitions.length, emissions.length));
    }
  }

  /**
   * A fit.
   *
   * @param model what came out
   * @param logLikelihoods of the sequences under the model before each round; it never falls
   */
  public record Fit(HiddenMarkovModel model, List<Double> logLikelihoods) {}

  /**
   * A model to start from: every state stays with a probability of about a half and emits the
   * symbols about as often as all sequences have them.
   *
   * @param states number of states, at least 1
   * @param shares share of each symbol in the sequences
   * @param random what makes the states differ
   */
  public static HiddenMarkovModel beginning(int states, double[] shares, CounterRandom random) {
    double[] start = new double[states];
    double[][] transitions = new double[states][states];
    double[][] emissions = new double[states][shares.length];
    for (int i = 0; i < states; i++) {
      start[i] = 0.5 + random.nextDouble();
      for (int j = 0; j < states; j++) {
        transitions[i][j] = (0.5 + random.nextDouble()) / states + (i == j ? 1 : 0);
      }
      for (int symbol = 0; symbol < shares.length; symbol++) {
        emissions[i][symbol] = shares[symbol] * (0.1 + random.nextDouble());
      }
      normalise(transitions[i]);
      normalise(emissions[i]);
    }
    normalise(start);
    return new HiddenMarkovModel(start, transitions, emissions);
  }

  /**
   * Fits the model to sequences.
   *
   * @param sequences symbols of each, at least one in each; the sums are made in their order
   * @param rounds rounds at most
   * @param gain a round that raises the logarithm of the likelihood by less than this share of it
   *     is the last
   */
  public Fit fitted(List<int[]> sequences, int rounds, double gain) {
    HiddenMarkovModel model = this;
    List<Double> logLikelihoods = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Expected expected = new Expected(model);
      sequences.forEach(expected::add);
      logLikelihoods.add(expected.logLikelihood);
      model = expected.model();
      double before = round == 0 ? Double.NEGATIVE_INFINITY : logLikelihoods.get(round - 1);
      if (expected.logLikelihood - before < gain * Math.abs(expected.logLikelihood)) {
        break;
      }
    }
    return new Fit(model, List.copyOf(logLikelihoods));
  }

  /** Logarithm of the probability of a sequence; minus infinity when it cannot occur. */
  public double logLikelihood(int[] symbols) {
    return new Passes(this, symbols).logLikelihood;
  }

  /**
   * Draws a sequence.
   *
   * @param length number of symbols
   */
  public int[] draw(int length, CounterRandom random) {
    int[] symbols = new int[length];
    int state = 0;
    for (int i = 0; i < length; i++) {
      state = pick(i == 0 ? start : transitions[state], random);
      symbols[i] = pick(emissions[state], random);
    }
    return symbols;
  }

  private static int pick(double[] probabilities, CounterRandom random) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        last = i;
        left -= probabilities[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // what rounding has left over
  }

  private static void normalise(double[] row) {
    double sum = Arrays.stream(row).sum();
    for (int i = 0; i < row.length; i++) {
      row[i] /= sum;
    }
  }

  /** Scaled forward and backward probabilities of a sequence. */
  private static final class Passes {
    private final double[][] forward;
    private final double[] scale;
    private final double logLikelihood;

    Passes(HiddenMarkovModel model, int[] symbols) {
      int states = model.start.length;
      forward = new double[symbols.length][states];
      scale = new double[symbols.length];
      double logarithm = 0;
      for (int t = 0; t < symbols.length; t++) {
        for (int j = 0; j < states; j++) {
          double reached = t == 0 ? model.start[j] : 0;
          for (int i = 0; t > 0 && i < states; i++) {
            reached += forward[t - 1][i] * model.transitions[i][j];
          }
          forward[t][j] = reached * model.emissions[j][symbols[t]];
          scale[t] += forward[t][j];
        }
        logarithm += Math.log(scale[t]);
        for (int j = 0; j < states && scale[t] > 0; j++) {
          forward[t][j] /= scale[t];
        }
      }
      logLikelihood = logarithm;
    }

    /** Backward probabilities over the scale of the forward ones. */
    double[][] backward(HiddenMarkovModel model, int[] symbols) {
      int states = model.start.length;
      double[][] backward = new double[symbols.length][states];
      Arrays.fill(backward[symbols.length - 1], 1);
      double[] next = new double[states];
      for (int t = symbols.length - 2; t >= 0; t--) {
        for (int j = 0; j < states; j++) {
          next[j] = model.emissions[j][symbols[t + 1]] * backward[t + 1][j] / scale[t + 1];
        }
        for (int i = 0; i < states; i++) {
          for (int j = 0; j < states; j++) {
            backward[t][i] += model.transitions[i][j] * next[j];
          }
        }
      }
      return backward;
    }
  }

  /** How often states, transitions and emissions are expected in sequences. */
  private static final class Expected {
    private final HiddenMarkovModel model;
    private final double[] start;
    private final double[][] transitions;
    private final double[][] emissions;
    private double logLikelihood;

    Expected(HiddenMarkovModel model) {
      this.model = model;
      int states = model.start.length;
      this.start = new double[states];
      this.transitions = new double[states][states];
      this.emissions = new double[states][model.emissions[0].length];
    }

    void add(int[] symbols) {
      Passes passes = new Passes(model, symbols);
      logLikelihood += passes.logLikelihood;
      if (passes.logLikelihood == Double.NEGATIVE_INFINITY) {
        return; // the model cannot make it, so it says nothing of how
      }
      double[][] backward = passes.backward(model, symbols);
      int states = start.length;
      for (int t = 0; t < symbols.length; t++) {
        for (int i = 0; i < states; i++) {
          double visited = passes.forward[t][i] * backward[t][i];
          emissions[i][symbols[t]] += visited;
          if (t == 0) {
            start[i] += visited;
          }
          for (int j = 0; t + 1 < symbols.length && j < states; j++) {
            transitions[i][j] +=
                passes.forward[t][i]
                    * model.transitions[i][j]
                    * model.emissions[j][symbols[t + 1]]
                    * backward[t + 1][j]
                    / passes.scale[t + 1];
          }
        }
      }
    }

    /** The model that these numbers make most likely; a state never visited stays as it is. */
    HiddenMarkovModel model() {
      double[][] newTransitions = new double[start.length][];
      double[][] newEmissions = new double[start.length][];
      for (int i = 0; i < start.length; i++) {
        newTransitions[i] = normalisedOr(transitions[i], model.transitions[i]);
        newEmissions[i] = normalisedOr(emissions[i], model.emissions[i]);
      }
      return new HiddenMarkovModel(normalisedOr(start, model.start), newTransitions, newEmissions);
    }

    private static double[] normalisedOr(double[] row, double[] before) {
      if (!(Arrays.stream(row).sum() > 0)) {
        return before.clone();
      }
      double[] normalised = row.clone();
      normalise(normalised);
      return normalised;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HiddenMarkovModel that
        && Arrays.equals(start, that.start)
        && Arrays.deepEquals(transitions, that.transitions)
        && Arrays.deepEquals(emissions, that.emissions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(start) + 31 * Arrays.deepHashCode(transitions);
  }
}
