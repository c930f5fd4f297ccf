package org.netdiffus.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a block, or their gradients, by name: views of one flat array.
 *
 * @param byName in the order in which they lie in the flat array
 */
record NamedArrays(Map<String, INDArray> byName) {
  /** No arrays. */
  static final NamedArrays NONE = new NamedArrays(Map.of());

  /**
   * Views of a flat array.
   *
   * @param weights names and shapes
   * @param flat as long as all together; none where there are no weights
   */
  static NamedArrays viewsOf(List<Weight> weights, @Nullable INDArray flat) {
    if (flat == null) {
      return NONE;
    }
    Map<String, INDArray> views = new LinkedHashMap<>();
    INDArray row = flat.reshape('c', new long[] {flat.length()});
    long from = 0;
    for (Weight weight : weights) {
      long to = from + weight.length();
      INDArray part = row.get(NDArrayIndex.interval(from, to));
      views.put(weight.name(), part.reshape('c', weight.shape()));
      from = to;
    }
    return new NamedArrays(views);
  }

  /**
   * The array of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  INDArray get(String name) {
    INDArray array = byName.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no array is called " + name + " in " + byName.keySet());
    }
    return array;
  }
}
