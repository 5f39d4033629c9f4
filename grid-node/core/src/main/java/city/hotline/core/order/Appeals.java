package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.directory.WorkCalendar;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.AppealEscalated;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a unit asks of the unit above it, one thing at a time. */
public final class Appeals {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Superiors superiors;
  private final OrderRules rules;
  private final WorkCalendar calendar;

  /** About the orders of the book. */
  public Appeals(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.superiors = new Superiors(directory);
    this.rules = directory.orderRules();
    this.calendar = directory.calendar();
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

  /**
   * An appeal of the unit that has the order, with how long the one above it may take; the highest
   * unit decides for itself.
   */
  public Appeal.Builder of(Order order, AppealKind kind, Moment moment) {
    String above = superiors.above(order.getUnit());
    return Appeal.newBuilder()
        .setKind(kind)
        .setDecider(above.isEmpty() ? order.getUnit() : above)
        .setAskedMs(Times.millis(moment))
        .setDecideByMs(decideByMs(kind, Times.millis(moment)));
  }

  /** A return is urgent, as nobody works on the order; of the others only worked days count. */
  private long decideByMs(AppealKind kind, long nowMs) {
    return kind == AppealKind.APPEAL_KIND_RETURN
        ? nowMs + rules.decideReturnMs()
        : calendar.after(nowMs, rules.decideAppealMs());
  }

  /**
   * Nobody has decided in time: the unit above the one that was to decide gets it, once, with as
   * much time. Empty where that has happened, or nobody is above: it is denied then.
   */
  public Optional<DocketEvent> escalated(Order order, long nowMs) {
    Appeal appeal = order.getAppeal();
    String above = superiors.above(appeal.getDecider());
    if (appeal.getEscalated() || above.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        DocketEvent.newBuilder()
            .setAppealEscalated(
                AppealEscalated.newBuilder()
                    .setOrderId(order.getOrderId())
                    .setUnit(order.getUnit())
                    .setFormerDecider(appeal.getDecider())
                    .setAppeal(
                        appeal.toBuilder()
                            .setDecider(above)
                            .setDecideByMs(decideByMs(appeal.getKind(), nowMs))
                            .setEscalated(true)))
            .build());
  }

  /** The order with another one who decides. */
  public Order applied(AppealEscalated event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.APPEAL_ESCALATED)
        .setAppeal(event.getAppeal())
        .build();
  }
}
