package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.netdiffus.settings.ResolvedSettings;
import org.yaml.snakeyaml.Yaml;

/** Checks what a scheduler takes: settings files, the Airflow DAG, the Kubernetes manifests. */
class SchedulerFilesTest {
  private static final Path SETTINGS = Path.of("jobs/settings");
  private static final Path MANIFESTS = Path.of("jobs/kubernetes");
  private static final Path DAGS = Path.of("jobs/airflow");
  private static final Path DAG = DAGS.resolve("netdiffus_pipeline.py");
  private static final Path SYNTHETIC = DAGS.resolve("netdiffus_synthetic.py");
  private static final Path DOCUMENTED = Path.of("src/test/resources/documented");
  private static final Path STAND_IN = Path.of("src/test/resources/airflow-stand-in");

  static List<Path> settingsFiles() throws IOException {
    return files(SETTINGS, ".conf");
  }

  static List<Path> manifests() throws IOException {
    return files(MANIFESTS, ".yaml");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settingsFiles")
  void aSettingsFileMakesTheJobOfItsVerbThatWritesWhereItSays(Path file) {
    ResolvedSettings settings = ResolvedSettings.resolve(List.of(file), List.of());
    String name = names(List.of(file)).get(0);
    if (name.equals("run-pipeline")) {
      assertThat(settings.text("pipeline.output")).startsWith("/data/netdiffus/");
    } else {
      Verb verb = Verb.of(name);
      assertThat(verb.job().apply(settings).output())
          .isEqualTo(settings.text(verb.section() + ".output"))
          .startsWith("/data/netdiffus/");
    }
  }

  @Test
  void everyVerbHasASettingsFileAndAManifest() throws IOException {
    List<String> verbs = Verb.ALL.stream().map(Verb::name).toList();
    assertThat(names(settingsFiles())).containsAll(verbs).contains("run-pipeline");
    assertThat(names(manifests())).containsAll(verbs).contains("run-pipeline");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestHoldsDocumentedFieldsAndAllRequiredOnes(Path file) throws IOException {
    Set<String> documented = new LinkedHashSet<>();
    Set<String> required = new LinkedHashSet<>();
    for (String line : lines("sparkapplication-v1beta2.txt")) {
      documented.add(line.replace(" !", "").replace(".*", ""));
      if (line.endsWith(" !")) {
        required.add(line.replace(" !", ""));
      }
    }
    Set<String> open = new LinkedHashSet<>(lines("sparkapplication-v1beta2.txt"));
    open.removeIf(line -> !line.endsWith(".*"));
    Set<String> fields = new LinkedHashSet<>();
    collect("", manifest(file), fields);
    Set<String> ofApplication =
        fields.stream()
            .map(field -> field.replaceFirst("^spec\\.template\\.", "spec."))
            .filter(field -> open.stream().noneMatch(map -> field.startsWith(map.replace("*", ""))))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    assertThat(documented).containsAll(ofApplication);
    assertThat(ofApplication).containsAll(required);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestStartsItsVerbWithASettingsFileThatIsThere(Path file) throws IOException {
    Map<?, ?> spec = application(file);
    String name = names(List.of(file)).get(0);
    assertThat(spec.get("mainClass")).isEqualTo(Main.class.getName());
    List<String> arguments =
        ((List<?>) Objects.requireNonNull(spec.get("arguments")))
            .stream().map(String::valueOf).toList();
    String verb = arguments.get(0);
    assertThat(name).contains(verb);
    assertThat(arguments.subList(0, 3))
        .isEqualTo(List.of(verb, "--conf", "/etc/netdiffus/" + verb + ".conf"));
    assertThat(SETTINGS.resolve(verb + ".conf")).exists();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestRunsWithoutRootAndSaysWhatItNeedsAndWhereItIsWatched(Path file) throws IOException {
    Map<?, ?> spec = application(file);
    for (String pod : List.of("driver", "executor")) {
      Map<?, ?> part = (Map<?, ?>) Objects.requireNonNull(spec.get(pod));
      assertThat(part.get("podSecurityContext"))
          .isEqualTo(Map.of("runAsNonRoot", true, "runAsUser", 185, "fsGroup", 185));
      assertThat(part.get("securityContext")).isEqualTo(Map.of("allowPrivilegeEscalation", false));
      assertThat(part.keySet().stream().map(String::valueOf))
          .contains("cores", "memory", "memoryOverhead");
    }
    assertThat(String.valueOf(spec.get("sparkConf")))
        .contains("PrometheusServlet", "spark.eventLog.dir=file:///data/netdiffus/events");
  }

  @Test
  void aGpuIsAskedForWithAnImageOfItsOwnAndATaskForEachGpu() throws IOException {
    Map<?, ?> spec = application(MANIFESTS.resolve("train-denoiser-gpu.yaml"));
    Map<?, ?> executor = (Map<?, ?>) Objects.requireNonNull(spec.get("executor"));
    assertThat(executor.get("gpu")).isEqualTo(Map.of("name", "nvidia.com/gpu", "quantity", 1));
    assertThat(executor.get("cores")).isEqualTo(1);
    assertThat(String.valueOf(spec.get("image"))).endsWith("-cuda");
    assertThat(String.valueOf(spec.get("sparkConf")))
        .contains("spark.task.resource.gpu.amount=1", "discoveryScript=/opt/netdiffus/find-gpus");
  }

  @Test
  void thePipelineOfEachNightLeavesOutARunWhileAnotherWrites() throws IOException {
    Map<?, ?> manifest = manifest(MANIFESTS.resolve("nightly-run-pipeline.yaml"));
    assertThat(manifest.get("kind")).isEqualTo("ScheduledSparkApplication");
    Map<?, ?> spec = (Map<?, ?>) Objects.requireNonNull(manifest.get("spec"));
    assertThat(spec.get("concurrencyPolicy")).isEqualTo("Forbid");
    assertThat(String.valueOf(spec.get("schedule"))).matches("(\\S+ ){4}\\S+");
  }

  @Test
  void theImageHoldsTheShadedJarWhereTheManifestsLookAndTheSparkThatTheyName() throws IOException {
    List<String> recipe = Files.readAllLines(MANIFESTS.resolve("Containerfile"));
    Map<?, ?> spec = application(MANIFESTS.resolve("run-pipeline.yaml"));
    String jar = String.valueOf(spec.get("mainApplicationFile")).replace("local://", "");
    assertThat(recipe)
        .contains("COPY target/netdiffus-*-shaded.jar " + jar, "USER 185")
        .anyMatch(
            line -> line.startsWith("ARG BASE=apache/spark:" + spec.get("sparkVersion") + "-"));
    for (String line : recipe) {
      if (line.startsWith("COPY ") && !line.contains("*")) {
        assertThat(Path.of(line.split(" ", -1)[1])).exists();
      }
    }
  }

  /** Airflow's hook of spark-submit takes such words in a log for how a container has ended. */
  @Test
  void noTextOfTheProgramLooksLikeTheExitCodeOfAContainer() throws IOException {
    Predicate<String> likeAnExitCode = Pattern.compile("[eE]xit code: ").asPredicate();
    assertThat(likeAnExitCode).accepts("\t exit code: 0", "Exit code: 137");
    for (Path folder : List.of(Path.of("src/main"), Path.of("submit"), Path.of("jobs"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).lines())
              .as(file.toString())
              .isNotEmpty()
              .noneMatch(likeAnExitCode);
        }
      }
    }
  }

  /** The SparkApplication of a manifest, also of one that is scheduled. */
  private static Map<?, ?> application(Path file) throws IOException {
    Map<?, ?> spec = (Map<?, ?>) Objects.requireNonNull(manifest(file).get("spec"));
    return spec.get("template") instanceof Map<?, ?> template ? template : spec;
  }

  static List<Path> dags() throws IOException {
    return files(DAGS, ".py");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dags")
  void aDagCompiles(Path dag) throws Exception {
    assumePython();
    String program = "import ast, sys; ast.parse(open(sys.argv[1]).read())";
    assertThat(python(List.of("-c", program, dag.toString()))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dags")
  void aDagGivesItsOperatorsDocumentedParametersAndTemplatesOnlyWhereTheyAreFilledIn(Path dag)
      throws Exception {
    assumePython();
    Set<String> templated = new LinkedHashSet<>();
    Set<String> documented = new LinkedHashSet<>();
    for (String line : lines("spark-submit-operator.txt")) {
      documented.add(line.replace(" T", ""));
      if (line.endsWith(" T")) {
        templated.add(line.replace(" T", ""));
      }
    }
    for (JsonNode task : tasks(dag, "filled-in", SETTINGS)) {
      List<String> mapped = new ArrayList<>();
      task.get("mapped").forEach(name -> mapped.add(name.asText()));
      task.get("arguments")
          .fields()
          .forEachRemaining(
              argument -> {
                assertThat(documented).contains(argument.getKey());
                // What is mapped over is handed on as it is, so nothing would fill a template in.
                if (mapped.contains(argument.getKey())) {
                  assertThat(argument.getValue().toString()).doesNotContain("{{");
                } else if (argument.getValue().toString().contains("filled-in")) {
                  assertThat(templated).contains(argument.getKey());
                }
              });
    }
  }

  @Test
  void theDagStartsEveryVerbAfterThoseWhoseOutputItReads() throws Exception {
    assumePython();
    Map<String, String> writers = new HashMap<>(Map.of("filled-in/captures", "nobody"));
    Map<String, Set<String>> earlier = new HashMap<>(Map.of("nobody", Set.of()));
    for (JsonNode task : tasks("filled-in", SETTINGS)) {
      String verb = task.get("arguments").get("task_id").asText();
      Set<String> before = new LinkedHashSet<>(List.of("nobody"));
      task.get("after")
          .forEach(
              name -> {
                before.add(name.asText());
                before.addAll(earlier.getOrDefault(name.asText(), Set.of()));
              });
      earlier.put(verb, before);
      List<String> words = new ArrayList<>();
      task.get("arguments").get("application_args").forEach(word -> words.add(word.asText()));
      assertThat(words).startsWith(verb, "--conf");
      List<String> singles = words.stream().filter(word -> word.contains("=")).toList();
      ResolvedSettings.resolve(List.of(Path.of(words.get(2))), singles);
      for (String single : singles) {
        String value = single.substring(single.indexOf('=') + 1);
        if (single.contains(".output=")) {
          writers.put(value, verb);
        } else {
          assertThat(before).as(single).contains(writers.getOrDefault(value, "no task"));
        }
      }
    }
    assertThat(writers).containsEntry("filled-in/output/report", "evaluate");
  }

  @Test
  void newSyntheticSetsAreDrawnClassByClassWithSeedsAndPlacesOfTheirOwn() throws Exception {
    assumePython();
    Map<String, String> seeds = new HashMap<>();
    Set<String> drawn = new LinkedHashSet<>();
    Set<String> recovered = new LinkedHashSet<>();
    for (JsonNode task : tasks(SYNTHETIC, "filled-in", SETTINGS)) {
      List<String> words = new ArrayList<>();
      task.get("arguments").get("application_args").forEach(word -> words.add(word.asText()));
      ResolvedSettings settings =
          ResolvedSettings.resolve(
              List.of(Path.of(words.get(2))),
              words.stream().skip(3).filter(word -> word.contains("=")).toList());
      Verb verb = Verb.of(words.get(0));
      String output = verb.job().apply(settings).output();
      if (verb.name().equals("sample-tiles")) {
        assertThat(task.get("after")).isEmpty();
        assertThat(drawn.add(output)).as(output).isTrue();
        assertThat(SampleSettings.of(settings).perClass())
            .isEqualTo(
                new SampleSettings.ByLabel(
                    Map.of(output.contains("/000/") ? "web" : "video \"hd\"", 1000)));
        String set = output.replaceFirst("/[0-9]{3}/synthetic$", "");
        assertThat(seeds.putIfAbsent(set, settings.text("sample.seed")))
            .isIn(null, settings.text("sample.seed"));
      } else {
        assertThat(task.get("after").toString()).isEqualTo("[\"sample-tiles\"]");
        recovered.add(settings.text("recover.input"));
      }
    }
    assertThat(drawn).hasSize(2).isEqualTo(recovered);
    assertThat(seeds).containsExactly(Map.entry("filled-in/output/sets/0001", "1"));
  }

  /** The tasks of the DAG, with the variables that say where below a folder. */
  static JsonNode tasks(String folder, Path settings) throws Exception {
    return tasks(DAG, folder, settings);
  }

  private static JsonNode tasks(Path dag, String folder, Path settings) throws Exception {
    return new ObjectMapper()
        .readTree(
            python(
                List.of(
                    STAND_IN.resolve("print_tasks.py").toString(),
                    dag.toString(),
                    "netdiffus_labels=web, video \"hd\"",
                    "netdiffus_jar=" + folder + "/netdiffus.jar",
                    "netdiffus_captures=" + folder + "/captures",
                    "netdiffus_output=" + folder + "/output",
                    "netdiffus_settings=" + settings,
                    "netdiffus_properties=" + folder + "/spark.properties")));
  }

  static void assumePython() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException notInstalled) {
      there = false;
    }
    assumeTrue(there, "skipped: there is no python3 to read the DAG with");
  }

  private static String python(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", STAND_IN.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static Map<?, ?> manifest(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  /** The fields of a YAML document, as {@code spec.driver.env[].name}. */
  private static void collect(String at, Object value, Set<String> fields) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, member) -> collect(at.isEmpty() ? "" + key : at + "." + key, member, fields));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> collect(at + "[]", element, fields));
    }
    if (!at.isEmpty() && (!(value instanceof List) || !at.endsWith("[]"))) {
      fields.add(value instanceof List ? at + "[]" : at);
    }
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(DOCUMENTED.resolve(name)).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .toList();
  }

  private static List<String> names(List<Path> files) {
    return files.stream()
        .map(file -> file.getFileName().toString().replaceFirst("\\.\\w+$", ""))
        .collect(Collectors.toList());
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
