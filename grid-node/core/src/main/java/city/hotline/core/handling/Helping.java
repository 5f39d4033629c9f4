package city.hotline.core.handling;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.CoHandling;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.core.order.Takers;
import city.hotline.proto.docket.v1.AskCoHandler;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.CoHandlerAsked;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.FinishPart;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.PartFinished;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other units help the one that leads; it replies for all, whoever has not finished. */
public final class Helping {

  private static final int MOST_CO_HANDLERS = 8;

  private final OrderBook book;
  private final OrderGuard guard;
  private final Takers takers;

  /** Helps with the orders of one docket. */
  public Helping(String docket, OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.takers = new Takers(docket, directory);
  }

  /** Refuses as the command lists it, or asks the other unit. */
  public Decision<DocketEvent> decide(AskCoHandler command) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = DraftCheck.reason("note", command.getNote());
    if (refusal == null) {
      refusal =
          guard.refusal(
              orderId,
              command.getUnit(),
              EventCase.CO_HANDLER_ASKED,
              Refusal.REFUSAL_ORDER_NOT_SIGNED);
    }
    if (refusal == null) {
      refusal = takers.refusal("co_handler", command.getCoHandler());
    }
    if (refusal == null) {
      refusal = tooMany(book.get(orderId), command.getCoHandler());
    }
    if (refusal != null) {
      return refusal;
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setCoHandlerAsked(
                CoHandlerAsked.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(command.getUnit())
                    .setCoHandler(command.getCoHandler())
                    .setNote(command.getNote())
                    .setDraft(book.get(orderId).getDraft())));
  }

  private static @Nullable Decision<DocketEvent> tooMany(Order order, String unit) {
    if (order.getUnit().equals(unit) || CoHandling.units(order).contains(unit)) {
      return Decision.refused(
          Refusal.REFUSAL_CO_HANDLER_ALREADY,
          Map.of("order_id", order.getOrderId(), "co_handler", unit),
          "This unit has the order already.");
    }
    return order.getCoHandlersCount() >= MOST_CO_HANDLERS
        ? Decision.invalidField(
            "co_handler", unit, "at most " + MOST_CO_HANDLERS + " units that help")
        : null;
  }

  /** Refuses as the command lists it, or notes what was done. */
  public Decision<DocketEvent> decide(FinishPart command) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = DraftCheck.done("text", command.getText());
    if (refusal == null) {
      refusal = guard.refusal(orderId, EventCase.PART_FINISHED, Refusal.REFUSAL_ORDER_NOT_SIGNED);
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    if (!CoHandling.isAwaited(order, command.getUnit())) {
      return Decision.refused(
          Refusal.REFUSAL_NOT_A_CO_HANDLER,
          Map.of("order_id", orderId, "unit", order.getUnit()),
          "Unit " + order.getUnit() + " leads: it must ask for help before.");
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setPartFinished(
                PartFinished.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setCoHandler(command.getUnit())
                    .setText(command.getText())));
  }

  /** The order with one more who helps. */
  public Order applied(CoHandlerAsked event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.CO_HANDLER_ASKED)
        .addCoHandlers(CoHandler.newBuilder().setUnit(event.getCoHandler()))
        .build();
  }

  /** The order with that part done. */
  public Order applied(PartFinished event) {
    return CoHandling.finished(
            OrderLife.after(book.get(event.getOrderId()), EventCase.PART_FINISHED),
            event.getCoHandler())
        .build();
  }
}
