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
  private static final OrderState IN_HAND = OrderState.ORDER_STATE_IN_HAND;
  private static final OrderState RETURN_REQUESTED = OrderState.ORDER_STATE_RETURN_REQUESTED;
  private static final OrderState PENDING_LISTED = OrderState.ORDER_STATE_PENDING_LISTED;
  private static final OrderState MERGED = OrderState.ORDER_STATE_MERGED;

  /** All that can happen to an order. */
  public static final TransitionTable<OrderState, EventCase> TABLE =
      TransitionTable.of(OrderState.class, EventCase.class)
          .row(NONE, EventCase.ORDER_OPENED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_URGED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_MIGRATED, DISPATCHED)
          .row(DISPATCHED, EventCase.PART_FINISHED, DISPATCHED)
          .row(DISPATCHED, EventCase.REFERENCE_ATTACHED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_CLASSIFIED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_DISPATCHED, DISPATCHED)
          .row(DISPATCHED, EventCase.CLOCK_WARNED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_OVERDUE, DISPATCHED)
          .row(DISPATCHED, EventCase.RETURN_REQUESTED, RETURN_REQUESTED)
          .row(DISPATCHED, EventCase.ORDER_SIGNED, SIGNED)
          .row(DISPATCHED, EventCase.ORDER_RECLASSIFIED, DISPATCHED)
          .row(DISPATCHED, EventCase.ORDER_MERGED, MERGED)
          .row(DISPATCHED, EventCase.ORDER_RETURNED, DISPATCHED) // Before returns were decided.
          .row(RETURN_REQUESTED, EventCase.ORDER_URGED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.ORDER_MIGRATED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.PART_FINISHED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.REFERENCE_ATTACHED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.APPEAL_ESCALATED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.CLOCK_WARNED, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.ORDER_OVERDUE, RETURN_REQUESTED)
          .row(RETURN_REQUESTED, EventCase.ORDER_RETURNED, DISPATCHED)
          .row(RETURN_REQUESTED, EventCase.RETURN_DENIED, DISPATCHED)
          .row(RETURN_REQUESTED, EventCase.ORDER_SIGNED, SIGNED)
          .row(RETURN_REQUESTED, EventCase.ORDER_RECLASSIFIED, RETURN_REQUESTED)
          .row(SIGNED, EventCase.ORDER_URGED, SIGNED)
          .row(SIGNED, EventCase.ORDER_MIGRATED, SIGNED)
          .row(SIGNED, EventCase.PART_FINISHED, SIGNED)
          .row(SIGNED, EventCase.REFERENCE_ATTACHED, SIGNED)
          .row(SIGNED, EventCase.CO_HANDLER_ASKED, SIGNED)
          .row(SIGNED, EventCase.CLOCK_WARNED, SIGNED)
          .row(SIGNED, EventCase.ORDER_OVERDUE, SIGNED)
          .row(SIGNED, EventCase.EXTENSION_ASKED, SIGNED)
          .row(SIGNED, EventCase.APPEAL_ESCALATED, SIGNED)
          .row(SIGNED, EventCase.EXTENSION_GRANTED, SIGNED)
          .row(SIGNED, EventCase.EXTENSION_DENIED, SIGNED)
          .row(SIGNED, EventCase.ORDER_RECLASSIFIED, SIGNED)
          .row(SIGNED, EventCase.ORDER_MERGED, MERGED)
          .row(SIGNED, EventCase.CITIZEN_CONTACTED, IN_HAND)
          .row(SIGNED, EventCase.ORDER_REPLIED, FOLLOW_UP)
          .row(IN_HAND, EventCase.ORDER_URGED, IN_HAND)
          .row(IN_HAND, EventCase.ORDER_MIGRATED, IN_HAND)
          .row(IN_HAND, EventCase.PART_FINISHED, IN_HAND)
          .row(IN_HAND, EventCase.REFERENCE_ATTACHED, IN_HAND)
          .row(IN_HAND, EventCase.CO_HANDLER_ASKED, IN_HAND)
          .row(IN_HAND, EventCase.CLOCK_WARNED, IN_HAND)
          .row(IN_HAND, EventCase.ORDER_OVERDUE, IN_HAND)
          .row(IN_HAND, EventCase.EXTENSION_ASKED, IN_HAND)
          .row(IN_HAND, EventCase.APPEAL_ESCALATED, IN_HAND)
          .row(IN_HAND, EventCase.EXTENSION_GRANTED, IN_HAND)
          .row(IN_HAND, EventCase.EXTENSION_DENIED, IN_HAND)
          .row(IN_HAND, EventCase.PENDING_ASKED, IN_HAND)
          .row(IN_HAND, EventCase.PENDING_DENIED, IN_HAND)
          .row(IN_HAND, EventCase.PENDING_LISTED, PENDING_LISTED)
          .row(IN_HAND, EventCase.ORDER_RECLASSIFIED, IN_HAND)
          .row(IN_HAND, EventCase.ORDER_MERGED, MERGED)
          .row(IN_HAND, EventCase.ORDER_REPLIED, FOLLOW_UP)
          .row(PENDING_LISTED, EventCase.ORDER_URGED, PENDING_LISTED)
          .row(PENDING_LISTED, EventCase.ORDER_MIGRATED, PENDING_LISTED)
          .row(PENDING_LISTED, EventCase.PART_FINISHED, PENDING_LISTED)
          .row(PENDING_LISTED, EventCase.REFERENCE_ATTACHED, PENDING_LISTED)
          .row(PENDING_LISTED, EventCase.ORDER_RECLASSIFIED, PENDING_LISTED)
          .row(PENDING_LISTED, EventCase.PENDING_ENDED, IN_HAND)
          .row(MERGED, EventCase.ORDER_URGED, MERGED)
          .row(MERGED, EventCase.PART_FINISHED, MERGED)
          .row(MERGED, EventCase.REFERENCE_ATTACHED, MERGED)
          .row(MERGED, EventCase.ORDER_MIGRATED, MERGED)
          .row(MERGED, EventCase.ORDER_SPLIT, DISPATCHED)
          .row(MERGED, EventCase.PARENT_REPLIED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.ORDER_URGED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.REFERENCE_ATTACHED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.ORDER_MIGRATED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.FOLLOW_UP_DUE, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.FOLLOW_UP_CLAIMED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.FOLLOW_UP_RELEASED, FOLLOW_UP)
          .row(FOLLOW_UP, EventCase.FOLLOW_UP_ATTEMPTED, FOLLOW_UP)
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
