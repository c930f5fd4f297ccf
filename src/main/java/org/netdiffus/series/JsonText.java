package org.netdiffus.series;

import java.util.function.Consumer;

/**
 * A JSON text (RFC 8259) in memory, read once from its start; what is not asked for is passed over
 * and not kept. Whatever the text, the reading ends in a value or in a {@link MalformedException}.
 */
final class JsonText {
  /** Deeper than any record of a flow, and shallow enough for the stack. */
  private static final int MOST_LEVELS = 64;

  private final String text;
  private int at;
  private int level;

  /** What stands there is no JSON. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Takes a member of an object or an element of an array, and has to read its value. */
  @FunctionalInterface
  interface Reading {
    void value(String name) throws MalformedException;
  }

  JsonText(String text) {
    this.text = text;
  }

  /** Whether an object comes next. */
  boolean isObject() {
    return peek() == '{';
  }

  /** Whether an array comes next. */
  boolean isArray() {
    return peek() == '[';
  }

  /** Reads an object, a member after the other. */
  void object(Reading members) throws MalformedException {
    sequence(
        '{',
        '}',
        () -> {
          String name = string();
          expect(':');
          members.value(name);
        });
  }

  /** Reads an array, an element after the other; they have no names. */
  void array(Reading elements) throws MalformedException {
    sequence('[', ']', () -> elements.value(""));
  }

  /** The text of a number, true, false or null as it stands, or that of a string. */
  String scalar() throws MalformedException {
    char first = peek();
    if (first == '"') {
      return string();
    }
    int start = at;
    while (at < text.length() && ",:]}[{\" \t\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (!Table.isNumber(word)
        && !word.equals("true")
        && !word.equals("false")
        && !word.equals("null")) {
      throw new MalformedException();
    }
    return word;
  }

  /** Passes over a value; scalars are handed on. */
  void pass(Consumer<String> scalars) throws MalformedException {
    if (isObject()) {
      object(name -> pass(word -> {}));
    } else if (isArray()) {
      array(name -> pass(word -> {}));
    } else {
      scalars.accept(scalar());
    }
  }

  /** Makes sure that nothing follows. */
  void end() throws MalformedException {
    if (peek() != 0 || at < text.length()) {
      throw new MalformedException();
    }
  }

  private interface Item {
    void read() throws MalformedException;
  }

  private void sequence(char open, char close, Item item) throws MalformedException {
    expect(open);
    if (++level > MOST_LEVELS) {
      throw new MalformedException();
    }
    if (peek() == close) {
      at++;
    } else {
      item.read();
      while (peek() == ',') {
        at++;
        item.read();
      }
      expect(close);
    }
    level--;
  }

  private String string() throws MalformedException {
    expect('"');
    int start = at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return text.substring(start, at++);
    }
    StringBuilder string = new StringBuilder(text.substring(start, at));
    while (next() != '"') {
      char c = text.charAt(at - 1);
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() throws MalformedException {
    char kind = next();
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw new MalformedException();
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      default -> throw new MalformedException();
    };
  }

  private char next() throws MalformedException {
    if (at == text.length()) {
      throw new MalformedException();
    }
    return text.charAt(at++);
  }

  private void expect(char c) throws MalformedException {
    if (peek() != c) {
      throw new MalformedException();
    }
    at++;
  }

  /** The next character that is no blank, or 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }
}
