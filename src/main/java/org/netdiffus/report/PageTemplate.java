package org.netdiffus.report;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A page from its template; whatever the data holds is shown as text. */
final class PageTemplate {
  private PageTemplate() {}

  /**
   * Fills a template.
   *
   * @param name file of the template; the ending {@code .ftlh} makes it escape what it shows
   * @param page what the template knows as {@code page}
   */
  static String render(String name, Object page) {
    // Escaping follows from the file's name, records from the version.
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(PageTemplate.class, "/report");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    StringWriter html = new StringWriter();
    try {
      configuration.getTemplate(name).process(Map.of("page", page), html);
    } catch (IOException e) {
      throw new UncheckedIOException("the template " + name + " could not be read", e);
    } catch (TemplateException e) {
      throw new IllegalStateException("the template " + name + " does not fit its data", e);
    }
    return printable(html.toString());
  }

  /** A file beside the templates, as it is. */
  static String text(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream("/report/" + name)) {
      if (in == null) {
        throw new IllegalStateException("report/" + name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report/" + name + " could not be read", e);
    }
  }

  /** Control characters, which HTML forbids, as the sign for what cannot be shown. */
  private static String printable(String html) {
    return html.replaceAll("[\\p{Cntrl}&&[^\\n]]", "\uFFFD");
  }
}
