package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import org.jspecify.annotations.Nullable;

/** What a unit asks of the unit above it, one thing at a time. */
public final class Appeals {

  private final OrderGuard guard;
  private final Superiors superiors;

  /** About the orders of the book. */
  public Appeals(OrderBook book, Directory directory) {
    this.guard = new OrderGuard(book);
    this.superiors = new Superiors(directory);
  }

  /** Refuses a missing reason, then what the guard refuses, then APPEAL_NOT_DECIDED. */
  public @Nullable Decision<DocketEvent> refusal(
      String orderId, String unit, String reason, EventCase fact, Refusal notInState) {
    Decision<DocketEvent> refusal = DraftCheck.reason("reason", reason);
    if (refusal == null) {
      refusal = guard.refusal(orderId, unit, fact, notInState);
    }
    return refusal == null ? guard.anotherAppeal(orderId) : refusal;
  }

  /** An appeal of the unit that has the order; the highest unit decides for itself. */
  public Appeal.Builder of(Order order, AppealKind kind, Moment moment) {
    String above = superiors.above(order.getUnit());
    return Appeal.newBuilder()
        .setKind(kind)
        .setDecider(above.isEmpty() ? order.getUnit() : above)
        .setAskedMs(Times.millis(moment));
  }
}
