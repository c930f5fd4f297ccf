package org.netdiffus.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The residual block of guided-diffusion (Dhariwal, Nichol 2021, arXiv:2105.05233): normalise,
 * SiLU, convolve; normalise, modulate by the embedding, SiLU, convolve; add the input, through a
 * convolution of one place where the number of channels changes.
 *
 * <p>Inputs: the image {@code [n, h, w, in]}, where {@code joined} is above zero a kept output of
 * the encoder {@code [n, h, w, joined]}, and the embedding {@code [n, embedding]}, to which SiLU
 * has been applied.
 *
 * @param in channels of the image
 * @param joined channels of the encoder's output that is joined to it, 0 for none
 * @param out channels of the result
 * @param embedding width of the embedding
 * @param kernel size of both convolutions, stride 1
 */
record ResidualBlock(
    @JsonProperty("in") int in,
    @JsonProperty("joined") int joined,
    @JsonProperty("out") int out,
    @JsonProperty("embedding") int embedding,
    @JsonProperty("kernel") Kernel kernel)
    implements Block {
  private static final String EMBEDDING_MATRIX = "embeddingW";
  private static final String EMBEDDING_BIAS = "embeddingB";
  private static final String SKIP_MATRIX = "skipW";
  private static final String SKIP_BIAS = "skipB";

  @JsonCreator
  ResidualBlock {}

  private int joinedIn() {
    return in + joined;
  }

  private boolean changesChannels() {
    return joinedIn() != out;
  }

  private NormalisedConvolution first() {
    return new NormalisedConvolution("first", joinedIn(), out, kernel, false);
  }

  private NormalisedConvolution second() {
    return new NormalisedConvolution("second", out, out, kernel, true);
  }

  @Override
  public int inputs() {
    return joined > 0 ? 3 : 2;
  }

  @Override
  public List<Weight> weights() {
    List<Weight> weights = new ArrayList<>(first().weights());
    weights.add(Weight.kernel(EMBEDDING_MATRIX, embedding, embedding, 2L * out));
    weights.add(Weight.bias(EMBEDDING_BIAS, embedding, 2L * out));
    weights.addAll(second().weights());
    if (changesChannels()) {
      weights.add(Weight.kernel(SKIP_MATRIX, joinedIn(), 1, 1, joinedIn(), out));
      weights.add(Weight.bias(SKIP_BIAS, joinedIn(), out));
    }
    return weights;
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray image = inputs[0];
    long n = image.size(0);
    long height = image.size(1);
    long width = image.size(2);
    INDArray joinedImage = image;
    if (joined > 0) {
      joinedImage = memory.kept(n, height, width, joinedIn());
      Operations.joinChannels(image, inputs[1], joinedImage);
    }
    INDArray embedded = inputs[inputs.length - 1];
    INDArray modulation = memory.temporary(n, 2L * out);
    Operations.product(embedded, weights.get(EMBEDDING_MATRIX), modulation);
    Operations.add(modulation, weights.get(EMBEDDING_BIAS), modulation);

    INDArray middle = memory.kept(n, height, width, out);
    NormalisedConvolution.Pass firstPass = first().forward(joinedImage, weights, middle, memory);
    INDArray output = memory.output(n, height, width, out);
    NormalisedConvolution.Pass secondPass =
        second().forward(middle, modulation, weights, output, memory);
    if (changesChannels()) {
      INDArray skip = memory.temporary(n, height, width, out);
      Operations.convolution(
          joinedImage, weights.get(SKIP_MATRIX), weights.get(SKIP_BIAS), skip, Kernel.POINT);
      output.addi(skip);
    } else {
      output.addi(joinedImage);
    }
    return new ResidualPass(this, joinedImage, embedded, firstPass, secondPass, weights, output);
  }

  private record ResidualPass(
      ResidualBlock block,
      INDArray joinedImage,
      INDArray embedded,
      NormalisedConvolution.Pass first,
      NormalisedConvolution.Pass second,
      NamedArrays weights,
      INDArray output)
      implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray middleGradient = memory.temporary(output.shape());
      double[] ofModulation = second.backward(outputGradient, gradients, middleGradient, memory);
      INDArray embeddingGradient = embeddingGradient(ofModulation, gradients, memory);

      boolean joins = block.joined() > 0;
      INDArray imageGradient =
          joins ? memory.temporary(joinedImage.shape()) : memory.inputGradient(joinedImage.shape());
      first.backward(middleGradient, gradients, imageGradient, memory);
      addSkipGradient(outputGradient, gradients, imageGradient, memory);
      return joins
          ? new INDArray[] {
            channels(imageGradient, 0, block.in(), memory),
            channels(imageGradient, block.in(), block.joinedIn(), memory),
            embeddingGradient
          }
          : new INDArray[] {imageGradient, embeddingGradient};
    }

    private INDArray embeddingGradient(
        double[] ofModulation, NamedArrays gradients, Memory memory) {
      INDArray modulationGradient = memory.temporary(embedded.size(0), 2L * block.out());
      SmallArrays.write(ofModulation, modulationGradient);
      Operations.productLeftTransposed(
          embedded, modulationGradient, gradients.get(EMBEDDING_MATRIX));
      Operations.biasGradient(modulationGradient, gradients.get(EMBEDDING_BIAS));
      INDArray gradient = memory.inputGradient(embedded.shape());
      Operations.productRightTransposed(
          modulationGradient, weights.get(EMBEDDING_MATRIX), gradient);
      return gradient;
    }

    private void addSkipGradient(
        INDArray outputGradient, NamedArrays gradients, INDArray imageGradient, Memory memory) {
      if (!block.changesChannels()) {
        imageGradient.addi(outputGradient);
        return;
      }
      INDArray skipGradient = memory.temporary(joinedImage.shape());
      Operations.convolutionGradients(
          joinedImage,
          weights.get(SKIP_MATRIX),
          outputGradient,
          skipGradient,
          gradients.get(SKIP_MATRIX),
          Kernel.POINT);
      Operations.biasGradient(outputGradient, gradients.get(SKIP_BIAS));
      imageGradient.addi(skipGradient);
    }

    private static INDArray channels(INDArray image, long from, long to, Memory memory) {
      INDArray part = memory.inputGradient(image.size(0), image.size(1), image.size(2), to - from);
      part.assign(
          image.get(
              NDArrayIndex.all(),
              NDArrayIndex.all(),
              NDArrayIndex.all(),
              NDArrayIndex.interval(from, to)));
      return part;
    }
  }
}
