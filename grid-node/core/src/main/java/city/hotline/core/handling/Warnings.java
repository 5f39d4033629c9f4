package city.hotline.core.handling;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Clocks;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderLife;
import city.hotline.core.order.Superiors;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.ClockWarned;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderOverdue;
import city.hotline.proto.shard.v1.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told when a share of a limit has passed. Each share of each clock is told of once in a
 * cycle, and none is left out, however late the tick comes.
 */
public final class Warnings {

  private final OrderBook book;
  private final Clocks clocks;
  private final Superiors superiors;

  /** Warns about the orders of the book. */
  public Warnings(OrderBook book, Directory directory) {
    this.book = book;
    this.clocks = new Clocks(directory);
    this.superiors = new Superiors(directory);
  }

  /** The facts about an order, and before them what was to be told of it by now. */
  Decision<DocketEvent> before(String orderId, Moment moment, DocketEvent fact) {
    List<DocketEvent> events = new ArrayList<>(1);
    noticed(book.get(orderId), moment, events);
    events.add(fact);
    return Facts.about(orderId, events);
  }

  /** Adds what is to be told of the order by now, and returns its clocks after that. */
  List<OrderClock> noticed(Order order, Moment moment, List<DocketEvent> events) {
    List<OrderClock> running = new ArrayList<>(order.getClocksList());
    Optional<OrderClock> next = ClockMarks.next(running);
    while (next.isPresent() && next.get().getNextMs() <= Times.millis(moment)) {
      OrderClock clock = next.get();
      int percent = clocks.nextShare(clock.getToldPercent());
      long nextMs = clocks.nextMs(clock, percent);
      events.add(told(order, clock, percent, nextMs));
      running.set(
          running.indexOf(clock),
          clock.toBuilder().setToldPercent(percent).setNextMs(nextMs).build());
      next = ClockMarks.next(running);
    }
    return running;
  }

  /** What the clock that is next to be told of says; only while one runs. */
  public DocketEvent due(Order order) {
    OrderClock clock = ClockMarks.next(order.getClocksList()).orElseThrow();
    int percent = clocks.nextShare(clock.getToldPercent());
    return told(order, clock, percent, clocks.nextMs(clock, percent));
  }

  private DocketEvent told(Order order, OrderClock clock, int percent, long nextMs) {
    String told = superiors.toldOf(order.getUnit(), percent, clock.getToldPercent() == 0);
    if (percent < OrderRules.ALL_OF_IT) {
      return DocketEvent.newBuilder()
          .setClockWarned(
              ClockWarned.newBuilder()
                  .setOrderId(order.getOrderId())
                  .setUnit(order.getUnit())
                  .setClock(clock.getKind())
                  .setPercent(percent)
                  .setNextMs(nextMs)
                  .setEscalatedTo(told))
          .build();
    }
    return DocketEvent.newBuilder()
        .setOrderOverdue(
            OrderOverdue.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(order.getUnit())
                .setClock(clock.getKind())
                .setEscalatedTo(told))
        .build();
  }

  /** The order after a warning. */
  public Order applied(ClockWarned event) {
    return told(
        event.getOrderId(),
        EventCase.CLOCK_WARNED,
        event.getClock(),
        event.getPercent(),
        event.getNextMs());
  }

  /** The order after a clock has run out. */
  public Order applied(OrderOverdue event) {
    ClockKind clock =
        event.getClock() == ClockKind.CLOCK_KIND_UNSPECIFIED
            ? ClockKind.CLOCK_KIND_REPLY
            : event.getClock();
    return told(event.getOrderId(), EventCase.ORDER_OVERDUE, clock, OrderRules.ALL_OF_IT, 0);
  }

  private Order told(String orderId, EventCase fact, ClockKind clock, int percent, long nextMs) {
    Order before = book.get(orderId);
    return ClockMarks.with(
            OrderLife.after(before, fact), ClockMarks.told(before, clock, percent, nextMs))
        .build();
  }
}
