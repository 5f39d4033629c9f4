package city.hotline.core.handling;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Clocks;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.AskExtension;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.ExtensionAsked;
import city.hotline.proto.docket.v1.ExtensionDenied;
import city.hotline.proto.docket.v1.ExtensionGranted;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A unit asks for more time for its reply; the unit above decides. */
public final class Extensions {

  private static final int MOST_HOURS = 720;

  private final OrderBook book;
  private final Appeals appeals;
  private final OrderRules rules;
  private final Clocks clocks;
  private final Warnings warnings;

  /** Extends the time for the orders of the book. */
  public Extensions(OrderBook book, Directory directory) {
    this.book = book;
    this.appeals = new Appeals(book, directory);
    this.rules = directory.orderRules();
    this.clocks = new Clocks(directory);
    this.warnings = new Warnings(book, directory);
  }

  /** Refuses as the command lists it, or asks the unit above. */
  public Decision<DocketEvent> decide(AskExtension command, Moment moment) {
    String orderId = command.getOrderId();
    if (command.getHours() < 1 || command.getHours() > MOST_HOURS) {
      return Decision.invalidField("hours", command.getHours(), "1 to " + MOST_HOURS);
    }
    Decision<DocketEvent> refusal =
        appeals.refusal(
            orderId,
            command.getUnit(),
            command.getReason(),
            EventCase.EXTENSION_ASKED,
            Refusal.REFUSAL_ORDER_NOT_SIGNED);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    if (order.getExtensions() >= rules.extensions()) {
      return Decision.refused(
          Refusal.REFUSAL_EXTENSION_NOT_ALLOWED,
          Map.of("order_id", orderId, "extensions", Integer.toString(order.getExtensions())),
          "Reply with what was done, or ask that the order is listed as pending.");
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setExtensionAsked(
                ExtensionAsked.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setAppeal(
                        appeals
                            .of(order, AppealKind.APPEAL_KIND_EXTENSION, moment)
                            .setReason(command.getReason())
                            .setSpanMs(Duration.ofHours(command.getHours()).toMillis()))));
  }

  /** The unit gets more time, or not; what was late before stays late. */
  public Decision<DocketEvent> decide(DecideAppeal command, Order order, Moment moment) {
    String orderId = order.getOrderId();
    if (!command.getGranted()) {
      return Facts.about(orderId, List.of(denied(order, command.getNote())));
    }
    List<DocketEvent> events = new ArrayList<>(1);
    List<OrderClock> noticed = warnings.noticed(order, moment, events);
    events.add(
        DocketEvent.newBuilder()
            .setExtensionGranted(
                ExtensionGranted.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setDecider(command.getUnit())
                    .setNote(command.getNote())
                    .addAllClocks(clocks.extended(noticed, order.getAppeal().getSpanMs())))
            .build());
    return Facts.about(orderId, events);
  }

  /** Nobody has decided in time: the unit gets no more time. */
  public DocketEvent undecided(Order order) {
    return denied(order, "");
  }

  private static DocketEvent denied(Order order, String note) {
    return DocketEvent.newBuilder()
        .setExtensionDenied(
            ExtensionDenied.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(order.getUnit())
                .setDecider(order.getAppeal().getDecider())
                .setNote(note))
        .build();
  }

  /** The order with what is asked. */
  public Order applied(ExtensionAsked event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.EXTENSION_ASKED)
        .setAppeal(event.getAppeal())
        .build();
  }

  /** The order with its clocks as they are now. */
  public Order applied(ExtensionGranted event) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.EXTENSION_GRANTED)
                .clearAppeal()
                .setExtensions(before.getExtensions() + 1),
            event.getClocksList())
        .build();
  }

  /** The order as it was. */
  public Order applied(ExtensionDenied event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.EXTENSION_DENIED)
        .clearAppeal()
        .build();
  }
}
