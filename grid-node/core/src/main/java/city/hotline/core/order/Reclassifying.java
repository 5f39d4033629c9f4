package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderReclassified;
import city.hotline.proto.docket.v1.ReclassifyOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;

/** An order is of another class than was thought: its clocks are as if that had been known. */
public final class Reclassifying {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Directory directory;
  private final Clocks clocks;

  /** Reclassifies the orders of the book. */
  public Reclassifying(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.directory = directory;
    this.clocks = new Clocks(directory);
  }

  /** Refuses as the command lists it, or changes class, limit and clocks. */
  public Decision<DocketEvent> decide(ReclassifyOrder command, Moment moment) {
    String orderId = command.getOrderId();
    String code = command.getClassCode();
    Decision<DocketEvent> refusal = DraftCheck.reason("reason", command.getReason());
    if (refusal == null) {
      refusal = DraftCheck.classCode(code, directory);
    }
    if (refusal == null) {
      refusal =
          guard.refusal(
              orderId, EventCase.ORDER_RECLASSIFIED, Refusal.REFUSAL_ORDER_NOT_RECLASSIFIABLE);
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    HandlingLimit limit = directory.limitOf(code).orElseThrow();
    String former = order.getDraft().getClassCode();
    if (former.equals(code)) {
      return Decision.invalidField("class_code", code, "another class than the order has");
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setOrderReclassified(
                OrderReclassified.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setClassCode(code)
                    .setFormerClass(former)
                    .setLimit(limit)
                    .addAllClocks(
                        clocks.relimited(
                            order.getClocksList(),
                            Clocks.Before.of(order, directory),
                            limit,
                            Times.millis(moment)))
                    .setReason(command.getReason())));
  }

  /** The order of the other class; what citizens said before counts for the class that it had. */
  public Order applied(OrderReclassified event) {
    Order before = Cycles.withClass(book.get(event.getOrderId()), event.getFormerClass());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.ORDER_RECLASSIFIED)
                .setDraft(before.getDraft().toBuilder().setClassCode(event.getClassCode()))
                .setLimit(event.getLimit()),
            event.getClocksList())
        .build();
  }
}
