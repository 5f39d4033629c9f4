package city.hotline.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A life that went well.
 *
 * @param commands that were said, repeats included
 * @param accepted carried out
 * @param refused judged and refused
 * @param repeated answered from memory, as they had been carried out before
 * @param crashes of the owner, after each of which its state was as before
 * @param failOvers to another owner
 * @param recounts of everything
 * @param seen each transition, fact and refusal, and how often it was seen, in the order to tell it
 */
public record Lived(
    long commands,
    long accepted,
    long refused,
    long repeated,
    long crashes,
    long failOvers,
    long recounts,
    Map<String, Long> seen) {

  /** What was seen less often than so. */
  public Map<String, Long> below(long least) {
    Map<String, Long> below = new TreeMap<>(seen);
    below.values().removeIf(count -> count >= least);
    return below;
  }

  /** The so many things that were seen least often, the rarest first. */
  public Map<String, Long> rarest(int most) {
    Map<String, Long> rarest = new LinkedHashMap<>();
    seen.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(most)
        .forEach(each -> rarest.put(each.getKey(), each.getValue()));
    return rarest;
  }

  /** This life and another one, added up. */
  Lived and(Lived other) {
    Map<String, Long> both = new LinkedHashMap<>(seen);
    other.seen.forEach((what, count) -> both.merge(what, count, Long::sum));
    return new Lived(
        commands + other.commands,
        accepted + other.accepted,
        refused + other.refused,
        repeated + other.repeated,
        crashes + other.crashes,
        failOvers + other.failOvers,
        recounts + other.recounts,
        both);
  }
}
