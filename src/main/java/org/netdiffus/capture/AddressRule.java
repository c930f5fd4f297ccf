package org.netdiffus.capture;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What addresses are called in what is written. */
public sealed interface AddressRule extends Serializable {
  /** Addresses as captured. */
  AddressRule AS_CAPTURED = new AsCaptured();

  /** Names by this rule, for use by one thread. */
  AddressNames names();

  /** Addresses as captured. */
  record AsCaptured() implements AddressRule {
    @Override
    public AddressNames names() {
      return AddressNames.AS_CAPTURED;
    }
  }

  /** Pseudonyms by a secret key, which nothing that this class says gives away. */
  final class Keyed implements AddressRule {
    /** Bytes of a key: half of them encrypt, half of them pad. */
    public static final int KEY_BYTES = 32;

    private static final long serialVersionUID = 1L;

    private final byte[] key;

    private Keyed(byte[] key) {
      this.key = key;
    }

    /**
     * Reads a key: {@value #KEY_BYTES} bytes, or twice as many hexadecimal digits, with white space
     * around them or not.
     *
     * @param file content of a file
     * @throws IllegalArgumentException when it is neither; the message tells no more of it than its
     *     length
     */
    public static Keyed of(byte[] file) {
      if (file.length == KEY_BYTES) {
        return new Keyed(file.clone());
      }
      String text = new String(file, StandardCharsets.ISO_8859_1).strip();
      if (!text.matches("\\p{XDigit}{" + 2 * KEY_BYTES + "}")) {
        throw new IllegalArgumentException(
            "it has "
                + file.length
                + " bytes, and is neither a key of "
                + KEY_BYTES
                + " bytes nor one of "
                + 2 * KEY_BYTES
                + " hexadecimal digits");
      }
      return new Keyed(HexFormat.of().parseHex(text));
    }

    @Override
    public AddressNames names() {
      return new CryptoPan(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Keyed that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
      return Keyed.class.hashCode();
    }

    @Override
    public String toString() {
      return "Keyed";
    }
  }
}
