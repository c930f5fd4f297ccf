package org.netdiffus.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.capture.BoundaryCheck;
import org.netdiffus.capture.CaptureIndex;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.CaptureSplits;
import org.netdiffus.capture.NotACaptureException;

/** Walks over whole captures, a task each: to index them, and to look after guessed boundaries. */
public final class CaptureChecks {
  private static final int MAGIC_BYTES = 4;

  private CaptureChecks() {}

  /**
   * What was found of one file.
   *
   * @param path its qualified path
   * @param finding in words
   * @param places places where boundaries were guessed
   * @param wrong of these, where the guess was wrong
   */
  public record Finding(String path, String finding, long places, long wrong)
      implements Serializable {}

  private interface Look extends Serializable {
    Finding at(FileStatus file, CaptureStore store, byte[] start, Configuration configuration)
        throws IOException, NotACaptureException;
  }

  /**
   * Writes the index of every capture at some paths.
   *
   * @param folder where to, empty for beside each capture
   * @return a finding for each file, in the order of the files
   * @throws org.netdiffus.settings.UserError when there is nothing at a path
   */
  public static Iterator<Finding> index(SparkSession spark, List<String> paths, String folder) {
    return each(
        spark,
        paths,
        (file, store, start, configuration) -> {
          CaptureIndexes indexes = new CaptureIndexes(folder, configuration);
          try (InputStream in = store.from(0)) {
            CaptureIndex index = CaptureIndex.walk(in, file.getLen(), file.getModificationTime());
            indexes.write(file.getPath(), index);
            return new Finding(
                file.getPath().toString(),
                "%,d parts in %s".formatted(index.parts().size(), indexes.place(file.getPath())),
                0,
                0);
          }
        });
  }

  /**
   * Compares guessed with true record boundaries of every classic capture at some paths.
   *
   * @param splitBytes distance of the places that are looked at, at least 1
   * @return a finding for each file, in the order of the files
   * @throws org.netdiffus.settings.UserError when there is nothing at a path
   */
  public static Iterator<Finding> boundaries(
      SparkSession spark, List<String> paths, long splitBytes) {
    return each(
        spark,
        paths,
        (file, store, start, configuration) -> {
          if (CaptureSplits.mustBeWalked(start)) {
            try (CaptureReader reader = CaptureReader.open(store.from(0))) {
              return new Finding(
                  file.getPath().toString(),
                  reader.format().description() + ", whose boundaries are not guessed",
                  0,
                  0);
            }
          }
          BoundaryCheck check = BoundaryCheck.of(store, splitBytes);
          return new Finding(
              file.getPath().toString(),
              "%,d places: %,d right, %,d not told by the bytes around them%s%s"
                  .formatted(
                      check.places(),
                      check.right(),
                      check.untold(),
                      wrong("false positives", check.falsePositives()),
                      wrong("false negatives", check.falseNegatives())),
              check.places(),
              check.places() - check.right() - check.untold());
        });
  }

  private static String wrong(String name, List<Long> places) {
    return places.isEmpty() ? ", no " + name : ", %s behind bytes %s".formatted(name, places);
  }

  private static Iterator<Finding> each(SparkSession spark, List<String> paths, Look look) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    CapturePlan plan =
        new CapturePlan(
            CaptureOptions.of(CaseInsensitiveStringMap.empty()), context.hadoopConfiguration());
    List<FileStatus> files = plan.files(paths);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    return context
        .parallelize(files, Math.max(1, files.size()))
        .map(file -> found(file, look, hadoop.value().value()))
        .toLocalIterator();
  }

  private static Finding found(FileStatus file, Look look, Configuration configuration)
      throws IOException {
    String path = file.getPath().toString();
    CaptureStore store = CaptureStore.of(path, file.getLen(), configuration);
    byte[] start = store.start(MAGIC_BYTES);
    Optional<UnpackedStream.Packing> packing = UnpackedStream.Packing.of(start);
    if (packing.isPresent()) {
      return new Finding(path, packing.get().description() + ", which is read as one stream", 0, 0);
    }
    try {
      return look.at(file, store, start, configuration);
    } catch (NotACaptureException noCapture) {
      return new Finding(
          path,
          Optional.ofNullable(noCapture.getMessage()).orElse(noCapture.reason().description()),
          0,
          0);
    }
  }
}
