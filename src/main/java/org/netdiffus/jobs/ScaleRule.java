package org.netdiffus.jobs;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.netdiffus.settings.UserError;
import org.netdiffus.tile.ScaleKind;

/** How the scale of a feature is found: the value of {@code render.scale}. */
sealed interface ScaleRule extends Serializable {
  /** A percentage as a short name of a quantile. */
  Pattern PERCENT = Pattern.compile("q\\d{1,2}(\\.\\d{1,6})?|q100");

  /** The kind that is stored with the tiles. */
  ScaleKind kind();

  /** {@code training-maximum}: the largest absolute value of the training part. */
  record TrainingMaximum() implements ScaleRule {
    @Override
    public ScaleKind kind() {
      return ScaleKind.TRAINING_MAXIMUM;
    }
  }

  /** {@code log1p}: the logarithm, up to the largest absolute value of the training part. */
  record Logarithm() implements ScaleRule {
    @Override
    public ScaleKind kind() {
      return ScaleKind.LOG1P;
    }
  }

  /**
   * {@code bound:NUMBER}.
   *
   * @param maximum the bound in the feature's units, above 0
   */
  record Bound(double maximum) implements ScaleRule {
    @Override
    public ScaleKind kind() {
      return ScaleKind.BOUND;
    }
  }

  /**
   * {@code quantile:SHARE}: the quantile of the absolute values other than 0 of the training part.
   *
   * @param share above 0 up to 1
   */
  record Quantile(double share) implements ScaleRule {
    @Override
    public ScaleKind kind() {
      return ScaleKind.QUANTILE;
    }
  }

  /** {@code trace}: the largest absolute value of the trace itself. */
  record OwnMaximum() implements ScaleRule {
    @Override
    public ScaleKind kind() {
      return ScaleKind.TRACE;
    }
  }

  /**
   * Reads the value of a setting.
   *
   * @throws UserError when it is no rule
   */
  static ScaleRule parse(String key, String text) {
    String whole = inFull(text);
    int colon = whole.indexOf(':');
    String name = colon < 0 ? whole : whole.substring(0, colon);
    Optional<Double> number = colon < 0 ? Optional.empty() : number(whole.substring(colon + 1));
    Optional<ScaleRule> rule =
        ScaleKind.ofSettingName(name)
            .flatMap(
                kind ->
                    switch (kind) {
                      case TRAINING_MAXIMUM -> colon < 0 ? of(new TrainingMaximum()) : none();
                      case LOG1P -> colon < 0 ? of(new Logarithm()) : none();
                      case TRACE -> colon < 0 ? of(new OwnMaximum()) : none();
                      case BOUND -> number.filter(n -> n > 0).map(Bound::new);
                      case QUANTILE -> number.filter(n -> n > 0 && n <= 1).map(Quantile::new);
                    });
    return rule.orElseThrow(
        () ->
            UserError.settings(
                key + " = " + text,
                "give one of training-maximum, bound:NUMBER (above 0), quantile:SHARE (above 0, at"
                    + " most 1), log1p, trace"));
  }

  /** Short names: max, log1p-max, fixed:NUMBER, and qPERCENT such as q99.9. */
  private static String inFull(String text) {
    if (text.equals("max")) {
      return ScaleKind.TRAINING_MAXIMUM.settingName();
    }
    if (text.equals("log1p-max")) {
      return ScaleKind.LOG1P.settingName();
    }
    if (text.startsWith("fixed:")) {
      return ScaleKind.BOUND.settingName() + text.substring("fixed".length());
    }
    return PERCENT.matcher(text).matches()
        ? ScaleKind.QUANTILE.settingName()
            + ":"
            + new BigDecimal(text.substring(1)).movePointLeft(2)
        : text;
  }

  private static Optional<ScaleRule> of(ScaleRule rule) {
    return Optional.of(rule);
  }

  private static Optional<ScaleRule> none() {
    return Optional.empty();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(n -> !n.isInfinite());
    } catch (NumberFormatException e) {
      return Optional.empty(); // the caller says what would be right
    }
  }
}
