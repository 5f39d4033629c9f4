package city.hotline.core.dispatch;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderReturned;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** To which unit an order goes, first and after a return. */
public final class Dispatching {

  private static final int REASON_LIMIT = 1_000;

  private final String docket;
  private final OrderBook book;
  private final OrderGuard guard;
  private final Directory directory;

  /**
   * Dispatches the orders of one docket; the docket's code is the code of the unit that answers for
   * it.
   */
  public Dispatching(String docket, OrderBook book, Directory directory) {
    this.docket = docket;
    this.book = book;
    this.guard = new OrderGuard(book);
    this.directory = directory;
  }

  /**
   * The street of the docket gets the order; where no street is known, the district, or the city.
   */
  public DocketEvent first(String orderId, HandlingLimit limit, Moment moment) {
    return to(docket, orderId, limit, moment);
  }

  /** The unit gets the order for a new cycle, with a limit that runs from this moment. */
  public DocketEvent to(String unit, String orderId, HandlingLimit limit, Moment moment) {
    long dueMs = Times.millis(moment) + directory.orderRules().limitMs(limit);
    return dispatched(orderId, unit, Times.timestamp(dueMs));
  }

  /**
   * Refuses as the command lists it, or sends the order to the unit above with the due time it has.
   */
  public Decision<DocketEvent> decide(ReturnOrder command) {
    String orderId = command.getOrderId();
    if (command.getReason().isEmpty() || DraftCheck.isLonger(command.getReason(), REASON_LIMIT)) {
      return Decision.invalidField(
          "reason",
          command.getReason().length() + " characters",
          "1 to " + REASON_LIMIT + " characters that say whose business it is");
    }
    Decision<DocketEvent> refusal =
        guard.refusal(
            orderId,
            command.getUnit(),
            EventCase.ORDER_RETURNED,
            Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    Optional<Unit> unit = directory.unit(order.getUnit());
    if (unit.isEmpty() || unit.get().getKind() != UnitKind.UNIT_KIND_STREET || wasReturned(order)) {
      return Decision.refused(
          Refusal.REFUSAL_RETURN_NOT_ALLOWED,
          Map.of("order_id", orderId, "unit", order.getUnit()),
          "The order stays with this unit: sign it and handle it.");
    }
    return Decision.accepted(
        Reply.newBuilder().setOrderId(orderId).build(),
        List.of(
            DocketEvent.newBuilder()
                .setOrderReturned(
                    OrderReturned.newBuilder()
                        .setOrderId(orderId)
                        .setUnit(order.getUnit())
                        .setReason(command.getReason()))
                .build(),
            elsewhere(order, unit.get().getParent())));
  }

  /** A second dispatch within a cycle can only follow a return. */
  private static boolean wasReturned(Order order) {
    return order.getHop() > 1;
  }

  /** The receiving unit has not seen the order opened, so it is told what the order says. */
  private static DocketEvent elsewhere(Order order, String unit) {
    return DocketEvent.newBuilder()
        .setOrderDispatched(
            OrderDispatched.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(unit)
                .setDueAt(order.getDueAt())
                .setDraft(order.getDraft()))
        .build();
  }

  private static DocketEvent dispatched(String orderId, String unit, Timestamp dueAt) {
    return DocketEvent.newBuilder()
        .setOrderDispatched(
            OrderDispatched.newBuilder().setOrderId(orderId).setUnit(unit).setDueAt(dueAt))
        .build();
  }

  /** The order with the unit; the cycle's clock starts with its first dispatch only. */
  public Order applied(OrderDispatched event, Moment moment) {
    Order before = book.get(event.getOrderId());
    Order.Builder after =
        OrderLife.after(before, EventCase.ORDER_DISPATCHED)
            .setUnit(event.getUnit())
            .setDueAt(event.getDueAt())
            .setHop(before.getHop() + 1);
    if (before.getHop() == 0) {
      after.setDispatchedAt(moment.getTime());
    }
    return after.build();
  }

  /** The order still with the unit that returned it; the dispatch that moves it follows. */
  public Order applied(OrderReturned event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_RETURNED).build();
  }
}
