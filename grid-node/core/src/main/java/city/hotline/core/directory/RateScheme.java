package city.hotline.core.directory;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How answers count for the three rates and what they are weighed with (DOMAIN section 6). Assumed,
 * therefore data with a date: see {@code schemes.csv}.
 *
 * @param id its name
 * @param validFrom the first day on which it holds
 * @param lastCycleOnly whether what was said before another cycle is left out
 * @param countsUnreachable whether who could not be reached counts as not content with anything
 * @param leavesOutListed whether matters that were listed as pending are left out
 * @param resolved the answers that count for the resolution rate
 * @param satisfied the answers that count for the satisfaction rate
 * @param weights of the composite
 * @param periodDay the day of the month on which an evaluation period begins, 1 to 28
 */
public record RateScheme(
    String id,
    LocalDate validFrom,
    boolean lastCycleOnly,
    boolean countsUnreachable,
    boolean leavesOutListed,
    Set<Resolution> resolved,
    Set<Satisfaction> satisfied,
    Weights weights,
    int periodDay) {

  /**
   * What the composite is made of, in percent.
   *
   * @param response of the response rate
   * @param resolution of the resolution rate
   * @param satisfaction of the satisfaction rate; the three make 100
   * @param late points that are taken off where every reply is late
   */
  public record Weights(int response, int resolution, int satisfaction, int late) {}

  /** Whether the answer counts for the resolution rate. */
  public boolean isResolved(Resolution answer) {
    return resolved.contains(answer);
  }

  /** Whether the answer counts for the satisfaction rate. */
  public boolean isSatisfied(Satisfaction answer) {
    return satisfied.contains(answer);
  }

  /**
   * How the answers about an order count.
   *
   * @param asks whether the order's class asks for something
   * @param listed whether it was listed as pending for a time
   * @param last whether the order is closed by them
   */
  public Counting counting(Answers answers, boolean asks, boolean listed, boolean last) {
    return Counting.newBuilder()
        .setAsks(asks)
        .setResolved(isResolved(answers.getResolution()))
        .setSatisfied(isSatisfied(answers.getSatisfaction()))
        .setExcluded(leavesOut(listed, last))
        .build();
  }

  /** Whether answers about such an order are left out. */
  public boolean leavesOut(boolean listed, boolean last) {
    return (listed && leavesOutListed) || (!last && lastCycleOnly);
  }

  /** As a line of {@code schemes.csv}. */
  public String line() {
    return String.join(
        ",",
        id,
        validFrom.toString(),
        lastCycleOnly ? "last" : "all",
        countsUnreachable ? "counted" : "excluded",
        leavesOutListed ? "excluded" : "counted",
        words(resolved, "RESOLUTION_"),
        words(satisfied, "SATISFACTION_"),
        weights.response + " " + weights.resolution + " " + weights.satisfaction,
        Integer.toString(weights.late),
        Integer.toString(periodDay));
  }

  private static String words(Set<? extends Enum<?>> answers, String prefix) {
    return answers.stream()
        .sorted(Comparator.comparingInt(Enum::ordinal))
        .map(answer -> answer.name().substring(prefix.length()).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}
