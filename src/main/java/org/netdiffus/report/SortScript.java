package org.netdiffus.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The script that sorts tables, the only one that a page lets run. */
final class SortScript {
  private SortScript() {}

  static String text() {
    return PageTemplate.text("sort.js");
  }

  /** Its SHA-256 in Base64, by which a page names what may run. */
  static String hash() {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
