package city.hotline.simulator;

import city.hotline.core.order.OpenBook;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderState;
import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What must hold in every state of a docket, and of every fact. Stateless. */
final class DocketLaws {

  /** May move a clock; a dispatch only where it begins a cycle. Closed orders have none. */
  private static final Set<EventCase> MOVES_CLOCKS =
      EnumSet.of(
          EventCase.ORDER_REOPENED,
          EventCase.ORDER_CLOSED,
          EventCase.EXTENSION_GRANTED,
          EventCase.ORDER_RECLASSIFIED,
          EventCase.ORDER_MIGRATED,
          EventCase.ORDER_SPLIT,
          EventCase.PENDING_LISTED,
          EventCase.PENDING_ENDED);

  /** What was told before is told anew, or no more. */
  private static final Set<EventCase> FORGETS =
      EnumSet.of(
          EventCase.ORDER_REOPENED,
          EventCase.ORDER_CLOSED,
          EventCase.ORDER_RECLASSIFIED,
          EventCase.ORDER_MIGRATED);

  private DocketLaws() {}

  /** No clock moves when it must not, and what was told is told once. */
  static void afterFact(Order was, EventCase fact, Order is) {
    boolean begins = fact == EventCase.ORDER_DISPATCHED && was.getHop() == 0;
    if (!begins && !MOVES_CLOCKS.contains(fact)) {
      Wrong.unlessEqual(dues(is), dues(was), () -> "the clocks after " + fact);
    }
    if (fact == EventCase.CLOCK_WARNED || fact == EventCase.ORDER_OVERDUE) {
      Wrong.unless(told(is) > told(was), () -> "told twice: " + is);
    } else if (!FORGETS.contains(fact)) {
      Wrong.unlessEqual(told(is), told(was), () -> "what was told before " + fact);
    }
    if (fact == EventCase.APPEAL_ESCALATED) {
      Wrong.unless(!was.getAppeal().getEscalated(), () -> "escalated twice: " + is);
      Wrong.unlessEqual(
          is.getAppeal().getAskedMs(), was.getAppeal().getAskedMs(), () -> "asked anew: " + is);
    }
  }

  /** Whoever has claimed an order is alone with its citizen. */
  static void beforeFact(Order was, DocketEvent event, long ms) {
    boolean claimed = was.getClaim().getUntilMs() > ms;
    String by = was.getClaim().getBy();
    switch (event.getEventCase()) {
      case FOLLOW_UP_CLAIMED -> alone(claimed, by, event.getFollowUpClaimed().getClaim().getBy());
      case FOLLOW_UP_RELEASED -> alone(true, by, event.getFollowUpReleased().getBy());
      case FOLLOW_UP_ATTEMPTED -> alone(claimed, by, event.getFollowUpAttempted().getBy());
      case ANSWERS_RECORDED -> alone(claimed, by, event.getAnswersRecorded().getBy());
      default -> {
        // Nothing that the citizen is called for.
      }
    }
  }

  private static void alone(boolean claimed, String holder, String by) {
    Wrong.unless(!claimed || holder.equals(by), () -> by + " acted, " + holder + " has it");
  }

  private static List<OrderClock> dues(Order order) {
    return order.getClocksList().stream()
        .map(c -> c.toBuilder().clearToldPercent().clearNextMs().clearStoppedMs().build())
        .toList();
  }

  private static int told(Order order) {
    return order.getClocksList().stream().mapToInt(OrderClock::getToldPercent).sum();
  }

  static void hold(DocketState state) {
    state.getOpenList().forEach(packed -> hold(OpenBook.unpacked(packed)));
    Wrong.unlessEqual(state.getClosedCount(), 0, "closed orders that are not packed");
  }

  private static void hold(Order order) {
    boolean pending = order.getState() == OrderState.ORDER_STATE_PENDING_LISTED;
    boolean asked = order.getState() == OrderState.ORDER_STATE_RETURN_REQUESTED;
    boolean replied = order.getState() == OrderState.ORDER_STATE_FOLLOW_UP;
    Wrong.unlessEqual(order.getReviewMs() > 0, pending, () -> "whether a review is set: " + order);
    Wrong.unless(!asked || order.hasAppeal(), () -> "to be returned, not asked: " + order);
    Wrong.unless(
        !order.hasAppeal() || order.getAppeal().getDecideByMs() > 0,
        () -> "nobody has to decide: " + order);
    Wrong.unless(!order.hasClaim() || replied, () -> "claimed: " + order);
    Wrong.unless(!order.getForPerson() || replied, () -> "for a person: " + order);
    Wrong.unless(order.getAttachmentsCount() <= 20, () -> "too much attached: " + order);
    Wrong.unless(!replied || !order.hasAppeal(), () -> "asked after the reply: " + order);
    boolean merged = order.getState() == OrderState.ORDER_STATE_MERGED;
    Wrong.unless(!merged || !order.getParentId().isEmpty(), () -> "no parent: " + order);
    Wrong.unless(!merged || !order.hasAppeal(), () -> "merged and asked: " + order);
    Wrong.unless(order.getAttemptMs() == 0 || replied, () -> "to be called: " + order);
    Wrong.unlessEqual(
        order.getCyclesCount(), order.getCycle() - 1, () -> "cycles that are over: " + order);
    Wrong.unless(order.getHop() <= 3, () -> "too many hands: " + order);
    Wrong.unless(
        order.getCoHandlersList().stream().noneMatch(h -> h.getUnit().equals(order.getUnit())),
        () -> "leads and helps: " + order);
    for (OrderClock clock : order.getClocksList()) {
      boolean still = pending || replied || merged || clock.getStoppedMs() > 0;
      boolean over = clock.getToldPercent() == 100;
      Wrong.unlessEqual(clock.getNextMs() > 0, !still && !over, () -> "whether it runs: " + order);
    }
  }

  /** When something is to happen next, found the long way. */
  static long nextDeadlineMs(DocketState state) {
    LocalDate end = YearMonth.parse(state.getMonth()).plusMonths(1).atDay(1);
    long nextMs = end.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().toEpochMilli();
    for (ByteString packed : state.getOpenList()) {
      Order order = OpenBook.unpacked(packed);
      for (OrderClock clock : order.getClocksList()) {
        nextMs = earlier(nextMs, clock.getNextMs());
      }
      nextMs = earlier(nextMs, order.getReviewMs());
      nextMs = earlier(nextMs, order.getAppeal().getDecideByMs());
    }
    return nextMs;
  }

  private static long earlier(long oneMs, long otherMs) {
    return otherMs == 0 ? oneMs : Math.min(oneMs, otherMs);
  }
}
