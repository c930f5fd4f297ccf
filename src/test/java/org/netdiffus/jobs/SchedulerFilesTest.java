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
  private static final Path DAG = Path.of("jobs/airflow/netdiffus_pipeline.py");
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
      documented.add(line.replace(" !", ""));
      if (line.endsWith(" !")) {
        required.add(line.replace(" !", ""));
      }
    }
    Set<String> fields = new LinkedHashSet<>();
    collect("", manifest(file), fields);
    assertThat(documented).containsAll(fields);
    assertThat(fields).containsAll(required);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestStartsItsVerbWithASettingsFileThatIsThere(Path file) throws IOException {
    Map<?, ?> spec = (Map<?, ?>) Objects.requireNonNull(manifest(file).get("spec"));
    String verb = names(List.of(file)).get(0);
    assertThat(spec.get("mainClass")).isEqualTo(Main.class.getName());
    assertThat(spec.get("arguments"))
        .isEqualTo(List.of(verb, "--conf", "/etc/netdiffus/" + verb + ".conf"));
    assertThat(SETTINGS.resolve(verb + ".conf")).exists();
  }

  @Test
  void theDagCompiles() throws Exception {
    assumePython();
    String program = "import ast, sys; ast.parse(open(sys.argv[1]).read())";
    assertThat(python(List.of("-c", program, DAG.toString()))).isEmpty();
  }

  @Test
  void theDagGivesItsOperatorsDocumentedParametersAndTemplatesOnlyWhereTheyAreFilledIn()
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
    for (JsonNode task : tasks("filled-in", SETTINGS)) {
      task.get("arguments")
          .fields()
          .forEachRemaining(
              argument -> {
                assertThat(documented).contains(argument.getKey());
                if (argument.getValue().toString().contains("filled-in")) {
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

  /** The tasks of the DAG, with the variables that say where below a folder. */
  static JsonNode tasks(String folder, Path settings) throws Exception {
    return new ObjectMapper()
        .readTree(
            python(
                List.of(
                    STAND_IN.resolve("print_tasks.py").toString(),
                    DAG.toString(),
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
