package org.netdiffus.series;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.capture.AddressNames;

/**
 * What the reading of files came to. {@link #NONE} is neutral, and {@link #plus} gives the same in
 * any order and grouping.
 *
 * @param files files read, faulty ones included
 * @param traces traces that became series
 * @param packets packets read into traces; rows of bin tables have none
 * @param bytes their original lengths, in bytes
 * @param skipped what was left out, by reason
 * @param faultyFiles files that could not be read to their end, or not at all
 * @param faults the first {@link #MOST_FAULTS} of them in order of paths, with what is wrong
 */
public record ReadCounts(
    long files,
    long traces,
    long packets,
    long bytes,
    SortedMap<String, Skipped> skipped,
    long faultyFiles,
    SortedMap<String, String> faults)
    implements Serializable {
  /** How many faulty files are named. */
  public static final int MOST_FAULTS = 100;

  /** Nothing read. */
  public static final ReadCounts NONE =
      new ReadCounts(0, 0, 0, 0, Collections.emptySortedMap(), 0, Collections.emptySortedMap());

  /** Keeps copies of the maps, and of the faults the first ones only. */
  public ReadCounts {
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    TreeMap<String, String> first = new TreeMap<>(faults);
    while (first.size() > MOST_FAULTS) {
      first.pollLastEntry();
    }
    faults = Collections.unmodifiableSortedMap(first);
  }

  /** These counts with the addresses in paths called by other names. */
  public ReadCounts named(AddressNames names) {
    TreeMap<String, Skipped> named = new TreeMap<>();
    skipped.forEach(
        (reason, some) ->
            named.put(reason, new Skipped(some.count(), names.inText(some.file()), some.place())));
    TreeMap<String, String> namedFaults = new TreeMap<>();
    faults.forEach((file, fault) -> namedFaults.put(names.inText(file), fault));
    return new ReadCounts(files, traces, packets, bytes, named, faultyFiles, namedFaults);
  }

  /** Both together. */
  public ReadCounts plus(ReadCounts other) {
    TreeMap<String, Skipped> allSkipped = new TreeMap<>(skipped);
    other.skipped.forEach((reason, more) -> allSkipped.merge(reason, more, Skipped::plus));
    TreeMap<String, String> allFaults = new TreeMap<>(faults);
    other.faults.forEach(
        (file, fault) -> allFaults.merge(file, fault, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    return new ReadCounts(
        Math.addExact(files, other.files),
        Math.addExact(traces, other.traces),
        Math.addExact(packets, other.packets),
        Math.addExact(bytes, other.bytes),
        allSkipped,
        Math.addExact(faultyFiles, other.faultyFiles),
        allFaults);
  }
}
