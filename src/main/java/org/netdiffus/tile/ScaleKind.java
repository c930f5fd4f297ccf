package org.netdiffus.tile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the value that becomes 1 comes from, and whether values are compressed on the way. */
public enum ScaleKind {
  /** Largest absolute value of the feature in the training part. */
  TRAINING_MAXIMUM,
  /** A fixed physical bound, such as the largest packet. */
  BOUND,
  /** A quantile of the absolute values in the training part; what lies above is clipped. */
  QUANTILE,
  /** {@code log(1 + v)}, relative to that of the largest absolute value in the training part. */
  LOG1P,
  /** Largest absolute value of the trace itself; its volume is lost from the picture. */
  TRACE;

  /** Name in settings and files, such as {@code training-maximum}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this name in settings and files; empty when there is none. */
  public static Optional<ScaleKind> ofSettingName(String name) {
    return Arrays.stream(values()).filter(kind -> kind.settingName().equals(name)).findFirst();
  }
}
