package city.hotline.core.directory;

import static city.hotline.proto.docket.v1.ClockKind.CLOCK_KIND_CONTACT;
import static city.hotline.proto.docket.v1.ClockKind.CLOCK_KIND_REPLY;
import static city.hotline.proto.docket.v1.ClockKind.CLOCK_KIND_SIGN;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.HandlingLimit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How long handling may take, and how often what may happen. Assumed, therefore data: see {@code
 * order-rules.csv}. Immutable.
 */
public final class OrderRules {

  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  /** The share of a limit at which it has run out, percent. */
  public static final int ALL_OF_IT = 100;

  private static final String LIMIT = "HANDLING_LIMIT_";

  private final Map<ClockKind, Map<HandlingLimit, Long>> limitMs = new EnumMap<>(ClockKind.class);
  private final Set<HandlingLimit> inWorkedDays = EnumSet.noneOf(HandlingLimit.class);
  private final SortedSet<Integer> warnings = new TreeSet<>(Set.of(ALL_OF_IT));
  private long decideReturnMs = HOUR_MS;
  private long decideAppealMs = HOUR_MS;
  private long claimMs = MINUTE_MS;
  private int hops = 1;
  private int extensions;
  private int cycles = 1;
  private int attempts = 1;
  private long attemptAgainMs = HOUR_MS;
  private LocalTime callFrom = LocalTime.MIN;
  private LocalTime callUntil = LocalTime.MAX;

  OrderRules(List<CsvTable.Row> rows) {
    for (CsvTable.Row row : rows) {
      try {
        add(row.code(), row.field(1));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw row.malformed(
            row.code() + "," + row.field(1),
            "limit-, sign- or contact- with emergency, utility, general or complex and hours or"
                + " minutes, worked- with one of these, warn- with percent, decide-return,"
                + " decide-appeal or attempt-again with hours, claim with minutes, hops,"
                + " extensions, cycles or attempts with a number, call-from and call-until with a"
                + " time such as 09:00; numbers from 1 to 9999");
      }
    }
    List<String> given = rows.stream().map(row -> row.code().replaceAll("-[0-9]+$", "")).toList();
    for (String rule :
        List.of(
            "decide-return",
            "decide-appeal",
            "claim",
            "hops",
            "extensions",
            "cycles",
            "attempts",
            "attempt-again",
            "call-from",
            "call-until")) {
      if (!given.contains(rule)) {
        throw new IllegalStateException("order-rules.csv has no line for " + rule + ": add one");
      }
    }
    if (!callFrom.isBefore(callUntil)) {
      throw new IllegalStateException(
          "order-rules.csv: call-until is "
              + callUntil
              + " (expected: later than call-from, which is "
              + callFrom
              + ")");
    }
    for (ClockKind clock : List.of(CLOCK_KIND_SIGN, CLOCK_KIND_CONTACT, CLOCK_KIND_REPLY)) {
      for (HandlingLimit limit : List.of(HandlingLimit.values()).subList(1, 5)) {
        if (!limits(clock).containsKey(limit)) {
          throw new IllegalStateException(
              "order-rules.csv has no line for " + name(clock, limit) + ": add one");
        }
      }
    }
  }

  private static String name(ClockKind clock, HandlingLimit limit) {
    String kind = clock.name().replace("CLOCK_KIND_", "").replace("REPLY", "LIMIT");
    return (kind + "-" + limit.name().replace(LIMIT, "")).toLowerCase(Locale.ROOT);
  }

  private void add(String rule, String value) {
    String kind = rule.substring(0, Math.max(0, rule.indexOf('-')));
    switch (kind) {
      case "limit" -> limits(CLOCK_KIND_REPLY).put(limit(rule), HOUR_MS * positive(value));
      case "sign" -> limits(CLOCK_KIND_SIGN).put(limit(rule), MINUTE_MS * positive(value));
      case "contact" -> limits(CLOCK_KIND_CONTACT).put(limit(rule), MINUTE_MS * positive(value));
      case "worked" ->
          inWorkedDays.add(HandlingLimit.valueOf(LIMIT + value.toUpperCase(Locale.ROOT)));
      case "warn" -> warnings.add(share(value));
      default -> addPlain(rule, value);
    }
  }

  /** A share before the end: at the end somebody is always told. */
  private static int share(String value) {
    int percent = positive(value);
    if (percent >= ALL_OF_IT) {
      throw new IllegalArgumentException("out of range");
    }
    return percent;
  }

  private void addPlain(String rule, String value) {
    switch (rule) {
      case "decide-return" -> decideReturnMs = HOUR_MS * positive(value);
      case "decide-appeal" -> decideAppealMs = HOUR_MS * positive(value);
      case "claim" -> claimMs = MINUTE_MS * positive(value);
      case "attempt-again" -> attemptAgainMs = HOUR_MS * positive(value);
      case "call-from" -> callFrom = LocalTime.parse(value);
      case "call-until" -> callUntil = LocalTime.parse(value);
      case "attempts" -> attempts = positive(value);
      case "hops" -> hops = positive(value);
      case "extensions" -> extensions = positive(value);
      case "cycles" -> cycles = positive(value);
      default -> throw new IllegalArgumentException("no such rule");
    }
  }

  private Map<HandlingLimit, Long> limits(ClockKind clock) {
    return limitMs.computeIfAbsent(clock, c -> new EnumMap<>(HandlingLimit.class));
  }

  private static HandlingLimit limit(String rule) {
    String name = rule.substring(rule.indexOf('-') + 1);
    return HandlingLimit.valueOf(LIMIT + name.toUpperCase(Locale.ROOT));
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1 || number > 9_999) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  /**
   * Within how many milliseconds of its dispatch an order is to be signed, its citizen contacted,
   * or replied to. A limit that is not given is the general one.
   */
  public long limitMs(ClockKind clock, HandlingLimit limit) {
    Map<HandlingLimit, Long> limits = limitMs.getOrDefault(clock, Map.of());
    Long found = limits.getOrDefault(limit, limits.get(HandlingLimit.HANDLING_LIMIT_GENERAL));
    if (found == null) {
      throw new IllegalArgumentException("clock: " + clock + " (expected: sign, contact or reply)");
    }
    return found;
  }

  /** Whether only worked days count for the reply; units sign and contact round the clock. */
  public boolean isInWorkedDays(HandlingLimit limit) {
    return inWorkedDays.contains(limit);
  }

  /** The shares of a limit that are told of, percent, rising; the last is 100. */
  public SortedSet<Integer> warnings() {
    return Collections.unmodifiableSortedSet(warnings);
  }

  /**
   * How long the unit above may take to decide a return, before it goes one level up, and that one
   * again, before it is denied.
   */
  public long decideReturnMs() {
    return decideReturnMs;
  }

  /** The same for an extension or a pending; of worked days only. */
  public long decideAppealMs() {
    return decideAppealMs;
  }

  /** How long whoever is about to call a citizen has an order for itself. */
  public long claimMs() {
    return claimMs;
  }

  /** How many units an order can be dispatched to in a cycle; the last one must keep it. */
  public int hops() {
    return hops;
  }

  /** How often a unit can be given more time in a cycle. */
  public int extensions() {
    return extensions;
  }

  /** How often a citizen is called before nobody counts as reached, at least once. */
  public int attempts() {
    return attempts;
  }

  /** How long after one that reached nobody another attempt is made at the earliest. */
  public long attemptAgainMs() {
    return attemptAgainMs;
  }

  /**
   * When citizens may be called, from an instant on; by the city's clock. Milliseconds since 1970.
   */
  public long callableMs(long ms) {
    ZonedDateTime asked = Instant.ofEpochMilli(ms).atZone(Times.CITY_ZONE);
    LocalTime time = asked.toLocalTime();
    if (time.isBefore(callFrom)) {
      return asked.with(callFrom).toInstant().toEpochMilli();
    }
    return time.isBefore(callUntil)
        ? ms
        : asked.plusDays(1).with(callFrom).toInstant().toEpochMilli();
  }

  /**
   * How often a unit handles an order before it is closed without being resolved, at least once.
   */
  public int cycles() {
    return cycles;
  }
}
