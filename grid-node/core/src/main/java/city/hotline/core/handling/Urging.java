package city.hotline.core.handling;

import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderUrged;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.shard.v1.Refusal;

/** The citizen calls again about an order: the unit is told, no clock is moved. */
public final class Urging {

  private static final int CALL_ID_LIMIT = 128;

  private final OrderBook book;
  private final OrderGuard guard;

  /** Urges the orders of the book. */
  public Urging(OrderBook book) {
    this.book = book;
    this.guard = new OrderGuard(book);
  }

  /** Refuses as the command lists it, or tells the unit. */
  public Decision<DocketEvent> decide(UrgeOrder command) {
    String orderId = command.getOrderId();
    if (command.getCallId().length() > CALL_ID_LIMIT) {
      return Decision.invalidField(
          "call_id", command.getCallId(), "at most " + CALL_ID_LIMIT + " characters");
    }
    Decision<DocketEvent> refusal = DraftCheck.reason("note", command.getNote());
    if (refusal == null) {
      refusal = guard.refusal(orderId, EventCase.ORDER_URGED, Refusal.REFUSAL_ORDER_CLOSED);
    }
    return refusal != null
        ? refusal
        : Facts.about(
            orderId,
            DocketEvent.newBuilder()
                .setOrderUrged(
                    OrderUrged.newBuilder()
                        .setOrderId(orderId)
                        .setUnit(book.get(orderId).getUnit())
                        .setCallId(command.getCallId())
                        .setNote(command.getNote())));
  }

  /** The order, urged once more. */
  public Order applied(OrderUrged event) {
    Order before = book.get(event.getOrderId());
    return OrderLife.after(before, EventCase.ORDER_URGED).setUrged(before.getUrged() + 1).build();
  }
}
