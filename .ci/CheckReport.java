import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks at the {@code report.json} of a run, without any library: {@code java CheckReport.java
 * FOLDER CLASSES PER_CLASS}. Prints a line a check and ends with 1 when one fails.
 */
final class CheckReport {
  private final List<String> failures = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    Path file = find(Path.of(arguments[0]));
    Object report = new Json(Files.readString(file)).read();
    CheckReport check = new CheckReport();
    check.scores(list(report, "scores"));
    check.accuracies(list(report, "accuracies"));
    check.counts(
        list(report, "classes"), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    check.loss(list(member(report, "loss"), "loss"));
    if (!check.failures.isEmpty()) {
      System.err.println(file + ": " + String.join("; ", check.failures));
      System.exit(1);
    }
  }

  private static Path find(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("report.json"))
          .findFirst()
          .orElseThrow(() -> new IOException("no report.json below " + folder));
    }
  }

  private void scores(List<?> scores) {
    check(!scores.isEmpty(), "there are scores");
    for (Object score : scores) {
      check(
          finite(member(score, "value")) && finite(member(score, "floor")),
          "score " + member(score, "name") + " and its floor are finite");
    }
  }

  private void accuracies(List<?> accuracies) {
    check(
        accuracies.size() == 11,
        "three classifiers are judged: the CNN in three scenarios, the others in four");
    for (Object accuracy : accuracies) {
      Object mean = member(accuracy, "mean");
      check(
          finite(mean) && (double) mean >= 0 && (double) mean <= 1,
          "accuracy of "
              + member(accuracy, "classifier")
              + " "
              + member(accuracy, "scenario")
              + " lies from 0 to 1");
    }
  }

  private void counts(List<?> classes, int expected, int perClass) {
    check(classes.size() == expected, "there are " + expected + " classes");
    for (Object examples : classes) {
      check(
          Double.valueOf(perClass).equals(member(examples, "syntheticTiles")),
          "class " + member(examples, "label") + " has " + perClass + " synthetic tiles");
    }
  }

  private void loss(List<?> loss) {
    boolean numbers = loss.size() > 1 && loss.stream().allMatch(CheckReport::finite);
    check(numbers, "the loss curve is finite");
    if (numbers) {
      double first = (double) loss.get(0);
      double last = (double) loss.get(loss.size() - 1);
      check(last < first / 2, "the last loss, " + last + ", is below half of the first, " + first);
    }
  }

  private void check(boolean holds, String what) {
    System.out.println((holds ? "ok: " : "not ok: ") + what);
    if (!holds) {
      failures.add("not so: " + what);
    }
  }

  private static boolean finite(Object value) {
    return value instanceof Double number && Double.isFinite(number);
  }

  private static List<?> list(Object object, String name) {
    return (List<?>) member(object, name);
  }

  private static Object member(Object object, String name) {
    Object value = ((Map<?, ?>) object).get(name);
    if (value == null) {
      throw new IllegalStateException("the report has no " + name);
    }
    return value;
  }

  /** JSON to maps, lists, strings, doubles, booleans; null becomes the text "null". */
  private static final class Json {
    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    Object read() {
      char next = peek();
      return switch (next) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        default -> word();
      };
    }

    private Map<String, Object> object() {
      Map<String, Object> members = new LinkedHashMap<>();
      at++;
      while (peek() != '}') {
        String name = string();
        expect(':');
        members.put(name, read());
        if (peek() == ',') {
          at++;
        }
      }
      at++;
      return members;
    }

    private List<Object> array() {
      List<Object> elements = new ArrayList<>();
      at++;
      while (peek() != ']') {
        elements.add(read());
        if (peek() == ',') {
          at++;
        }
      }
      at++;
      return elements;
    }

    private String string() {
      expect('"');
      StringBuilder result = new StringBuilder();
      while (text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c == '\\') {
          c = text.charAt(at++);
          if (c == 'u') {
            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
          }
        }
        result.append(c);
      }
      at++;
      return result.toString();
    }

    private Object word() {
      int from = at;
      while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(from, at);
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        case "null" -> "null";
        default -> Double.valueOf(word);
      };
    }

    private void expect(char expected) {
      if (peek() != expected) {
        throw new IllegalStateException("no " + expected + " at character " + at);
      }
      at++;
    }

    private char peek() {
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.charAt(at);
    }
  }
}
