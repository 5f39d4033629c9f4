package city.hotline.core.figures;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.MonthClosed;
import city.hotline.proto.figures.v1.ClosedMonth;
import city.hotline.proto.figures.v1.RateFigures;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/**
 * The rates of the city's current month, of the months before, and of all time. A closed month does
 * not change any more. Not thread-safe: the docket's one writer folds into it.
 */
public final class MonthlyRates {

  private static final int MONTHS_KEPT = 14;

  private final RateTally month = new RateTally();
  private final RateTally total = new RateTally();
  private final ArrayDeque<ClosedMonth> closed = new ArrayDeque<>();
  private String name;
  private long endMs;

  private MonthlyRates(YearMonth month) {
    this.name = month.toString();
    this.endMs = endOf(month);
  }

  /** No answers yet, in the month of an instant, milliseconds since 1970. */
  public static MonthlyRates founded(long ms) {
    return new MonthlyRates(monthOf(ms));
  }

  /** Goes on from a snapshot. */
  public static MonthlyRates restored(DocketState state) {
    MonthlyRates rates = new MonthlyRates(YearMonth.parse(state.getMonth()));
    rates.month.restore(state.getMonthRates());
    rates.total.restore(state.getTotalRates());
    rates.closed.addAll(state.getClosedMonthsList());
    return rates;
  }

  /** Folds what was said at the end of a cycle into the current month and the total. */
  public void count(Cycle cycle) {
    month.count(cycle);
    total.count(cycle);
  }

  /** When the current month ends, milliseconds since 1970. */
  public long endMs() {
    return endMs;
  }

  /**
   * The current month ends and the one of the instant begins; months in between were without
   * orders.
   *
   * @param scheme by which the rates of the month were counted
   */
  public DocketEvent closing(long ms, String scheme) {
    return DocketEvent.newBuilder()
        .setMonthClosed(
            MonthClosed.newBuilder()
                .setMonth(name)
                .setNextMonth(monthOf(ms).toString())
                .setScheme(scheme))
        .build();
  }

  /** Freezes the month that ended. */
  public void apply(MonthClosed event) {
    closed.addLast(
        ClosedMonth.newBuilder()
            .setMonth(event.getMonth())
            .setRates(month.figures())
            .setScheme(event.getScheme())
            .build());
    if (closed.size() > MONTHS_KEPT) {
      closed.removeFirst();
    }
    month.restore(RateFigures.getDefaultInstance());
    name = event.getNextMonth();
    endMs = endOf(YearMonth.parse(name));
  }

  /** The oldest month of which anything is kept, such as "2025-09". */
  public YearMonth firstKept() {
    return YearMonth.parse(name).minusMonths(MONTHS_KEPT);
  }

  /** The current month, such as "2026-11". */
  public String month() {
    return name;
  }

  /** The current month so far. */
  public RateFigures monthFigures() {
    return month.figures();
  }

  /** Since the docket was founded. */
  public RateFigures totalFigures() {
    return total.figures();
  }

  /** The closed months, newest last. A view: copy it before the next fact. */
  public Collection<ClosedMonth> closed() {
    return Collections.unmodifiableCollection(closed);
  }

  /** The scheme with which a month was closed; empty for one that is not closed, or forgotten. */
  public Optional<String> closedWith(String month) {
    return closed.stream()
        .filter(of -> of.getMonth().equals(month))
        .map(ClosedMonth::getScheme)
        .findFirst();
  }

  private static YearMonth monthOf(long ms) {
    return YearMonth.from(Times.day(ms));
  }

  private static long endOf(YearMonth month) {
    return Times.startOf(month.plusMonths(1).atDay(1));
  }
}
