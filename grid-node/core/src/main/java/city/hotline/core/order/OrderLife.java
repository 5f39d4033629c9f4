package city.hotline.core.order;

import city.hotline.core.moment.TransitionTable;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;

/**
 * The life of a work order as one table; both deciding and applying ask it. An order counts as
 * dispatched from the fact that opens it, so that it is in exactly one state after every single
 * fact.
 */
public final class OrderLife {

  private static final OrderState NONE = OrderState.ORDER_STATE_UNSPECIFIED;
  private static final OrderState DISPATCHED = OrderState.ORDER_STATE_DISPATCHED;
  private static final OrderState SIGNED = OrderState.ORDER_STATE_SIGNED;
  private static final OrderState FOLLOW_UP = OrderState.ORDER_STATE_FOLLOW_UP;
  private static final OrderState CLOSED = OrderState.ORDER_STATE_CLOSED;

  /** All that can happen to an order. */
  public static final TransitionTable<OrderState, EventCase> TABLE =
      TransitionTable.of(OrderState.class, EventCase.class)
          .row(NONE, EventCase.ORDER_OPENED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_CLASSIFIED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_DISPATCHED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_OVERDUE, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_RETURNED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_SIGNED, SIGNED)
          .row(SIGNED, EventCase.ORDER_OVERDUE, SIGNED)
          .row(SIGNED, EventCase.ORDER_REPLIED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.FOLLOW_UP_DUE, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.ANSWERS_RECORDED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.ORDER_REOPENED, DISPATCHED)
          .row(FOLLOW_UP, EventCase.ORDER_CLOSED, CLOSED)
          .build();

  private OrderLife() {}

  /** Whether the fact may happen to the order now. */
  public static boolean allows(Order order, EventCase fact) {
    return TABLE.allows(order.getState(), fact);
  }

  /** The order on its way to the state the fact leads to. */
  public static Order.Builder after(Order order, EventCase fact) {
    return order.toBuilder().setState(TABLE.after(order.getState(), fact));
  }
}
