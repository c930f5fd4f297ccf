package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.testing.LocalSpark;
import scala.collection.JavaConverters;

@ExtendWith(LocalSpark.class)
class JobRunnerTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicInteger runs = new AtomicInteger();

  /** What happens while the job writes. */
  private Runnable during = () -> {};

  @TempDir private Path place;

  @Test
  void theSameRunAgainHasNothingToDo(SparkSession spark) {
    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());
    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());

    assertThat(runs).hasValue(1);
    assertThat(text()).contains("is complete, nothing to do");
    assertThat(place.resolve("out/_SUCCESS")).exists();
  }

  @Test
  void anotherRunIsRefusedWithTheKeysThatDifferAndReplacesOnlyWhenTold(SparkSession spark) {
    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());

    assertThatThrownBy(
            () -> runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings("render.size=48")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("stands complete from another run (render.size differ)");
    assertThat(runs).hasValue(1);

    runner(spark, JobRunner.Overwrite.WHEN_DIFFERENT).run(verb(), settings("render.size=48"));
    assertThat(runs).hasValue(2);
    runner(spark, JobRunner.Overwrite.ALWAYS).run(verb(), settings("render.size=48"));
    assertThat(runs).hasValue(3);
  }

  @Test
  void aFolderOfSomebodyElseIsNeverTouched(SparkSession spark) throws Exception {
    Files.createDirectories(place.resolve("out"));
    Files.writeString(place.resolve("out/thesis.txt"), "precious");

    assertThatThrownBy(() -> runner(spark, JobRunner.Overwrite.ALWAYS).run(verb(), settings()))
        .hasMessageContaining("was not written by netdiffus");
    assertThat(place.resolve("out/thesis.txt")).hasContent("precious");
  }

  @Test
  void theBeginningOfAnotherRunIsNotClearedUnlessTold(SparkSession spark) throws Exception {
    RunFolder folder =
        RunFolder.at(place.resolve("out").toString(), spark.sparkContext().hadoopConfiguration());
    folder.begin(
        new RunRecord(
            RunRecord.PROGRAM,
            "train-denoiser",
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>()));
    folder.writeWork("checkpoint", new byte[] {1});

    assertThatThrownBy(() -> runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds the beginning of another run")
        .hasMessageContaining("the verb");
    assertThat(place.resolve("out/_work/checkpoint")).exists();

    runner(spark, JobRunner.Overwrite.ALWAYS).run(verb(), settings());
    assertThat(place.resolve("out/_SUCCESS")).exists();
  }

  @Test
  void whatARunCountsIsAMetricOfSpark(SparkSession spark) {
    Source before = metrics();
    JobRunner runner = runner(spark, JobRunner.Overwrite.NEVER);
    Source after = metrics();
    assertThat(after).isNotSameAs(before);
    runner.run(verb(), settings());

    assertThat(gauge(after, "netdiffus.tiles")).isEqualTo(1L);
    assertThat(gauge(after, "netdiffus.packets")).isEqualTo(7L);
    assertThat(gauge(after, "netdiffus.skipped")).isEqualTo(5L);
    assertThat(gauge(after, "netdiffus.samples")).isEqualTo(0L);
  }

  /** The newest of the sources of accumulators. */
  private static Source metrics() {
    List<Source> sources =
        JavaConverters.seqAsJavaList(
            SparkEnv.get().metricsSystem().getSourcesByName("AccumulatorSource"));
    return sources.isEmpty() ? new NoSource() : sources.get(sources.size() - 1);
  }

  private static Object gauge(Source source, String name) {
    return Objects.requireNonNull(source.metricRegistry().getGauges().get(name)).getValue();
  }

  private static final class NoSource implements Source {
    @Override
    public String sourceName() {
      return "none";
    }

    @Override
    public MetricRegistry metricRegistry() {
      return new MetricRegistry();
    }
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndWritesNothing(SparkSession spark) {
    runner(spark, JobRunner.Overwrite.NEVER)
        .explain(verb(), settings("render.input=" + place.resolve("in"), "render.output=anywhere"));

    assertThat(text()).contains("would write").contains("one line of the plan");
    assertThat(place.resolve("out")).doesNotExist();
    assertThat(runs).hasValue(0);
  }

  @Test
  void whileOneRunWritesASecondOneIsRefusedAndTheFirstEndsInPeace(SparkSession spark) {
    List<String> refusals = new ArrayList<>();
    during =
        () -> {
          Throwable refused =
              catchThrowable(
                  () -> runner(spark, JobRunner.Overwrite.ALWAYS).run(verb(), settings()));
          assertThat(refused).isInstanceOf(UserError.class);
          refusals.add(String.valueOf(refused.getMessage()));
        };

    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());

    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0))
        .startsWith(
            place.resolve("out") + " is being written by another run (render-tiles, process ")
        .contains(" since 20", ", application local-")
        .endsWith("): let it end, or name another output.");
    assertThat(runs).hasValue(1);
    assertThat(names()).containsExactly("_SUCCESS", "result.txt", "run.json");
  }

  @Test
  void anOutputThatVanishesIsNotPublishedAndTheSameRunAgainMakesIt(SparkSession spark) {
    during = () -> deleteAll(place.resolve("out"));

    assertThatThrownBy(() -> runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            place.resolve("out")
                + " was removed while it was being written: see who did that, and give the same"
                + " command again.");
    assertThat(place.resolve("out")).doesNotExist();

    during = () -> {};
    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());
    assertThat(names()).containsExactly("_SUCCESS", "result.txt", "run.json");
  }

  @Test
  void aDamagedRecordIsCalledThatAndItsFolderIsLeftAlone(SparkSession spark) throws Exception {
    runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings());
    byte[] record = Files.readAllBytes(place.resolve("out/run.json"));
    Files.write(place.resolve("out/run.json"), Arrays.copyOf(record, record.length / 2));

    assertThatThrownBy(() -> runner(spark, JobRunner.Overwrite.ALWAYS).run(verb(), settings()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "run.json in "
                + place.resolve("out")
                + " is damaged: name another output or move the folder away.");
    assertThat(place.resolve("out/result.txt")).exists();
  }

  @Test
  void aRunThatFailsGivesItsLockBack(SparkSession spark) {
    during =
        () -> {
          throw new IllegalStateException("a fault");
        };
    assertThatThrownBy(() -> runner(spark, JobRunner.Overwrite.NEVER).run(verb(), settings()))
        .hasMessage("a fault");

    assertThat(names()).containsExactly("_started.json", "_work");
  }

  private List<String> names() {
    try (Stream<Path> children = Files.list(place.resolve("out"))) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobRunner runner(SparkSession spark, JobRunner.Overwrite overwrite) {
    return new JobRunner(spark, new PrintStream(printed, true, StandardCharsets.UTF_8), overwrite);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static ResolvedSettings settings(String... singles) {
    return ResolvedSettings.resolve(List.of(), List.of(singles));
  }

  private Verb verb() {
    return new Verb(
        "render-tiles",
        "a test",
        "render",
        Set.of("input", "output"),
        List.of("results"),
        settings -> new Counting());
  }

  private final class Counting implements Job {
    @Override
    public String output() {
      return place.resolve("out").toString();
    }

    @Override
    public Prepared prepare(SparkSession spark) {
      return new Prepared(
          List.of(new InputIdentity("a", 1, "ab")), List.of("one line of the plan"), this::write);
    }

    private Outcome write(RunFolder folder) {
      runs.incrementAndGet();
      during.run();
      folder.writeWork("result.txt", new byte[] {1});
      return new Outcome(
          new TreeMap<>(
              Map.of("results", 1L, "packets", 7L, "skipped: a", 2L, "traces skipped: b", 3L)),
          new TreeMap<>(),
          List.of());
    }
  }
}
