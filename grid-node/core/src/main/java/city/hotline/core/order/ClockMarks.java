package city.hotline.core.order;

import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.Pause;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What facts do to the clocks of an order, and what can be read from them; needs no calendar.
 * Instants are milliseconds since 1970. Stateless.
 */
public final class ClockMarks {

  private ClockMarks() {}

  /** The order with these clocks; when the reply is due is shown beside them. */
  public static Order.Builder with(Order.Builder order, List<OrderClock> clocks) {
    order.clearClocks().addAllClocks(clocks).clearDueAt().setOverdue(false);
    for (OrderClock clock : clocks) {
      if (clock.getKind() == ClockKind.CLOCK_KIND_REPLY) {
        order.setOverdue(clock.getToldPercent() == OrderRules.ALL_OF_IT);
        if (clock.getDueMs() > 0) {
          order.setDueAt(Times.timestamp(clock.getDueMs()));
        }
      }
    }
    return order;
  }

  /** The clocks that a dispatch begins; one from before there were clocks has the reply's only. */
  public static List<OrderClock> begun(OrderDispatched event, long nowMs) {
    if (event.getClocksCount() > 0) {
      return event.getClocksList();
    }
    return List.of(replyClock(nowMs, Times.millis(event.getDueAt()), false));
  }

  /** The order as it would be had it had clocks from its beginning. */
  public static Order withClocks(Order order) {
    if (order.getClocksCount() > 0 || !order.hasDueAt()) {
      return order;
    }
    OrderClock.Builder clock =
        replyClock(
            Times.millis(order.getDispatchedAt()),
            Times.millis(order.getDueAt()),
            order.getOverdue())
            .toBuilder();
    if (order.hasRepliedAt()) {
      clock.setStoppedMs(Times.millis(order.getRepliedAt())).setNextMs(0);
    }
    return order.toBuilder().addClocks(clock).build();
  }

  private static OrderClock replyClock(long startMs, long dueMs, boolean overdue) {
    return OrderClock.newBuilder()
        .setKind(ClockKind.CLOCK_KIND_REPLY)
        .setStartMs(startMs)
        .setLimitMs(dueMs - startMs)
        .setDueMs(dueMs)
        .setToldPercent(overdue ? OrderRules.ALL_OF_IT : 0)
        .setNextMs(overdue ? 0 : dueMs)
        .build();
  }

  /** The clocks after one of them was done. */
  public static List<OrderClock> stopped(Order order, ClockKind kind, long nowMs) {
    return changed(order, clock -> clock.getKind() == kind, clock -> stopped(clock, nowMs));
  }

  /** The clocks after all of them are done with. */
  public static List<OrderClock> stopped(Order order, long nowMs) {
    return changed(order, clock -> true, clock -> stopped(clock, nowMs));
  }

  private static OrderClock stopped(OrderClock clock, long nowMs) {
    return clock.getStoppedMs() > 0
        ? clock
        : clock.toBuilder().setStoppedMs(nowMs).setNextMs(0).build();
  }

  /** The clocks that run stand still from now on. */
  public static List<OrderClock> paused(Order order, long nowMs) {
    return changed(
        order,
        clock -> clock.getStoppedMs() == 0,
        clock ->
            clock.toBuilder()
                .addPauses(Pause.newBuilder().setFromMs(nowMs))
                .setDueMs(0)
                .setNextMs(0)
                .build());
  }

  /** The clocks run on, and nobody is told of them. */
  static List<OrderClock> silenced(List<OrderClock> clocks) {
    return clocks.stream().map(clock -> clock.toBuilder().setNextMs(0).build()).toList();
  }

  /** The clocks after a share of one was told of. */
  public static List<OrderClock> told(Order order, ClockKind kind, int percent, long nextMs) {
    return changed(
        order,
        clock -> clock.getKind() == kind,
        clock -> clock.toBuilder().setToldPercent(percent).setNextMs(nextMs).build());
  }

  private static List<OrderClock> changed(
      Order order, Predicate<OrderClock> which, UnaryOperator<OrderClock> change) {
    return order.getClocksList().stream()
        .map(clock -> which.test(clock) ? change.apply(clock) : clock)
        .toList();
  }

  /** Whether a clock stands still. */
  public static boolean standsStill(OrderClock clock) {
    int last = clock.getPausesCount() - 1;
    return last >= 0 && clock.getPauses(last).getToMs() == 0;
  }

  /** The clock that is the next to be told of, if any is. */
  public static Optional<OrderClock> next(List<OrderClock> clocks) {
    return clocks.stream()
        .filter(clock -> clock.getNextMs() > 0)
        .min(Comparator.comparingLong(OrderClock::getNextMs));
  }

  /**
   * When something is to happen to the order by itself: a share of a limit, the end of the time to
   * decide a return, a review; {@link StateMachine#NEVER} when nothing is.
   */
  public static long nextMs(Order order) {
    long nextMs = StateMachine.NEVER;
    for (OrderClock clock : order.getClocksList()) {
      nextMs = earlier(nextMs, clock.getNextMs());
    }
    nextMs = earlier(nextMs, order.getReviewMs());
    return earlier(nextMs, order.getAppeal().getDecideByMs());
  }

  private static long earlier(long oneMs, long otherMs) {
    return otherMs > 0 ? Math.min(oneMs, otherMs) : oneMs;
  }
}
