package org.netdiffus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.StringContains;
import org.apache.spark.sql.sources.StringEndsWith;
import org.apache.spark.sql.sources.StringStartsWith;
import org.netdiffus.capture.Packet;

/**
 * What a query asks for by time, link type and path: the filters that the source applies itself,
 * wholly, so that Spark need not.
 *
 * @param timed whether a time is asked for, which packets without one do not meet
 * @param earliest first time in nanoseconds that is asked for
 * @param latest last one
 * @param linkTypes sets of which each must hold the link type
 * @param paths what the path must be like
 */
record PacketSelection(
    boolean timed, long earliest, long latest, List<Set<Integer>> linkTypes, List<Filter> paths)
    implements Serializable {
  private static final Set<String> ALWAYS_THERE = Set.of("link_type", "path");

  /** Every packet. */
  static final PacketSelection ALL =
      new PacketSelection(false, Long.MIN_VALUE, Long.MAX_VALUE, List.of(), List.of());

  /** This selection and a filter; empty when the filter is not one that the source applies. */
  Optional<PacketSelection> and(Filter filter) {
    if (pathTest(filter).isPresent()) {
      return Optional.of(
          new PacketSelection(timed, earliest, latest, linkTypes, with(paths, filter)));
    }
    if (filter instanceof IsNotNull there && there.attribute().equals("time_ns")) {
      return between(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (filter instanceof IsNotNull there && ALWAYS_THERE.contains(there.attribute())) {
      return Optional.of(this);
    }
    if (filter instanceof EqualTo equal && equal.attribute().equals("link_type")) {
      return ofLinkTypes(Stream.of(equal.value()));
    }
    if (filter instanceof In in && in.attribute().equals("link_type")) {
      return ofLinkTypes(Stream.of(in.values()));
    }
    if (filter instanceof EqualTo equal && isTime(equal.attribute(), equal.value())) {
      return between((Long) equal.value(), (Long) equal.value());
    }
    if (filter instanceof GreaterThanOrEqual least && isTime(least.attribute(), least.value())) {
      return between((Long) least.value(), Long.MAX_VALUE);
    }
    if (filter instanceof LessThanOrEqual most && isTime(most.attribute(), most.value())) {
      return between(Long.MIN_VALUE, (Long) most.value());
    }
    if (filter instanceof GreaterThan after && isTime(after.attribute(), after.value())) {
      long value = (Long) after.value();
      return value == Long.MAX_VALUE ? Optional.empty() : between(value + 1, Long.MAX_VALUE);
    }
    if (filter instanceof LessThan before && isTime(before.attribute(), before.value())) {
      long value = (Long) before.value();
      return value == Long.MIN_VALUE ? Optional.empty() : between(Long.MIN_VALUE, value - 1);
    }
    return Optional.empty();
  }

  /** Whether files of this path may hold what is asked for. */
  boolean takesPath(String path) {
    return paths.stream().allMatch(filter -> pathTest(filter).orElseThrow().test(path));
  }

  /** Whether every packet of a file that is read is asked for. */
  boolean takesEveryPacket() {
    return !timed && linkTypes.isEmpty();
  }

  /** Whether a packet is asked for; its path is not looked at. */
  boolean takes(Packet packet) {
    if (timed
        && (!packet.hasTime() || packet.timeNanos() < earliest || packet.timeNanos() > latest)) {
      return false;
    }
    for (Set<Integer> some : linkTypes) {
      if (!some.contains(packet.linkType())) {
        return false;
      }
    }
    return true;
  }

  private Optional<PacketSelection> between(long least, long most) {
    return Optional.of(
        new PacketSelection(
            true, Math.max(earliest, least), Math.min(latest, most), linkTypes, paths));
  }

  private Optional<PacketSelection> ofLinkTypes(Stream<Object> values) {
    Set<Integer> numbers =
        values
            .filter(Integer.class::isInstance)
            .map(Integer.class::cast)
            .collect(Collectors.toSet());
    return Optional.of(
        new PacketSelection(timed, earliest, latest, with(linkTypes, numbers), paths));
  }

  private static boolean isTime(String attribute, Object value) {
    return attribute.equals("time_ns") && value instanceof Long;
  }

  private static Optional<Predicate<String>> pathTest(Filter filter) {
    if (filter instanceof EqualTo equal && equal.attribute().equals("path")) {
      return Optional.of(path -> path.equals(equal.value()));
    }
    if (filter instanceof In in && in.attribute().equals("path")) {
      return Optional.of(path -> Stream.of(in.values()).anyMatch(path::equals));
    }
    if (filter instanceof StringStartsWith start && start.attribute().equals("path")) {
      return Optional.of(path -> path.startsWith(start.value()));
    }
    if (filter instanceof StringEndsWith ending && ending.attribute().equals("path")) {
      return Optional.of(path -> path.endsWith(ending.value()));
    }
    if (filter instanceof StringContains part && part.attribute().equals("path")) {
      return Optional.of(path -> path.contains(part.value()));
    }
    return Optional.empty();
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> both = new ArrayList<>(list);
    both.add(more);
    return List.copyOf(both);
  }
}
