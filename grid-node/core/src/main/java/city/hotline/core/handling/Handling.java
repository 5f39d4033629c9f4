package city.hotline.core.handling;

import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderOverdue;
import city.hotline.proto.docket.v1.OrderReplied;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;

/** What a unit does with an order, and whether in time. */
public final class Handling {

  private final OrderBook book;
  private final OrderGuard guard;

  /** Handles the orders of the book. */
  public Handling(OrderBook book) {
    this.book = book;
    this.guard = new OrderGuard(book);
  }

  /** Refuses as the command lists it, or signs. */
  public Decision<DocketEvent> decide(SignOrder command) {
    Decision<DocketEvent> refusal =
        guard.refusal(
            command.getOrderId(),
            command.getUnit(),
            EventCase.ORDER_SIGNED,
            Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    if (refusal != null) {
      return refusal;
    }
    return Decision.accepted(
        reply(command.getOrderId()),
        List.of(
            DocketEvent.newBuilder()
                .setOrderSigned(
                    OrderSigned.newBuilder()
                        .setOrderId(command.getOrderId())
                        .setUnit(command.getUnit()))
                .build()));
  }

  /**
   * Refuses as the command lists it, or takes the reply. A reply that comes after the due time but
   * before the tick that would have said so is overdue all the same.
   */
  public Decision<DocketEvent> decide(ReplyOrder command, Moment moment) {
    String text = command.getText();
    if (text.isEmpty() || DraftCheck.isLonger(text, DraftCheck.TEXT_LIMIT)) {
      return Decision.invalidField(
          "text",
          text.length() + " characters",
          "1 to " + DraftCheck.TEXT_LIMIT + " characters that say what was done");
    }
    Decision<DocketEvent> refusal =
        guard.refusal(
            command.getOrderId(),
            command.getUnit(),
            EventCase.ORDER_REPLIED,
            Refusal.REFUSAL_ORDER_NOT_SIGNED);
    if (refusal != null) {
      return refusal;
    }
    DocketEvent replied =
        DocketEvent.newBuilder()
            .setOrderReplied(
                OrderReplied.newBuilder()
                    .setOrderId(command.getOrderId())
                    .setUnit(command.getUnit())
                    .setText(text))
            .build();
    Order order = book.get(command.getOrderId());
    return Decision.accepted(
        reply(command.getOrderId()),
        isDueUnnoticed(order, moment) ? List.of(overdue(order), replied) : List.of(replied));
  }

  private static boolean isDueUnnoticed(Order order, Moment moment) {
    return !order.getOverdue() && Times.millis(order.getDueAt()) <= Times.millis(moment);
  }

  /** The due time has come without a reply. */
  public DocketEvent overdue(Order order) {
    return DocketEvent.newBuilder()
        .setOrderOverdue(
            OrderOverdue.newBuilder().setOrderId(order.getOrderId()).setUnit(order.getUnit()))
        .build();
  }

  private static Reply reply(String orderId) {
    return Reply.newBuilder().setOrderId(orderId).build();
  }

  /** The order signed. */
  public Order applied(OrderSigned event, Moment moment) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_SIGNED)
        .setSignedAt(moment.getTime())
        .build();
  }

  /** The order with its reply. */
  public Order applied(OrderReplied event, Moment moment) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_REPLIED)
        .setRepliedAt(moment.getTime())
        .setReplyText(event.getText())
        .build();
  }

  /** The order marked, once a cycle. */
  public Order applied(OrderOverdue event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_OVERDUE)
        .setOverdue(true)
        .build();
  }
}
