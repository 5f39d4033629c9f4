package city.hotline.core.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ordered lines, one for each queue, skill and level: of waiting calls, or of idle seats. Joining
 * and leaving take the logarithm of the line's length; nobody else's line is touched. For the
 * floor's one writer only.
 *
 * @param <T> who stands in line
 */
public final class Lines<T> {

  /** The skill where none is asked for. */
  public static final String ANY_SKILL = "";

  /** The lowest level of a skill. */
  public static final int LOWEST = 1;

  /** The highest level of a skill. */
  public static final int HIGHEST = 5;

  private record Key(String queue, String skill, int level) {}

  /**
   * A place in a line: first by rank, then by order.
   *
   * @param order nobody else's in the same line
   */
  public record Place(long rank, long order) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Long.compare(order, other.order);
    }
  }

  private final Map<Key, TreeMap<Place, T>> lines = new HashMap<>();

  /** Puts somebody into a line. */
  public void join(String queue, String skill, int level, Place place, T who) {
    lines.computeIfAbsent(new Key(queue, skill, level), k -> new TreeMap<>()).put(place, who);
  }

  /** Takes whoever has this place out of the line; a line without anybody is forgotten. */
  public void leave(String queue, String skill, int level, Place place) {
    Key key = new Key(queue, skill, level);
    TreeMap<Place, T> line = lines.get(key);
    if (line != null && line.remove(place) != null && line.isEmpty()) {
      lines.remove(key);
    }
  }

  /** How many stand in a line. */
  public int count(String queue, String skill, int level) {
    TreeMap<Place, T> line = lines.get(new Key(queue, skill, level));
    return line == null ? 0 : line.size();
  }

  /**
   * The first who suits in the lines of these levels taken together, with the place, or null.
   *
   * @param lowest of the levels, from {@link #LOWEST}
   * @param highest of the levels, to {@link #HIGHEST}
   */
  public Map.@Nullable Entry<Place, T> first(
      String queue, String skill, int lowest, int highest, Predicate<T> suits) {
    Map.@Nullable Entry<Place, T> first = null;
    for (int level = lowest; level <= highest; level++) {
      TreeMap<Place, T> line = lines.get(new Key(queue, skill, level));
      if (line != null) {
        first = sooner(first, line, suits);
      }
    }
    return first;
  }

  private static <T> Map.@Nullable Entry<Place, T> sooner(
      Map.@Nullable Entry<Place, T> first, Map<Place, T> line, Predicate<T> suits) {
    for (Map.Entry<Place, T> each : line.entrySet()) {
      if (first != null && first.getKey().compareTo(each.getKey()) <= 0) {
        return first;
      }
      if (suits.test(each.getValue())) {
        return each;
      }
    }
    return first;
  }
}
