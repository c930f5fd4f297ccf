package org.netdiffus.dl4j;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row of numbers as {@code Nd4j.write} stores it, big-endian:
 *
 * <pre>
 * text    MIXED_DATA_TYPES   two bytes of length, then UTF-8
 * long    2 rank + 4
 * text    LONG
 * long[]  rank, sides, strides, type, 1, order
 * text    MIXED_DATA_TYPES
 * long    length
 * text    FLOAT or DOUBLE
 * numbers of that type, to the end
 * </pre>
 *
 * {@code Nd4j.read} makes room for whatever lengths stand there, and lets strides point anywhere;
 * here the bytes must be as many as they say, and strides are passed over.
 *
 * @param numbers the stored numbers alone
 * @param width bytes of a number, 4 or 8
 * @param sides of the array, 1 or 2; of two the first is 1
 */
record StoredRow(ByteBuffer numbers, int width, int sides) {
  private static final String PLAIN = "MIXED_DATA_TYPES";

  /**
   * Looks at the header.
   *
   * @throws IOException when the bytes are not such a row
   */
  static StoredRow of(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      int sides = sides(in);
      long promised = length(in, sides);
      String mode = text(in);
      long length = in.getLong();
      int width =
          switch (text(in)) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            default -> throw unreadable();
          };
      if (!mode.equals(PLAIN)
          || length != promised
          || in.remaining() % width != 0
          || length != in.remaining() / width) {
        throw unreadable();
      }
      return new StoredRow(in.slice(), width, sides);
    } catch (BufferUnderflowException damaged) {
      throw new IOException(unreadable().getMessage(), damaged);
    }
  }

  private static int sides(ByteBuffer in) throws IOException {
    String mode = text(in);
    long entries = in.getLong();
    String type = text(in);
    long sides = in.getLong();
    if (!mode.equals(PLAIN)
        || !type.equals("LONG")
        || sides < 1
        || sides > 2
        || entries != 2 * sides + 4) {
      throw unreadable();
    }
    return (int) sides;
  }

  /** Reads over the rest of the first buffer and returns how many numbers it promises. */
  private static long length(ByteBuffer in, int sides) throws IOException {
    if (sides == 2 && in.getLong() != 1) {
      throw unreadable();
    }
    long length = in.getLong();
    for (int i = 0; i < sides + 3; i++) {
      in.getLong();
    }
    return length;
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static IOException unreadable() {
    return new IOException("the numbers of the model file cannot be read");
  }

  /** How many numbers it has. */
  int length() {
    return numbers.remaining() / width;
  }

  /** The numbers as floats, {@code [length]} or {@code [1, length]} as they were stored. */
  INDArray toArray() {
    float[] values = new float[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          width == Float.BYTES
              ? numbers.getFloat(i * Float.BYTES)
              : (float) numbers.getDouble(i * Double.BYTES);
    }
    long[] shape = sides == 1 ? new long[] {values.length} : new long[] {1, values.length};
    return Nd4j.create(values, shape, 'c');
  }
}
