package city.hotline.core.directory;

import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How long handling may take and which answers count for which rate. Assumed, therefore data: see
 * {@code order-rules.csv}. Immutable.
 */
public final class OrderRules {

  private static final long HOUR_MS = 3_600_000;
  private static final String LIMIT = "limit-";

  private final Map<HandlingLimit, Long> limitMs = new EnumMap<>(HandlingLimit.class);
  private final Set<Resolution> resolved = EnumSet.noneOf(Resolution.class);
  private final Set<Satisfaction> satisfied = EnumSet.noneOf(Satisfaction.class);
  private int cycles = 1;

  OrderRules(List<CsvTable.Row> rows) {
    for (CsvTable.Row row : rows) {
      String rule = row.code();
      String value = row.field(1);
      String constant = value.toUpperCase(Locale.ROOT);
      try {
        if (rule.startsWith(LIMIT)) {
          String limit = rule.substring(LIMIT.length()).toUpperCase(Locale.ROOT);
          limitMs.put(HandlingLimit.valueOf("HANDLING_LIMIT_" + limit), HOUR_MS * positive(value));
        } else if (rule.startsWith("resolved")) {
          resolved.add(Resolution.valueOf("RESOLUTION_" + constant));
        } else if (rule.startsWith("satisfied")) {
          satisfied.add(Satisfaction.valueOf("SATISFACTION_" + constant));
        } else if (rule.equals("cycles")) {
          cycles = positive(value);
        } else {
          throw new IllegalArgumentException("no such rule");
        }
      } catch (IllegalArgumentException e) {
        throw row.malformed(
            rule + "," + value,
            "limit-emergency|utility|general|complex with hours, resolved with a resolution,"
                + " satisfied with a satisfaction, cycles with a number, from 1 to 9999");
      }
    }
    limitMs.putIfAbsent(
        HandlingLimit.HANDLING_LIMIT_UNSPECIFIED, limitMs(HandlingLimit.HANDLING_LIMIT_GENERAL));
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1 || number > 9_999) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  /** Within how many milliseconds of its dispatch an order is to be replied to. */
  public long limitMs(HandlingLimit limit) {
    Long found = limitMs.get(limit);
    if (found == null) {
      throw new IllegalStateException(
          "order-rules.csv has no line for " + limit + ": add limit-... with its hours");
    }
    return found;
  }

  /** Whether the answer counts for the resolution rate. */
  public boolean isResolved(Resolution answer) {
    return resolved.contains(answer);
  }

  /** Whether the answer counts for the satisfaction rate. */
  public boolean isSatisfied(Satisfaction answer) {
    return satisfied.contains(answer);
  }

  /**
   * How often a unit handles an order before it is closed without being resolved, at least once.
   */
  public int cycles() {
    return cycles;
  }
}
