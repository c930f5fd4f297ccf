package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Self-attention over all places of an image, with its input added (Dhariwal, Nichol 2021). The
 * channels are split into heads before queries, keys and values, as in guided-diffusion's released
 * models; the last product begins at zero.
 *
 * @param channels channels of input and result
 * @param heads number of heads, a divisor of the channels
 */
record SelfAttention(@JsonProperty("channels") int channels, @JsonProperty("heads") int heads)
    implements Block {
  private static final String GAMMA = "gamma";
  private static final String BETA = "beta";
  private static final String IN_MATRIX = "inW";
  private static final String IN_BIAS = "inB";
  private static final String OUT_MATRIX = "outW";
  private static final String OUT_BIAS = "outB";

  @JsonCreator
  SelfAttention {
    if (channels % heads != 0) {
      throw new IllegalArgumentException(
          channels + " channels cannot be shared among " + heads + " attention heads");
    }
  }

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    return List.of(
        Weight.constant(GAMMA, 1, channels),
        Weight.constant(BETA, 0, channels),
        Weight.kernel(IN_MATRIX, channels, channels, 3L * channels),
        Weight.bias(IN_BIAS, channels, 3L * channels),
        Weight.zeroKernel(OUT_MATRIX, channels, channels),
        Weight.constant(OUT_BIAS, 0, channels));
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray input = inputs[0];
    long images = input.size(0);
    long places = input.size(1) * input.size(2);
    long width = channels / heads;
    GroupNorm norm = GroupNorm.plain(input, weights.get(GAMMA), weights.get(BETA), memory);
    INDArray normalised = memory.kept(input.shape());
    norm.write(1, normalised, memory);

    INDArray projected = memory.temporary(images * places, 3L * channels);
    Operations.product(rows(normalised), weights.get(IN_MATRIX), projected);
    Operations.add(projected, weights.get(IN_BIAS), projected);
    INDArray parts = memory.kept(3, images, heads, places, width);
    parts.assign(projected.reshape('c', images, places, heads, 3, width).permute(3, 0, 2, 1, 4));
    INDArray queries = part(parts, 0);
    INDArray keys = part(parts, 1);
    INDArray values = part(parts, 2);

    INDArray attention = memory.kept(images * heads, places, places);
    INDArray scores = memory.temporary(attention.shape());
    Operations.productRightTransposed(queries, keys, scores);
    scores.muli(scale());
    Operations.softmax(scores, attention);
    INDArray seen = memory.temporary(images * heads, places, width);
    Operations.product(attention, values, seen);
    INDArray joined = memory.kept(images * places, channels);
    joined
        .reshape('c', images, places, heads, width)
        .assign(seen.reshape('c', images, heads, places, width).permute(0, 2, 1, 3));

    INDArray output = memory.output(input.shape());
    Operations.product(joined, weights.get(OUT_MATRIX), rows(output));
    Operations.add(rows(output), weights.get(OUT_BIAS), rows(output));
    output.addi(input);
    return new AttentionPass(this, norm, normalised, parts, attention, joined, weights, output);
  }

  private double scale() {
    return 1 / Math.sqrt((double) channels / heads);
  }

  private INDArray rows(INDArray image) {
    return image.reshape('c', image.length() / channels, channels);
  }

  /** Queries, keys or values: {@code [n heads, places, width]}, dense. */
  private static INDArray part(INDArray parts, long which) {
    return parts
        .slice(which)
        .reshape('c', parts.size(1) * parts.size(2), parts.size(3), parts.size(4));
  }

  private record AttentionPass(
      SelfAttention block,
      GroupNorm norm,
      INDArray normalised,
      INDArray parts,
      INDArray attention,
      INDArray joined,
      NamedArrays weights,
      INDArray output)
      implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray outputRows = block.rows(outputGradient);
      Operations.productLeftTransposed(joined, outputRows, gradients.get(OUT_MATRIX));
      Operations.biasGradient(outputRows, gradients.get(OUT_BIAS));
      INDArray joinedGradient = memory.temporary(joined.shape());
      Operations.productRightTransposed(outputRows, weights.get(OUT_MATRIX), joinedGradient);

      INDArray projectedGradient = projectedGradient(joinedGradient, memory);
      Operations.productLeftTransposed(
          block.rows(normalised), projectedGradient, gradients.get(IN_MATRIX));
      Operations.biasGradient(projectedGradient, gradients.get(IN_BIAS));
      INDArray normalisedGradient = memory.temporary(normalised.shape());
      Operations.productRightTransposed(
          projectedGradient, weights.get(IN_MATRIX), block.rows(normalisedGradient));

      INDArray inputGradient = memory.inputGradient(normalised.shape());
      GroupNorm.Gradients ofNorm = norm.backward(normalisedGradient, 1, inputGradient, memory);
      SmallArrays.write(ofNorm.gamma(), gradients.get(GAMMA));
      SmallArrays.write(ofNorm.beta(), gradients.get(BETA));
      inputGradient.addi(outputGradient);
      return new INDArray[] {inputGradient};
    }

    /** From the gradient of the joined heads to that of queries, keys and values. */
    private INDArray projectedGradient(INDArray joinedGradient, Memory memory) {
      long images = parts.size(1);
      long heads = parts.size(2);
      long places = parts.size(3);
      long width = parts.size(4);
      INDArray seenGradient = memory.temporary(images * heads, places, width);
      seenGradient
          .reshape('c', images, heads, places, width)
          .assign(joinedGradient.reshape('c', images, places, heads, width).permute(0, 2, 1, 3));

      INDArray partGradients = memory.temporary(parts.shape());
      Operations.productLeftTransposed(attention, seenGradient, part(partGradients, 2));
      INDArray scoreGradient = memory.temporary(attention.shape());
      Operations.productRightTransposed(seenGradient, part(parts, 2), scoreGradient);
      // Softmax: each row of the gradient less its mean under the attention, times the attention.
      scoreGradient.muli(attention);
      INDArray rowSums = memory.temporary(images * heads * places, 1);
      Operations.sumOverColumns(
          scoreGradient.reshape('c', images * heads * places, places), rowSums);
      INDArray expected = memory.temporary(attention.shape());
      Operations.multiply(attention, rowSums.reshape('c', images * heads, places, 1), expected);
      scoreGradient.subi(expected);
      scoreGradient.muli(block.scale());
      Operations.product(scoreGradient, part(parts, 1), part(partGradients, 0));
      Operations.productLeftTransposed(scoreGradient, part(parts, 0), part(partGradients, 1));

      INDArray projectedGradient = memory.temporary(images * places, 3 * heads * width);
      projectedGradient
          .reshape('c', images, places, heads, 3, width)
          .assign(partGradients.permute(1, 3, 2, 0, 4));
      return projectedGradient;
    }
  }
}
