package org.netdiffus.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the data that a trace belongs to, decided for each class by itself.
 *
 * <p>Traces of one group stay together. A group belongs to the class of the smallest label among
 * its traces; the groups of a class are ranked, by {@link #hash} or by time, and {@link #ofGroup}
 * cuts the ranking at the training share of the class's traces. Traces of other classes in the
 * group follow it.
 */
public enum Split {
  /** What models and scales may be fitted to. */
  TRAIN,
  /** What only judges. */
  TEST;

  /** Name in settings and files: {@code train} or {@code test}. */
  public String settingName() {
    return this == TRAIN ? "train" : "test";
  }

  /**
   * The group of a trace: what the pattern finds first in its identity, the first capturing group
   * when the pattern has one that took part; the whole identity where it finds nothing.
   */
  public static String group(Pattern pattern, String traceId) {
    Matcher matcher = pattern.matcher(traceId);
    if (!matcher.find()) {
      return traceId;
    }
    String part = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    return part == null ? matcher.group() : part;
  }

  /**
   * Rank of a group in the order of {@code hash}: the first eight bytes, highest first, of the
   * SHA-256 of the seed in decimal, a zero byte and the group in UTF-8. Equal ranks are told apart
   * by the group itself.
   */
  public static long hash(long seed, String group) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((seed + "\u0000" + group).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * Training traces of a class: the share to the nearest whole one, and at least one on each side.
   *
   * @param trainShare share of the class that trains, 0 to 1
   * @param traces traces of the class, at least 2
   * @throws IllegalArgumentException when there are fewer
   */
  public static long trainCount(double trainShare, long traces) {
    if (traces < 2) {
      throw new IllegalArgumentException("a class of " + traces + " has no two sides");
    }
    return Math.max(1, Math.min(traces - 1, Math.round(trainShare * traces)));
  }

  /**
   * The part of a group in the ranking of its class. A group goes to the side where its greater
   * half lies; the first always trains and the last always tests.
   *
   * @param trainShare share of the class that trains, 0 to 1
   * @param before traces in the groups ranked before it, at least 0
   * @param size traces in the group, at least 1
   * @param traces traces in all groups of the class, at least {@code before + size}
   * @throws IllegalArgumentException when the group is the only one of the class
   */
  public static Split ofGroup(double trainShare, long before, long size, long traces) {
    boolean last = before + size == traces;
    if (before == 0) {
      if (last) {
        throw new IllegalArgumentException("a class of one group has no two sides");
      }
      return TRAIN;
    }
    return !last && 2 * before + size <= 2 * trainCount(trainShare, traces) ? TRAIN : TEST;
  }
}
