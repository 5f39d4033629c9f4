package city.hotline.core.dispatch;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.Route;
import city.hotline.core.moment.Times;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Clocks;
import city.hotline.core.order.CoHandling;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.shard.v1.Moment;
import java.time.LocalDate;
import java.util.List;

/** To which unit an order goes; its clocks begin with the first dispatch of a cycle. */
public final class Dispatching {

  private final String docket;
  private final OrderBook book;
  private final Directory directory;
  private final Clocks clocks;

  /** Dispatches the orders of one docket; its code is the place in which the matters are. */
  public Dispatching(String docket, OrderBook book, Directory directory) {
    this.docket = docket;
    this.book = book;
    this.directory = directory;
    this.clocks = new Clocks(directory);
  }

  /** The unit gets the order that leads its class in the place of the docket at this moment. */
  public DocketEvent first(OrderOpened opened, HandlingLimit limit, Moment moment) {
    LocalDate day = Times.day(Times.millis(moment));
    Route route = directory.routing().route(opened.getDraft().getClassCode(), docket, day);
    return begun(
        OrderDispatched.newBuilder()
            .setOrderId(opened.getOrderId())
            .setUnit(route.lead())
            .setRule(route.rule())
            .addAllCoHandlers(route.with()),
        limit,
        moment);
  }

  /**
   * The unit that had the order gets it for a new cycle, with who helped and clocks that begin now.
   * One that replied to its parent only is told what it says.
   */
  public DocketEvent again(Order order, Moment moment) {
    OrderDispatched.Builder dispatched =
        OrderDispatched.newBuilder()
            .setOrderId(order.getOrderId())
            .setUnit(order.getUnit())
            .addAllCoHandlers(CoHandling.units(order));
    if (order.getParentId().isEmpty()) {
      dispatched.setRule(order.getRule());
    } else {
      dispatched.setDraft(order.getDraft());
    }
    return begun(dispatched, order.getLimit(), moment);
  }

  private DocketEvent begun(
      OrderDispatched.Builder dispatched, HandlingLimit limit, Moment moment) {
    List<OrderClock> begun = clocks.started(limit, Times.millis(moment));
    for (OrderClock clock : begun) {
      if (clock.getKind() == ClockKind.CLOCK_KIND_REPLY) {
        dispatched.setDueAt(Times.timestamp(clock.getDueMs()));
      }
    }
    return DocketEvent.newBuilder().setOrderDispatched(dispatched.addAllClocks(begun)).build();
  }

  /**
   * Another unit gets the order within the cycle: its clocks run on. It did not see the order
   * opened, so it is told what that says.
   */
  static DocketEvent elsewhere(Order order, String unit) {
    return DocketEvent.newBuilder()
        .setOrderDispatched(
            OrderDispatched.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(unit)
                .setDueAt(order.getDueAt())
                .setDraft(order.getDraft()))
        .build();
  }

  /** The order with the unit; the clocks of the cycle start with its first dispatch only. */
  public Order applied(OrderDispatched event, Moment moment) {
    Order before = book.get(event.getOrderId());
    Order.Builder after =
        OrderLife.after(before, EventCase.ORDER_DISPATCHED)
            .setUnit(event.getUnit())
            .setRule(event.getRule())
            .setHop(before.getHop() + 1);
    if (before.getHop() > 0) {
      return CoHandling.withoutLead(after).build();
    }
    CoHandling.begin(after, event.getCoHandlersList());
    return ClockMarks.with(
            after.setDispatchedAt(moment.getTime()), ClockMarks.begun(event, Times.millis(moment)))
        .build();
  }
}
