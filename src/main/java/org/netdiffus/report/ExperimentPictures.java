package org.netdiffus.report;

import java.util.List;

/**
 * Real and synthetic tiles that an experiment looks at.
 *
 * @param lead what they are, in a sentence
 * @param gallery examples of single classes, one or none
 * @param sheets contact sheets
 */
public record ExperimentPictures(String lead, List<Gallery> gallery, List<Sheet> sheets) {
  /** No pictures at all. */
  public static final ExperimentPictures NONE = new ExperimentPictures("", List.of(), List.of());

  public ExperimentPictures {
    gallery = List.copyOf(gallery);
    sheets = List.copyOf(sheets);
  }

  /**
   * A contact sheet.
   *
   * @param image {@code data:} URI of the picture
   */
  public record Sheet(String title, String image) {
    /** A sheet of the bytes of a PNG. */
    public static Sheet of(String title, byte[] png) {
      return new Sheet(title, GreyPng.dataUri(png));
    }
  }
}
