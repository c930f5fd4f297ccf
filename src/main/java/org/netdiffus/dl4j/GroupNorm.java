package org.netdiffus.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Group normalisation (Wu, He 2018, arXiv:1803.08494) of one batch, as one scale and one shift for
 * each image and channel: {@code h = x scale + shift}.
 *
 * <p>The result may be modulated by an embedding: {@code h (1 + s) + b} with s and b for each image
 * and channel. Sums over places run in native operations; what is left is a few thousand numbers,
 * computed here in double.
 */
final class GroupNorm {
  private static final double EPSILON = 1e-5;
  private static final int MOST_GROUPS = 32;
  private static final int FEWEST_CHANNELS_IN_GROUP = 4;

  private final INDArray input;
  private final int images;
  private final int channels;
  private final int groups;
  private final double places;
  private final double[] mean;
  private final double[] inverseDeviation;
  private final double[] gamma;
  private final double[] beta;
  private final double[] modulation;

  private GroupNorm(INDArray input, double[] gamma, double[] beta, double[] modulation) {
    this.input = input;
    this.images = (int) input.size(0);
    this.channels = (int) input.size(3);
    this.groups = groups(channels);
    this.places = (double) (input.size(1) * input.size(2));
    this.gamma = gamma;
    this.beta = beta;
    this.modulation = modulation;
    this.mean = new double[images * groups];
    this.inverseDeviation = new double[images * groups];
  }

  /**
   * The number of groups: the greatest divisor of the channels that leaves at least four channels
   * in a group, at most 32 (which is what guided-diffusion uses for wide layers).
   */
  static int groups(int channels) {
    int bound = Math.min(MOST_GROUPS, Math.max(1, channels / FEWEST_CHANNELS_IN_GROUP));
    int groups = bound;
    while (channels % groups != 0) {
      groups--;
    }
    return groups;
  }

  /** Normalises without modulation; arguments as {@link #modulated}. */
  static GroupNorm plain(INDArray input, INDArray gamma, INDArray beta, Memory memory) {
    double[] none = new double[Math.toIntExact(2 * input.size(0) * input.size(3))];
    return of(input, gamma, beta, none, memory);
  }

  /**
   * Normalises and modulates.
   *
   * @param input {@code [n, h, w, c]}
   * @param gamma learned scale, {@code [c]}
   * @param beta learned shift, {@code [c]}
   * @param modulation {@code [n, 2 c]}: for each image, c scales s, then c shifts b
   */
  static GroupNorm modulated(
      INDArray input, INDArray gamma, INDArray beta, INDArray modulation, Memory memory) {
    return of(input, gamma, beta, SmallArrays.read(modulation), memory);
  }

  private static GroupNorm of(
      INDArray input, INDArray gamma, INDArray beta, double[] modulation, Memory memory) {
    GroupNorm norm =
        new GroupNorm(input, SmallArrays.read(gamma), SmallArrays.read(beta), modulation);
    INDArray square = memory.temporary(input.shape());
    input.muli(input, square);
    norm.measure(
        SmallArrays.read(Operations.meanOverPlaces(input)),
        SmallArrays.read(Operations.meanOverPlaces(square)));
    return norm;
  }

  private void measure(double[] means, double[] squareMeans) {
    int width = channels / groups;
    for (int cell = 0; cell < mean.length; cell++) {
      double sum = 0;
      double squareSum = 0;
      for (int i = cell * width; i < (cell + 1) * width; i++) {
        sum += means[i];
        squareSum += squareMeans[i];
      }
      double groupMean = sum / width;
      // The means come from sums of floats, so the difference may fall below zero by rounding.
      double variance = Math.max(0, squareSum / width - groupMean * groupMean);
      mean[cell] = groupMean;
      inverseDeviation[cell] = 1 / Math.sqrt(variance + EPSILON);
    }
  }

  /** Number of images in the batch. */
  int images() {
    return images;
  }

  /**
   * Writes the normalised values times a factor.
   *
   * @param factor folded into scale and shift, so it costs nothing
   * @param output as the input
   */
  void write(double factor, INDArray output, Memory memory) {
    double[] scale = new double[images * channels];
    double[] shift = new double[images * channels];
    for (int n = 0; n < images; n++) {
      for (int c = 0; c < channels; c++) {
        int cell = cell(n, c);
        double modulated = 1 + modulationScale(n, c);
        double slope = gamma[c] * inverseDeviation[cell];
        scale[n * channels + c] = factor * modulated * slope;
        shift[n * channels + c] =
            factor * (modulated * (beta[c] - slope * mean[cell]) + modulationShift(n, c));
      }
    }
    INDArray out = places(output);
    Operations.multiply(places(input), perImage(scale, memory), out);
    Operations.add(out, perImage(shift, memory), out);
  }

  /**
   * Sends a gradient back through the normalisation.
   *
   * <p>With {@code g} the gradient of the normalised values, {@code G = gamma (1 + s) g} and {@code
   * y = (x - mean) / deviation}, the input's gradient is {@code (G - mean(G) - y mean(G y)) /
   * deviation}, means over a group.
   *
   * @param gradient {@code g} times {@code factor}, as the input
   * @param factor known to the caller, divided out here
   * @param inputGradient as the input, written
   * @return gradients of gamma, beta and modulation
   */
  Gradients backward(INDArray gradient, double factor, INDArray inputGradient, Memory memory) {
    INDArray product = memory.temporary(input.shape());
    gradient.muli(input, product);
    double[] sums = SmallArrays.read(Operations.meanOverPlaces(gradient));
    double[] inputSums = SmallArrays.read(Operations.meanOverPlaces(product));
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= places / factor;
      inputSums[i] *= places / factor;
    }

    Gradients gradients =
        new Gradients(
            new double[channels], new double[channels], new double[images * 2 * channels]);
    double[] groupGradient = new double[images * groups];
    double[] groupProduct = new double[images * groups];
    for (int n = 0; n < images; n++) {
      for (int c = 0; c < channels; c++) {
        int cell = cell(n, c);
        double sum = sums[n * channels + c];
        double normalisedSum =
            (inputSums[n * channels + c] - mean[cell] * sum) * inverseDeviation[cell];
        double modulated = 1 + modulationScale(n, c);
        gradients.gamma()[c] += modulated * normalisedSum;
        gradients.beta()[c] += modulated * sum;
        gradients.modulation()[n * 2 * channels + c] = gamma[c] * normalisedSum + beta[c] * sum;
        gradients.modulation()[(n * 2 + 1) * channels + c] = sum;
        groupGradient[cell] += gamma[c] * modulated * sum;
        groupProduct[cell] += gamma[c] * modulated * normalisedSum;
      }
    }

    double values = places * channels / groups;
    double[] ofGradient = new double[images * channels];
    double[] ofInput = new double[images * channels];
    double[] constant = new double[images * channels];
    for (int n = 0; n < images; n++) {
      for (int c = 0; c < channels; c++) {
        int cell = cell(n, c);
        double inverse = inverseDeviation[cell];
        double slope = inverse * inverse * groupProduct[cell] / values;
        int i = n * channels + c;
        ofGradient[i] = inverse * gamma[c] * (1 + modulationScale(n, c)) / factor;
        ofInput[i] = -slope;
        constant[i] = slope * mean[cell] - inverse * groupGradient[cell] / values;
      }
    }
    INDArray out = places(inputGradient);
    INDArray rest = places(product);
    Operations.multiply(places(gradient), perImage(ofGradient, memory), out);
    Operations.multiply(places(input), perImage(ofInput, memory), rest);
    Operations.add(rest, perImage(constant, memory), rest);
    out.addi(rest);
    return gradients;
  }

  /**
   * Gradients of what is learned.
   *
   * @param gamma one a channel
   * @param beta one a channel
   * @param modulation {@code [n, 2 c]}, as the modulation itself
   */
  record Gradients(double[] gamma, double[] beta, double[] modulation) {}

  private int cell(int image, int channel) {
    return image * groups + channel / (channels / groups);
  }

  private double modulationScale(int image, int channel) {
    return modulation[image * 2 * channels + channel];
  }

  private double modulationShift(int image, int channel) {
    return modulation[(image * 2 + 1) * channels + channel];
  }

  private INDArray places(INDArray array) {
    return array.reshape('c', images, (long) places, channels);
  }

  private INDArray perImage(double[] values, Memory memory) {
    INDArray array = memory.temporary(images, 1, channels);
    SmallArrays.write(values, array);
    return array;
  }
}
