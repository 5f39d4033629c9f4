package city.hotline.core.order;

import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What forbids a fact to happen to an order, in the order the commands list it. Null where nothing
 * does.
 */
public final class OrderGuard {

  private final OrderBook book;

  /** Guards the orders of the book. */
  public OrderGuard(OrderBook book) {
    this.book = book;
  }

  /** Refuses UNKNOWN_ORDER, ORDER_CLOSED, ORDER_NOT_WITH_THIS_UNIT, then what the table forbids. */
  public @Nullable Decision<DocketEvent> refusal(
      String orderId, String unit, EventCase fact, Refusal notInState) {
    Order order = book.find(orderId);
    if (order == null || isClosed(order) || order.getUnit().equals(unit)) {
      return refusal(orderId, fact, notInState);
    }
    return Decision.refused(
        Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
        Map.of("order_id", orderId, "unit", order.getUnit()),
        "Only unit " + order.getUnit() + " can act on this order now.");
  }

  /** Refuses UNKNOWN_ORDER, ORDER_CLOSED, then what the table forbids. */
  public @Nullable Decision<DocketEvent> refusal(
      String orderId, EventCase fact, Refusal notInState) {
    Order order = book.find(orderId);
    if (order == null || isClosed(order)) {
      return missing(orderId, order);
    }
    if (!OrderLife.allows(order, fact)) {
      return Decision.refused(
          notInState,
          Map.of("order_id", orderId, "state", order.getState().name()),
          advice(order.getState(), notInState));
    }
    return null;
  }

  /** Refuses UNKNOWN_ORDER, ORDER_CLOSED, NOTHING_APPEALED, NOT_THE_DECIDER. */
  public @Nullable Decision<DocketEvent> decider(String orderId, String unit) {
    Order order = book.find(orderId);
    if (order == null || isClosed(order)) {
      return missing(orderId, order);
    }
    if (!order.hasAppeal()) {
      return Decision.refused(
          Refusal.REFUSAL_NOTHING_APPEALED,
          Map.of("order_id", orderId, "unit", order.getUnit()),
          "Nothing is to be decided: the unit has not asked, or goes on, or time has decided.");
    }
    if (!order.getAppeal().getDecider().equals(unit)) {
      return Decision.refused(
          Refusal.REFUSAL_NOT_THE_DECIDER,
          Map.of("order_id", orderId, "decider", order.getAppeal().getDecider()),
          "Only unit " + order.getAppeal().getDecider() + " decides this.");
    }
    return null;
  }

  /** Refuses APPEAL_NOT_DECIDED. */
  public @Nullable Decision<DocketEvent> anotherAppeal(String orderId) {
    Order order = book.get(orderId);
    return order.hasAppeal()
        ? Decision.refused(
            Refusal.REFUSAL_APPEAL_NOT_DECIDED,
            Map.of(
                "order_id",
                orderId,
                "kind",
                order.getAppeal().getKind().name(),
                "decider",
                order.getAppeal().getDecider()),
            "Wait until " + order.getAppeal().getDecider() + " has decided what was asked before.")
        : null;
  }

  private static @Nullable Decision<DocketEvent> missing(String orderId, @Nullable Order order) {
    if (order == null) {
      return Decision.refused(
          Refusal.REFUSAL_UNKNOWN_ORDER,
          Map.of("order_id", orderId),
          "Check the order id; its first part names the docket it lives in.");
    }
    if (isClosed(order)) {
      return Decision.refused(
          Refusal.REFUSAL_ORDER_CLOSED,
          Map.of("order_id", orderId, "reason", order.getCloseReason().name()),
          "The order is over; a new call opens a new one.");
    }
    return null;
  }

  private static boolean isClosed(Order order) {
    return order.getState() == OrderState.ORDER_STATE_CLOSED;
  }

  /** Whoever asks citizens cannot do what the unit is to do next, and is told what he can. */
  private static String advice(OrderState state, Refusal refused) {
    boolean isForTheUnit =
        refused != Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP || state == OrderState.ORDER_STATE_MERGED;
    return isForTheUnit
        ? advice(state)
        : "The unit has not replied, so its citizen is not to be asked now: ListFollowUps names"
            + " those who are (./hotline follow-up due).";
  }

  private static String advice(OrderState state) {
    return switch (state) {
      case ORDER_STATE_DISPATCHED -> "Sign the order first.";
      case ORDER_STATE_RETURN_REQUESTED -> "Wait for the decision, or sign the order and keep it.";
      case ORDER_STATE_SIGNED -> "The order is signed: contact the citizen, or reply.";
      case ORDER_STATE_IN_HAND -> "The citizen was contacted: reply, ask for time, or for pending.";
      case ORDER_STATE_PENDING_LISTED -> "The order is pending: end that first.";
      case ORDER_STATE_MERGED -> "The order goes on with its parent: act on that, or split it off.";
      case ORDER_STATE_FOLLOW_UP -> "The unit has replied: wait for the citizen's answers.";
      case ORDER_STATE_CLOSED, ORDER_STATE_UNSPECIFIED, UNRECOGNIZED -> "Read the order again.";
    };
  }
}
