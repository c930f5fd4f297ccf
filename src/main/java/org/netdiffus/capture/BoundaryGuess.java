package org.netdiffus.capture;

import java.util.OptionalLong;

/**
 * Finds where the first record at or after an offset starts, from the bytes around it alone.
 *
 * <p>Every place in a stretch before the offset, one longest record long, is tried as the start of
 * a chain of records that must go on without a gap to well behind the offset. The true chain has a
 * record in that stretch. A chain within the payload of one record, as of a capture in a capture,
 * either breaks where that record ends or joins the true chain there; the stretch lies a longest
 * record before the offset, so that has happened by then. So the true boundary is among the answers
 * of the chains, and where they all give the same one, that is it. Where they do not (a second
 * chain of made records that never joins), or where there is none, there is no guess, and the
 * capture has to be walked.
 */
final class BoundaryGuess {
  private static final int UNKNOWN = 0;
  private static final int DEAD = -1;

  private final RecordShape shape;
  private final int reach;

  /**
   * @param reach length in bytes of the longest record
   */
  BoundaryGuess(RecordShape shape, int reach) {
    this.shape = shape;
    this.reach = reach;
  }

  BoundaryGuess(RecordShape shape) {
    this(shape, shape.mostBytes());
  }

  /** How many bytes before the offset have to be there. */
  int bytesBefore() {
    return 2 * reach;
  }

  /** How many bytes from the offset on have to be there, unless the capture ends before. */
  int bytesAfter() {
    return reach + reach / 2;
  }

  /**
   * Guesses.
   *
   * @param bytes from {@link #bytesBefore} before the offset to {@link #bytesAfter} after it, or to
   *     the capture's end
   * @param limit where the bytes end in the array
   * @param position where the first of the bytes stands in the capture
   * @param ends whether the capture ends with these bytes
   * @return the boundary's place in the capture, if it can be told
   */
  OptionalLong find(byte[] bytes, int limit, long position, boolean ends) {
    int offset = bytesBefore();
    if (limit <= offset) {
      return OptionalLong.empty();
    }
    int[] landings = new int[limit + 1];
    int[] path = new int[limit / 12 + 2];
    int answer = UNKNOWN;
    int step = shape.alignment();
    int first = (int) Math.floorMod(-position, (long) step);
    for (int root = first; root < reach; root += step) {
      int landing = landing(bytes, limit, root, offset, ends, landings, path);
      if (landing == DEAD) {
        continue;
      }
      if (answer != UNKNOWN && answer != landing) {
        return OptionalLong.empty();
      }
      answer = landing;
    }
    return answer == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(position + answer);
  }

  /** Follows a chain to its end: its first record at or after the offset, or {@link #DEAD}. */
  private int landing(
      byte[] bytes, int limit, int root, int offset, boolean ends, int[] landings, int[] path) {
    int steps = 0;
    int at = root;
    int result = UNKNOWN;
    while (result == UNKNOWN) {
      if (at == limit && ends) {
        break;
      }
      if (at >= limit) {
        result = ends ? DEAD : UNKNOWN;
        break;
      }
      if (landings[at] != UNKNOWN) {
        result = landings[at];
        break;
      }
      int length = shape.lengthAt(bytes, at, limit);
      if (length == RecordShape.CUT) {
        result = ends ? DEAD : UNKNOWN;
        break;
      }
      if (length == RecordShape.NONE || length > reach) {
        result = DEAD;
        landings[at] = DEAD;
        break;
      }
      path[steps++] = at;
      at += length;
    }
    // On the way back the answer of a record behind the offset is its own start.
    int after = result == UNKNOWN ? at : result;
    for (int i = steps - 1; i >= 0; i--) {
      if (result != DEAD && path[i] >= offset) {
        after = path[i];
      }
      landings[path[i]] = result == DEAD ? DEAD : after;
    }
    return result == DEAD ? DEAD : after;
  }
}
