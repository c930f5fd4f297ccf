package org.netdiffus.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Versions of the program and of what it runs on. */
final class Versions {
  private Versions() {}

  /** Name to version; Spark's is the one that runs, not the one built against. */
  static SortedMap<String, String> all(String sparkVersion) {
    SortedMap<String, String> versions = new TreeMap<>();
    Properties built = built();
    built.stringPropertyNames().forEach(name -> versions.put(name, built.getProperty(name)));
    versions.put("spark", sparkVersion);
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  /** Version of the program itself. */
  static String program() {
    return built().getProperty("netdiffus");
  }

  private static Properties built() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/netdiffus-versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
