package org.netdiffus.jobs;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A process that {@link ShadedJarIT} starts: loads the native libraries and prints what they are.
 */
final class ShadedJarProbe {
  private ShadedJarProbe() {}

  public static void main(String[] arguments) {
    Nd4j.getExecutioner();
    System.out.println(NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo());
    System.out.println("sum " + Nd4j.ones(3, 4).sumNumber());
    System.out.println("mean " + mean());
  }

  private static float mean() {
    try (Mat image = new Mat(2, 2, opencv_core.CV_32FC1);
        Mat pixel = new Mat();
        Size one = new Size(1, 1)) {
      try (FloatIndexer pixels = image.createIndexer()) {
        pixels.put(0, 0, 1f).put(0, 1, 2f).put(1, 0, 3f).put(1, 1, 6f);
      }
      opencv_imgproc.resize(image, pixel, one, 0, 0, opencv_imgproc.INTER_AREA);
      try (FloatIndexer pixels = pixel.createIndexer()) {
        return pixels.get(0, 0);
      }
    }
  }
}
