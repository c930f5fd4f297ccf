package org.netdiffus.dl4j;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Whether the native library that was loaded can hand convolutions to oneDNN.
 *
 * <p>Without it convolutions are five to thirty times slower and nothing says so: ND4J's own
 * switches ({@code isUseONEDNN}, {@code helpersAllowed}) answer yes even then. What the library
 * tells of its build is the one reliable sign.
 */
public final class OneDnn {
  private static final String MARK = "HAVE_ONEDNN";

  private OneDnn() {}

  /** What ND4J's native library says of its build. */
  public static String buildInformation() {
    // Loads the backend; asking for the native operations first leaves the class unusable.
    Nd4j.getExecutioner();
    return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();
  }

  /** Whether the library was built with oneDNN. */
  public static boolean isPresent() {
    return buildInformation().contains(MARK);
  }

  /**
   * Checks that oneDNN is there, if the CPU computes.
   *
   * @throws IllegalStateException when it is not, with the library's own description
   */
  public static void require() {
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      return;
    }
    String build = buildInformation();
    if (!build.contains(MARK)) {
      throw new IllegalStateException(
          "ND4J was loaded without oneDNN, so training would take ten times as long; keep exactly"
              + " one nd4j-native build on the class path, one with onednn in its name. Loaded: "
              + build);
    }
  }
}
