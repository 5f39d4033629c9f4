package city.hotline.city;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is how good by the driver's own reckoning, from what citizens said and the line of {@code
 * schemes.csv} that the grid says it uses. Knows schemes that count all cycles and leave
 * unreachable citizens out, as the first one does.
 */
final class Ranking {

  /** Points to a millionth, so that the last bit of a division decides nothing. */
  private static final double UNIT = 1e6;

  private final List<String> resolved;
  private final List<String> satisfied;
  private final double[] weights = new double[3];
  private final double late;

  /**
   * Reads a line such as {@code 2026-a,2020-01-01,all,excluded,excluded,yes,very_satisfied,30 35
   * 35,5,19}; one of a kind that this does not know is an IllegalArgumentException.
   */
  Ranking(String line) {
    String[] parts = line.split(",", -1);
    if (parts.length < 9 || !parts[2].equals("all") || !parts[3].equals("excluded")) {
      throw new IllegalArgumentException("a scheme that this driver cannot reckon by: " + line);
    }
    this.resolved = List.of(parts[5].split(" ", -1));
    this.satisfied = List.of(parts[6].split(" ", -1));
    String[] each = parts[7].split(" ", -1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Double.parseDouble(each[i]);
    }
    this.late = Double.parseDouble(parts[8]);
  }

  /**
   * Ranks by composite; those that are alike share one. Who lacks a rate that has a weight is not
   * in it.
   *
   * @param all who has which answers
   * @param asking the same, of classes that ask for something
   */
  Map<String, Integer> ranks(Map<String, Said> all, Map<String, Said> asking) {
    var points = new TreeMap<String, Long>();
    all.forEach(
        (code, said) -> {
          double composite = composite(said, asking.getOrDefault(code, new Said()));
          if (!Double.isNaN(composite)) {
            points.put(code, Math.round(composite * UNIT));
          }
        });
    var ranks = new TreeMap<String, Integer>();
    points.forEach(
        (code, mine) ->
            ranks.put(code, 1 + (int) points.values().stream().filter(p -> p > mine).count()));
    return ranks;
  }

  /** Late are replies, whether or not the citizen could be asked about them. */
  private double composite(Said said, Said asking) {
    long yes = resolved.contains("yes") ? asking.resolution(1) : 0;
    long partly = resolved.contains("partly") ? asking.resolution(2) : 0;
    long content = 0;
    String[] names = {
      "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"
    };
    for (int i = 0; i < names.length; i++) {
      content += satisfied.contains(names[i]) ? said.satisfaction(i + 1) : 0;
    }
    return part(weights[0], said.responded(), said.reached())
        + part(weights[1], yes + partly, asking.reached())
        + part(weights[2], content, said.reached())
        - part(late, said.late(), said.reached() + said.unreachable());
  }

  private static double part(double weight, long numerator, long denominator) {
    return weight == 0
        ? 0
        : denominator == 0 ? Double.NaN : weight * numerator / (double) denominator;
  }
}
