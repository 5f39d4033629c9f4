package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.directory.WorkCalendar;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * When a clock of an order is due: a pure function of its start, its limit, the calendar and the
 * time in which it stood still. Only who decides computes it; the facts carry what came out, so
 * that a copy needs no calendar. All in milliseconds, instants since 1970. Immutable.
 */
public final class Clocks {

  private final OrderRules rules;
  private final WorkCalendar calendar;

  /** Computes by the rules and the calendar of a directory. */
  public Clocks(Directory directory) {
    this.rules = directory.orderRules();
    this.calendar = directory.calendar();
  }

  /** The clocks of a cycle that begins now. */
  public List<OrderClock> started(HandlingLimit limit, long nowMs) {
    List<OrderClock> clocks = new ArrayList<>(3);
    for (ClockKind kind :
        List.of(
            ClockKind.CLOCK_KIND_SIGN, ClockKind.CLOCK_KIND_CONTACT, ClockKind.CLOCK_KIND_REPLY)) {
      boolean workedDays = kind == ClockKind.CLOCK_KIND_REPLY && rules.isInWorkedDays(limit);
      clocks.add(
          computed(
              OrderClock.newBuilder()
                  .setKind(kind)
                  .setStartMs(nowMs)
                  .setLimitMs(rules.limitMs(kind, limit))
                  .setWorkedDays(workedDays)));
    }
    return clocks;
  }

  /** The clocks with that much more time for the reply; what was told of is not told again. */
  public List<OrderClock> extended(List<OrderClock> clocks, long moreMs) {
    return clocks.stream()
        .map(
            clock ->
                clock.getKind() == ClockKind.CLOCK_KIND_REPLY
                    ? computed(clock.toBuilder().setLimitMs(clock.getLimitMs() + moreMs))
                    : clock)
        .toList();
  }

  /** The clocks as they run on after they stood still until now. */
  public List<OrderClock> resumed(List<OrderClock> clocks, long nowMs) {
    return clocks.stream().map(clock -> resumed(clock, nowMs)).toList();
  }

  private OrderClock resumed(OrderClock clock, long nowMs) {
    if (!ClockMarks.standsStill(clock)) {
      return clock;
    }
    int last = clock.getPausesCount() - 1;
    Pause ended = clock.getPauses(last).toBuilder().setToMs(nowMs).build();
    return computed(clock.toBuilder().setPauses(last, ended));
  }

  /** The clocks as they would be had nobody stopped telling of them. */
  public List<OrderClock> runningOn(List<OrderClock> clocks) {
    return clocks.stream()
        .map(clock -> clock.getStoppedMs() > 0 ? clock : computed(clock.toBuilder()))
        .toList();
  }

  /**
   * The clocks as they would be had the order had another limit, or these rules, from its first
   * dispatch on. More time that was granted stays; what was done stays done. What was told of is
   * not told again, except that a clock which had run out and has not, after all, is to run out
   * once more.
   *
   * @param before the rules and the limit they had
   * @param nowMs milliseconds since 1970
   */
  public List<OrderClock> relimited(
      List<OrderClock> clocks, Before before, HandlingLimit limit, long nowMs) {
    return clocks.stream()
        .map(clock -> clock.getStoppedMs() > 0 ? clock : relimited(clock, before, limit, nowMs))
        .toList();
  }

  /**
   * What clocks were computed by.
   *
   * @param extended whether more time was granted since
   */
  public record Before(OrderRules rules, HandlingLimit limit, boolean extended) {

    /** What those of an order were computed by. */
    static Before of(Order order, Directory directory) {
      return new Before(directory.orderRules(), order.getLimit(), order.getExtensions() > 0);
    }

    /** How much time was granted for what a clock measures; only replies are given more. */
    private long grantedMs(OrderClock clock) {
      return extended && clock.getKind() == ClockKind.CLOCK_KIND_REPLY
          ? Math.max(0, clock.getLimitMs() - rules.limitMs(clock.getKind(), limit))
          : 0;
    }
  }

  private OrderClock relimited(OrderClock clock, Before before, HandlingLimit limit, long nowMs) {
    ClockKind kind = clock.getKind();
    OrderClock.Builder other =
        clock.toBuilder()
            .setLimitMs(rules.limitMs(kind, limit) + before.grantedMs(clock))
            .setWorkedDays(kind == ClockKind.CLOCK_KIND_REPLY && rules.isInWorkedDays(limit));
    boolean still = ClockMarks.standsStill(clock);
    boolean over = clock.getToldPercent() == OrderRules.ALL_OF_IT;
    if (over && !isReached(other, still, nowMs)) {
      SortedSet<Integer> sooner = rules.warnings().headSet(OrderRules.ALL_OF_IT);
      other.setToldPercent(sooner.isEmpty() ? 0 : sooner.last());
    }
    return still ? other.build() : computed(other);
  }

  /** Whether all of the limit was used up, by now or by when the clock was stopped. */
  private boolean isReached(OrderClock.Builder clock, boolean still, long nowMs) {
    if (!still) {
      return reachedMs(clock, OrderRules.ALL_OF_IT) <= nowMs;
    }
    int last = clock.getPausesCount() - 1;
    OrderClock.Builder running = clock.clone().removePauses(last);
    return reachedMs(running, OrderRules.ALL_OF_IT) <= clock.getPauses(last).getFromMs();
  }

  private OrderClock computed(OrderClock.Builder clock) {
    return clock
        .setDueMs(reachedMs(clock, OrderRules.ALL_OF_IT))
        .setNextMs(nextMs(clock, clock.getToldPercent()))
        .build();
  }

  /** When the share after a share is reached; 0 after the last one. */
  public long nextMs(OrderClock clock, int percent) {
    return nextMs(clock.toBuilder(), percent);
  }

  private long nextMs(OrderClock.Builder clock, int percent) {
    return percent < OrderRules.ALL_OF_IT ? reachedMs(clock, nextShare(percent)) : 0;
  }

  /** The share that is told of after another one, percent. */
  public int nextShare(int percent) {
    return rules.warnings().tailSet(percent + 1).first();
  }

  private long reachedMs(OrderClock.Builder clock, int percent) {
    long restMs = clock.getLimitMs() * percent / OrderRules.ALL_OF_IT;
    long cursorMs = clock.getStartMs();
    for (Pause pause : clock.getPausesList()) {
      long ranMs = spanMs(clock.getWorkedDays(), cursorMs, pause.getFromMs());
      if (ranMs >= restMs) {
        break;
      }
      restMs -= ranMs;
      cursorMs = pause.getToMs();
    }
    return clock.getWorkedDays() ? calendar.after(cursorMs, restMs) : cursorMs + restMs;
  }

  private long spanMs(boolean workedDays, long fromMs, long toMs) {
    return workedDays ? calendar.worked(fromMs, toMs) : toMs - fromMs;
  }
}
