package city.hotline.core.dispatch;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.Facts;
import city.hotline.core.order.Merging;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderLife;
import city.hotline.core.order.Takers;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderReturned;
import city.hotline.proto.docket.v1.ReturnDenied;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.ReturnRequested;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit says that an order is not its business; the unit above decides whether it goes elsewhere
 * or stays for good; the highest unit, which gets what has no place, decides for itself. No clock
 * is moved by it, and an order changes hands only so often.
 */
public final class Returns {

  private final OrderBook book;
  private final Appeals appeals;
  private final Directory directory;
  private final Takers takers;

  /** Decides about the orders of one docket. */
  public Returns(String docket, OrderBook book, Directory directory) {
    this.book = book;
    this.appeals = new Appeals(book, directory);
    this.directory = directory;
    this.takers = new Takers(docket, directory);
  }

  /** Refuses as the command lists it, or asks the unit above. */
  public Decision<DocketEvent> decide(ReturnOrder command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        appeals.refusal(
            orderId,
            command.getUnit(),
            command.getReason(),
            EventCase.RETURN_REQUESTED,
            Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    int hops = directory.orderRules().hops();
    if (Merging.stays(order, hops)) {
      return Decision.refused(
          Refusal.REFUSAL_RETURN_NOT_ALLOWED,
          Map.of("order_id", orderId, "unit", order.getUnit()),
          "The order stays with this unit: sign it and handle it.");
    }
    for (String child : book.childrenOf(orderId)) {
      if (Merging.stays(book.get(child), hops)) {
        return Decision.refused(
            Refusal.REFUSAL_RETURN_NOT_ALLOWED,
            Map.of("order_id", orderId, "child_id", child),
            "An order that stays with its unit goes on with this one: split it off first.");
      }
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setReturnRequested(
                ReturnRequested.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setAppeal(
                        appeals
                            .of(order, AppealKind.APPEAL_KIND_RETURN, moment)
                            .setReason(command.getReason()))));
  }

  /** Refuses a unit that cannot lead; or sends the order there, or lets it stay. */
  public Decision<DocketEvent> decide(DecideAppeal command, Order order) {
    String orderId = order.getOrderId();
    if (!command.getGranted()) {
      return Facts.about(orderId, List.of(denied(order, command.getNote())));
    }
    String to = command.getToUnit().isEmpty() ? command.getUnit() : command.getToUnit();
    Decision<DocketEvent> refusal = cannotLead(to, order);
    if (refusal != null) {
      return refusal;
    }
    return Facts.about(
        orderId,
        List.of(
            DocketEvent.newBuilder()
                .setOrderReturned(
                    OrderReturned.newBuilder()
                        .setOrderId(orderId)
                        .setUnit(order.getUnit())
                        .setReason(order.getAppeal().getReason()))
                .build(),
            Dispatching.elsewhere(order, to)));
  }

  private @Nullable Decision<DocketEvent> cannotLead(String to, Order order) {
    return to.equals(order.getUnit())
        ? Decision.invalidField("to_unit", to, "another unit, or granted: false")
        : takers.refusal("to_unit", to);
  }

  /** Nobody has decided in time: the order stays. */
  public DocketEvent undecided(Order order) {
    return denied(order, "");
  }

  private static DocketEvent denied(Order order, String note) {
    return DocketEvent.newBuilder()
        .setReturnDenied(
            ReturnDenied.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(order.getUnit())
                .setDecider(order.getAppeal().getDecider())
                .setNote(note))
        .build();
  }

  /** The order with what is asked. */
  public Order applied(ReturnRequested event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.RETURN_REQUESTED)
        .setAppeal(event.getAppeal())
        .build();
  }

  /** The order with its unit for good, unless that decided for itself and may think again. */
  public Order applied(ReturnDenied event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.RETURN_DENIED)
        .clearAppeal()
        .setForced(!event.getDecider().equals(event.getUnit()))
        .build();
  }

  /** The order still with the unit that returned it; the dispatch that moves it follows. */
  public Order applied(OrderReturned event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_RETURNED)
        .clearAppeal()
        .build();
  }
}
