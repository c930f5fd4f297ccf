package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportedExperimentsTest {
  private static final Path EXPORTED = Path.of("notebooks-exported");

  /** A page in the script that makes them: experiment, data set, stands for, settings. */
  private static final Pattern PAGE =
      Pattern.compile("\\[([a-z0-9-]+)]=\"([a-z-]+) [a-z,]+ ([A-Za-z0-9-]+) (.+)\"");

  @Test
  void everyPageIsListedAndIsMadeByTheScriptWithTheSettingsThatItBears() throws IOException {
    Map<String, Matcher> made = made();
    String list = Files.readString(EXPORTED.resolve("README.md"));
    List<Path> pages = pages();

    assertThat(pages).isNotEmpty();
    for (Path page : pages) {
      String name = page.getFileName().toString();
      JsonNode experiment = new ObjectMapper().readTree(page.resolve("experiment.json").toFile());
      assertThat(list).contains("(" + name + "/experiment.html)");
      Matcher line = Objects.requireNonNull(made.get(name), name + " in the script");
      assertThat(experiment.get("name").asText()).isEqualTo(line.group(2));
      if (!line.group(3).equals("-")) {
        assertThat(experiment.get("standsFor").asText()).as(name).isEqualTo(line.group(3));
      }
      for (String setting : line.group(4).split(" ", -1)) {
        String[] keyAndValue = setting.split("=", 2);
        JsonNode borne = experiment.get("settings").get(keyAndValue[0]);
        if (borne != null) {
          assertThat(borne.asText()).as(name + ": " + setting).isEqualTo(keyAndValue[1]);
        }
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.list(EXPORTED)) {
      return all.filter(folder -> Files.exists(folder.resolve("experiment.json")))
          .sorted()
          .toList();
    }
  }

  private static Map<String, Matcher> made() throws IOException {
    Map<String, Matcher> made = new TreeMap<>();
    for (String line : Files.readAllLines(EXPORTED.resolve("make"))) {
      Matcher matcher = PAGE.matcher(line.strip());
      if (matcher.matches()) {
        made.put(matcher.group(1), matcher);
      }
    }
    return made;
  }
}
