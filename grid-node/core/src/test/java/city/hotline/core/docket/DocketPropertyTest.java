package city.hotline.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.moment.TransitionTable.Transition;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.figures.v1.ClosedMonth;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is asked of a docket, what must hold holds. */
class DocketPropertyTest {

  private static final int STEPS = 12_000;
  private static final String BEGAN = "2026-11-24T09:00:00+08:00";

  private record Happened(DocketEvent event, Moment moment) {}

  private final TwoVersions versions = new TwoVersions();
  private final DocketDesk desk = new DocketDesk(DocketDesk.STREET, BEGAN, versions);
  private final Moment founded = desk.moment();
  private final List<Happened> journal = new ArrayList<>();
  private final Set<Transition<OrderState, EventCase>> visited = new HashSet<>();
  private final Set<Refusal> refused = EnumSet.noneOf(Refusal.class);
  private int restored;

  @Test
  void holdsUnderAnythingAsked() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("docket property: repeat with -Dhotline.seed=" + seed);
    run(seed);
  }

  @Test
  void everyTransitionOfTheTableAndEveryRefusalIsVisited() {
    run(20261124);
    assertThat(visited)
        .containsExactlyInAnyOrderElementsOf(
            OrderLife.TABLE.transitions().stream().filter(t -> !isFromBefore(t)).toList());
    assertThat(refused)
        .containsExactlyInAnyOrder(
            Refusal.REFUSAL_INVALID_FIELD,
            Refusal.REFUSAL_WRONG_SHARD,
            Refusal.REFUSAL_UNKNOWN_CLASS,
            Refusal.REFUSAL_UNKNOWN_PLACE,
            Refusal.REFUSAL_ORDER_ALREADY_OPEN,
            Refusal.REFUSAL_UNKNOWN_ORDER,
            Refusal.REFUSAL_ORDER_CLOSED,
            Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
            Refusal.REFUSAL_ORDER_NOT_DISPATCHED,
            Refusal.REFUSAL_ORDER_NOT_SIGNED,
            Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP,
            Refusal.REFUSAL_RETURN_NOT_ALLOWED,
            Refusal.REFUSAL_ORDER_NOT_IN_HAND,
            Refusal.REFUSAL_ORDER_NOT_PENDING,
            Refusal.REFUSAL_APPEAL_NOT_DECIDED,
            Refusal.REFUSAL_NOTHING_APPEALED,
            Refusal.REFUSAL_NOT_THE_DECIDER,
            Refusal.REFUSAL_EXTENSION_NOT_ALLOWED,
            Refusal.REFUSAL_UNKNOWN_UNIT,
            Refusal.REFUSAL_UNIT_CANNOT_LEAD,
            Refusal.REFUSAL_CO_HANDLER_ALREADY,
            Refusal.REFUSAL_NOT_A_CO_HANDLER,
            Refusal.REFUSAL_ORDER_NOT_MERGEABLE,
            Refusal.REFUSAL_PARENT_NOT_OPEN,
            Refusal.REFUSAL_ORDER_NOT_MERGED,
            Refusal.REFUSAL_ORDER_NOT_RECLASSIFIABLE,
            Refusal.REFUSAL_ATTEMPTS_LEFT,
            Refusal.REFUSAL_NO_ATTEMPTS_LEFT,
            Refusal.REFUSAL_FOLLOW_UP_CLAIMED,
            Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED,
            Refusal.REFUSAL_FOLLOW_UP_FOR_PERSON,
            Refusal.REFUSAL_TOO_MANY_ATTACHMENTS,
            Refusal.REFUSAL_DIRECTORY_NOT_HERE,
            Refusal.REFUSAL_NOTHING_DUE);
    assertThat(restored).isPositive();
    assertThat(AnswersTwice.areAlike(desk.docket, desk.nowMs())).isPositive();
    assertThat(desk.docket.snapshot().getClosedMonthsCount()).isEqualTo(14);
  }

  /** An order returned at once, as it was before the unit above decided. */
  private static boolean isFromBefore(Transition<OrderState, EventCase> transition) {
    return transition.on() == EventCase.ORDER_RETURNED
        && transition.from() == OrderState.ORDER_STATE_DISPATCHED;
  }

  private void run(long seed) {
    RandomDesk anybody = new RandomDesk(seed, desk);
    for (int step = 0; step < STEPS; step++) {
      desk.pass(Duration.ofMillis(anybody.passingMs()));
      while (desk.docket.nextDeadlineMs() <= desk.nowMs() && !anybody.happens(10)) {
        ask(DocketDesk.tick());
      }
      ask(anybody.next());
      recount();
      if (step % 100 == 99) {
        AnswersTwice.areAlike(desk.docket, desk.nowMs());
        replay();
      }
      if (anybody.happens(50)) {
        restore();
      }
    }
  }

  private void ask(DocketCommand command) {
    DocketState before = desk.docket.snapshot();
    Moment moment = desk.moment();
    Decision<DocketEvent> decision = desk.docket.decide(command, moment);
    assertThat(desk.docket.snapshot()).isEqualTo(before);
    assertThat(desk.docket.decide(command, moment)).isEqualTo(decision);
    if (decision instanceof Decision.Refused<DocketEvent> no) {
      refused.add(no.reason());
      return;
    }
    for (DocketEvent event : ((Decision.Accepted<DocketEvent>) decision).events()) {
      String id = Facts.orderOf(event);
      OrderState from = stateOf(id);
      Order was = desk.docket.order(id).orElse(Order.getDefaultInstance());
      desk.docket.apply(event, moment);
      if (!MOVES_CLOCKS.contains(event.getEventCase())) {
        Order is = desk.docket.order(id).orElse(Order.getDefaultInstance());
        assertThat(dues(is)).as("clocks after %s", event).isEqualTo(dues(was));
      }
      if (!id.isEmpty()) {
        visited.add(new Transition<>(from, event.getEventCase(), stateOf(id)));
      }
      desk.events.add(event);
      journal.add(new Happened(event, moment));
    }
  }

  private OrderState stateOf(String id) {
    return desk.docket.order(id).map(Order::getState).orElse(OrderState.ORDER_STATE_UNSPECIFIED);
  }

  /** May move a clock; a dispatch only where it begins a cycle. Closed orders have none. */
  private static final Set<EventCase> MOVES_CLOCKS =
      EnumSet.of(
          EventCase.ORDER_DISPATCHED,
          EventCase.ORDER_REOPENED,
          EventCase.ORDER_CLOSED,
          EventCase.EXTENSION_GRANTED,
          EventCase.ORDER_RECLASSIFIED,
          EventCase.ORDER_MIGRATED,
          EventCase.PENDING_LISTED,
          EventCase.PENDING_ENDED);

  private static List<OrderClock> dues(Order order) {
    return order.getClocksList().stream()
        .map(c -> c.toBuilder().clearToldPercent().clearNextMs().clearStoppedMs().build())
        .toList();
  }

  private void recount() {
    Recount recount = new Recount("2026-11", desk.events);
    DocketFigures figures = desk.docket.figures();
    assertThat(figures.getTotal()).isEqualTo(recount.total.build());
    assertThat(figures.getDispatchedNow()).isEqualTo(recount.now(Recount.Place.WITH_UNIT));
    assertThat(figures.getSignedNow()).isEqualTo(recount.now(Recount.Place.SIGNED));
    assertThat(figures.getReturnRequestedNow())
        .isEqualTo(recount.now(Recount.Place.RETURN_REQUESTED));
    assertThat(figures.getInHandNow()).isEqualTo(recount.now(Recount.Place.IN_HAND));
    assertThat(figures.getPendingNow()).isEqualTo(recount.now(Recount.Place.PENDING));
    assertThat(figures.getMergedNow()).isEqualTo(recount.now(Recount.Place.MERGED));
    assertThat(figures.getFollowUpNow()).isEqualTo(recount.now(Recount.Place.FOLLOW_UP));
    assertThat(figures.getTotal().getOpened())
        .isEqualTo(
            figures.getDispatchedNow()
                + figures.getReturnRequestedNow()
                + figures.getSignedNow()
                + figures.getInHandNow()
                + figures.getPendingNow()
                + figures.getMergedNow()
                + figures.getFollowUpNow()
                + figures.getTotal().getClosed());
    assertThat(figures.getMonthRates()).isEqualTo(recount.monthRates());
    assertThat(figures.getTotalRates()).isEqualTo(recount.totalRates());
    assertThat(figures.getViolations()).isZero();
    assertThat(desk.docket.nextDeadlineMs()).isEqualTo(nextDeadlineMs(figures.getMonth()));
    List<String> closed = recount.closedMonths;
    assertThat(desk.docket.snapshot().getClosedMonthsList())
        .containsExactlyElementsOf(
            closed.subList(Math.max(0, closed.size() - 14), closed.size()).stream()
                .map(
                    m ->
                        ClosedMonth.newBuilder()
                            .setMonth(m)
                            .setRates(recount.rates(m))
                            .setScheme("2026-a")
                            .build())
                .toList());
  }

  private long nextDeadlineMs(String month) {
    LocalDate next = YearMonth.parse(month).plusMonths(1).atDay(1);
    long deadline = Times.startOf(next);
    for (Order order : desk.open()) {
      for (OrderClock clock : order.getClocksList()) {
        deadline = earlier(deadline, clock.getNextMs());
      }
      deadline = earlier(deadline, order.getReviewMs());
      deadline = earlier(deadline, order.getAppeal().getDecideByMs());
    }
    return deadline;
  }

  private static long earlier(long oneMs, long otherMs) {
    return otherMs == 0 ? oneMs : Math.min(oneMs, otherMs);
  }

  private void replay() {
    Docket again = Docket.founded(DocketDesk.DISTRICT, DocketDesk.STREET, desk.directory, founded);
    for (Happened happened : journal) {
      again.apply(happened.event(), happened.moment());
    }
    assertThat(again.snapshot().toByteString()).isEqualTo(desk.docket.snapshot().toByteString());
    assertThat(again.figures()).isEqualTo(desk.docket.figures());
    assertThat(again.nextDeadlineMs()).isEqualTo(desk.docket.nextDeadlineMs());
  }

  /** From here on the restored docket goes on; the replays compare it with one that never was. */
  private void restore() {
    DocketState snapshot = desk.docket.snapshot();
    Docket again = Docket.restored(DocketDesk.DISTRICT, DocketDesk.STREET, versions, snapshot);
    assertThat(again.snapshot()).isEqualTo(snapshot);
    desk.docket = again;
    restored++;
  }
}
