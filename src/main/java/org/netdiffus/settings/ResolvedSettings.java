package org.netdiffus.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * All settings of a run, resolved once: {@code reference.conf}, then the preset that {@code
 * train.preset} names, then the settings files in the order given, then single settings. What is
 * wrong with a value becomes a {@link UserError} that names the key and the value.
 */
public final class ResolvedSettings {
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Keys whose value may be a table with the user's own names as keys. */
  private static final List<String> TABLES = List.of("sample.per-class");

  private static final String DEFAULT = "default";
  private static final String PRESET = "preset ";
  private static final String FILE = "file ";
  private static final String ARGUMENT = "argument --set ";
  private static final String LINES = ": [0-9-]+$";
  private static final Pattern OWN_FILES =
      Pattern.compile("(default|quickstart|preset \\S+|the pipeline)(" + LINES + ")?");

  private final Config config;

  private ResolvedSettings(Config config) {
    this.config = config;
  }

  /**
   * Resolves the settings of a run.
   *
   * @param files settings files in HOCON; later ones win
   * @param singles {@code key=value} each; they win over the files, later ones over earlier ones
   * @throws UserError for a file that cannot be read, an unknown key or an unknown preset
   */
  public static ResolvedSettings resolve(List<Path> files, List<String> singles) {
    return resolve(ConfigFactory.empty(), files, singles);
  }

  /**
   * The same with a settings file that comes with the program, weaker than the user's.
   *
   * @param resource name of the file on the class path, such as {@code quickstart.conf}
   */
  public static ResolvedSettings resolve(String resource, List<Path> files, List<String> singles) {
    String name = resource.replace(".conf", "");
    return resolve(ConfigFactory.parseResources(resource, from(name)), files, singles);
  }

  /**
   * The same over settings of an earlier run, weaker than the user's.
   *
   * @param recorded key to value as {@link #section} gives them; keys that are not known any more
   *     are left out
   */
  public static ResolvedSettings resolve(
      Map<String, String> recorded, List<Path> files, List<String> singles) {
    Config reference = ConfigFactory.parseResources("reference.conf").resolve();
    Config weakest = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : recorded.entrySet()) {
      String key = entry.getKey();
      if (reference.hasPathOrNull(key) || isOfTable(key)) {
        weakest = single(key + "=" + entry.getValue()).withFallback(weakest);
      }
    }
    return resolve(weakest, files, singles);
  }

  private static ResolvedSettings resolve(Config weakest, List<Path> files, List<String> singles) {
    Config reference = ConfigFactory.parseResources("reference.conf", from(DEFAULT));
    Config given = weakest;
    for (Path file : files) {
      given = parse(file).withFallback(given);
    }
    for (String single : singles) {
      given = single(single).withFallback(given);
    }
    Config known = reference.resolve();
    rejectUnknownKeys(given, known);
    String preset = substituted(given.withFallback(reference)).text("train.preset");
    return substituted(given.withFallback(preset(preset, known)).withFallback(reference));
  }

  private static ResolvedSettings substituted(Config config) {
    try {
      return new ResolvedSettings(config.resolve());
    } catch (ConfigException e) {
      throw UserError.settings(
          "a setting refers to what is not there (" + e.getMessage() + ")",
          "define what stands in ${…}, or write the value itself");
    }
  }

  /** These settings with some replaced; the keys must be known ones. */
  public ResolvedSettings with(Map<String, String> replaced) {
    Config result = config;
    for (Map.Entry<String, String> entry : replaced.entrySet()) {
      result =
          result.withValue(
              entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue(), "the pipeline"));
    }
    return new ResolvedSettings(result);
  }

  /** Whether there is a setting of this key. */
  public boolean has(String key) {
    return config.hasPath(key);
  }

  /** The text of a setting, empty when it was not given. */
  public String text(String key) {
    return read(key, config::getString).strip();
  }

  /**
   * A text that has to be given.
   *
   * @throws UserError that says what to set
   */
  public String requiredText(String key, String what) {
    String text = text(key);
    if (text.isEmpty()) {
      throw UserError.settings(key + " is not set", "give " + what + " with --set " + key + "=…");
    }
    return text;
  }

  /** One text, or the elements of a list, or of a text with commas. */
  public List<String> texts(String key) {
    if (read(key, config::getValue) instanceof ConfigList list) {
      return list.unwrapped().stream().map(String::valueOf).toList();
    }
    return List.of(text(key).split("\\s*,\\s*", -1));
  }

  /** A whole number within bounds, both included. */
  public int wholeNumber(String key, int least, int most) {
    try {
      int value = exact(key).intValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Told below: a fraction, too large, or no number at all.
    }
    throw UserError.settings(
        key + " = " + text(key), "give a whole number from " + least + " to " + most);
  }

  /** A whole number of 64 bits, such as a seed. */
  public long longNumber(String key) {
    try {
      return exact(key).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw UserError.settings(key + " = " + text(key), "give a whole number of at most 18 digits");
    }
  }

  private BigDecimal exact(String key) {
    return new BigDecimal(text(key));
  }

  /** A number within bounds, both included. */
  public double number(String key, double least, double most) {
    double value = read(key, config::getDouble);
    if (!(value >= least && value <= most)) {
      throw UserError.settings(key + " = " + value, "give a number from " + least + " to " + most);
    }
    return value;
  }

  /** A length of time above zero, such as {@code 250ms}. */
  public Duration duration(String key) {
    Duration value = read(key, config::getDuration);
    boolean withUnit = Character.isLetter(text(key).charAt(text(key).length() - 1));
    if (!withUnit || value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw UserError.settings(
          key + " = " + text(key), "give a time above zero with its unit, such as 250ms");
    }
    return value;
  }

  /** One of the names that {@code names} gives to the constants. */
  public <E> E choice(String key, List<E> choices, Function<E, String> names) {
    String text = text(key);
    return choices.stream()
        .filter(choice -> names.apply(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.settings(
                    key + " = " + text,
                    "give one of " + String.join(", ", choices.stream().map(names).toList())));
  }

  /** One of some names. */
  public String choice(String key, List<String> choices) {
    return choice(key, choices, Function.identity());
  }

  /** The numbers of a table by name; empty when the setting is a single value. */
  public Optional<SortedMap<String, Integer>> table(String key) {
    if (read(key, config::getValue).valueType() != ConfigValueType.OBJECT) {
      return Optional.empty();
    }
    SortedMap<String, Integer> table = new TreeMap<>();
    config
        .getObject(key)
        .forEach((name, value) -> table.put(name, wholeNumberOf(key + "." + name, value)));
    return Optional.of(table);
  }

  /** Every setting below a prefix such as {@code render}, key to rendered value, sorted by key. */
  public SortedMap<String, String> section(String prefix) {
    SortedMap<String, String> section = new TreeMap<>();
    config
        .getConfig(prefix)
        .entrySet()
        .forEach(entry -> section.put(prefix + "." + entry.getKey(), rendered(entry.getValue())));
    return section;
  }

  /**
   * One line a setting below the prefix: key, value and where the value came from: {@code default},
   * {@code preset NAME}, {@code quickstart}, {@code file PATH: LINE} or {@code argument --set KEY}.
   */
  public List<String> explain(String prefix) {
    return config.getConfig(prefix).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                "%s.%s = %s    (%s)"
                    .formatted(
                        prefix,
                        entry.getKey(),
                        rendered(entry.getValue()),
                        origin(entry.getValue())))
        .toList();
  }

  private <T> T read(String key, Function<String, T> reader) {
    try {
      return reader.apply(key);
    } catch (ConfigException.Missing e) {
      throw UserError.settings(key + " = null", "give a value, or leave the setting out");
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw UserError.settings(
          key + " = " + rendered(config.getValue(key)) + " is of the wrong kind",
          "see reference.conf for what it takes");
    }
  }

  private static int wholeNumberOf(String key, ConfigValue value) {
    try {
      return Integer.parseInt(String.valueOf(value.unwrapped()));
    } catch (NumberFormatException e) {
      throw UserError.settings(key + " = " + rendered(value), "give a whole number");
    }
  }

  private static ConfigParseOptions from(String origin) {
    return ConfigParseOptions.defaults().setOriginDescription(origin);
  }

  /**
   * Files that come with the program are known by their part; of the user's the line counts too.
   */
  private static String origin(ConfigValue value) {
    String description = value.origin().description();
    if (description.startsWith(ARGUMENT) || OWN_FILES.matcher(description).matches()) {
      return description.replaceFirst(LINES, "");
    }
    return description.startsWith(FILE) ? description : FILE + description;
  }

  private static String rendered(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? String.valueOf(value.unwrapped())
        : value.render(ConfigRenderOptions.concise());
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.settings("no settings file " + file, "check the path given with --conf");
    }
    try {
      return ConfigFactory.parseFile(file.toFile(), from(FILE + file).setAllowMissing(false));
    } catch (ConfigException e) {
      throw UserError.settings(
          "settings file " + file + " cannot be read (" + e.getMessage() + ")",
          "mend it; the format is HOCON");
    }
  }

  private static Config single(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw UserError.settings("--set " + text, "write it as --set key=value");
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    try {
      if (value.startsWith("[") || value.startsWith("{")) {
        return ConfigFactory.parseString(key + " = " + value, from(ARGUMENT + key));
      }
      return ConfigFactory.empty()
          .withValue(key, ConfigValueFactory.fromAnyRef(value, ARGUMENT + key));
    } catch (ConfigException e) {
      throw UserError.settings("--set " + text + " cannot be read", "write it as --set key=value");
    }
  }

  private static void rejectUnknownKeys(Config given, Config reference) {
    Set<String> known =
        reference.entrySet().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key) && !isOfTable(key)) {
        throw UserError.settings(
            "unknown setting " + key + " (" + entry.getValue().origin().description() + ")",
            "did you mean " + nearest(key, reference) + "? See reference.conf for all of them");
      }
    }
  }

  private static boolean isOfTable(String key) {
    return TABLES.stream().anyMatch(table -> key.startsWith(table + "."));
  }

  private static String nearest(String key, Config reference) {
    LevenshteinDistance distance = new LevenshteinDistance();
    return reference.entrySet().stream()
        .map(Map.Entry::getKey)
        .min(
            Comparator.comparing((String known) -> distance.apply(key, known))
                .thenComparing(k -> k))
        .orElseThrow();
  }

  private static Config preset(String name, Config reference) {
    String resource = "presets/" + name.toLowerCase(Locale.ROOT) + ".conf";
    if (ResolvedSettings.class.getClassLoader().getResource(resource) == null) {
      throw UserError.settings(
          "train.preset = " + name,
          "give one of test, cpu, cpu-64, gpu-64, paper, paper-128, 1d-test, 1d-cpu, 1d-cpu-48");
    }
    Config preset = ConfigFactory.parseResources(resource, from(PRESET + name));
    rejectUnknownKeys(preset, reference);
    return preset;
  }
}
