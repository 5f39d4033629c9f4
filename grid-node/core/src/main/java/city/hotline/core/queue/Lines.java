package city.hotline.core.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ordered lines, one for each skill: of waiting calls, or of idle seats. Joining and leaving take
 * the logarithm of the line's length; nobody else's line is touched. For the floor's one writer
 * only.
 *
 * @param <T> who stands in line
 */
public final class Lines<T> {

  private final Map<String, TreeMap<Long, T>> bySkill = new HashMap<>();

  /** Puts somebody into the skill's line, at the place the order gives. */
  public void join(String skill, long order, T who) {
    bySkill.computeIfAbsent(skill, s -> new TreeMap<>()).put(order, who);
  }

  /** Takes whoever has this place out of the line; a line without anybody is forgotten. */
  public void leave(String skill, long order) {
    TreeMap<Long, T> line = bySkill.get(skill);
    if (line != null && line.remove(order) != null && line.isEmpty()) {
      bySkill.remove(skill);
    }
  }

  /** Who stands in the skill's line, first the one who is first; a view. */
  public Collection<T> inLine(String skill) {
    @Nullable TreeMap<Long, T> line = bySkill.get(skill);
    return line == null ? List.of() : line.values();
  }
}
