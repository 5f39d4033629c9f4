package city.hotline.core.handling;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Clocks;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.AppealKind;
import city.hotline.proto.docket.v1.AskPending;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.EndPending;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.PendingAsked;
import city.hotline.proto.docket.v1.PendingDenied;
import city.hotline.proto.docket.v1.PendingEnded;
import city.hotline.proto.docket.v1.PendingListed;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.util.List;

/**
 * A unit asks that an order which cannot be solved now is listed as pending; the unit above
 * decides. Its clocks stand still until the unit goes on, or the time of the review has come.
 */
public final class PendingList {

  private static final int MOST_DAYS = 365;

  private final OrderBook book;
  private final OrderGuard guard;
  private final Appeals appeals;
  private final Clocks clocks;
  private final Warnings warnings;

  /** Lists orders of the book. */
  public PendingList(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.appeals = new Appeals(book, directory);
    this.clocks = new Clocks(directory);
    this.warnings = new Warnings(book, directory);
  }

  /** Refuses as the command lists it, or asks the unit above. */
  public Decision<DocketEvent> decide(AskPending command, Moment moment) {
    String orderId = command.getOrderId();
    if (command.getDays() < 1 || command.getDays() > MOST_DAYS) {
      return Decision.invalidField("days", command.getDays(), "1 to " + MOST_DAYS);
    }
    Decision<DocketEvent> refusal =
        appeals.refusal(
            orderId,
            command.getUnit(),
            command.getReason(),
            EventCase.PENDING_ASKED,
            Refusal.REFUSAL_ORDER_NOT_IN_HAND);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setPendingAsked(
                PendingAsked.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setAppeal(
                        appeals
                            .of(order, AppealKind.APPEAL_KIND_PENDING, moment)
                            .setReason(command.getReason())
                            .setSpanMs(Duration.ofDays(command.getDays()).toMillis()))));
  }

  /** The order is listed as pending, or not. */
  public Decision<DocketEvent> decide(DecideAppeal command, Order order, Moment moment) {
    String orderId = order.getOrderId();
    if (!command.getGranted()) {
      return Facts.about(orderId, List.of(denied(order, command.getNote())));
    }
    return warnings.before(
        orderId,
        moment,
        DocketEvent.newBuilder()
            .setPendingListed(
                PendingListed.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setDecider(command.getUnit())
                    .setNote(command.getNote())
                    .setReviewMs(Times.millis(moment) + order.getAppeal().getSpanMs()))
            .build());
  }

  /** Refuses as the command lists it, or goes on with the order. */
  public Decision<DocketEvent> decide(EndPending command, Moment moment) {
    Decision<DocketEvent> refusal =
        guard.refusal(
            command.getOrderId(),
            command.getUnit(),
            EventCase.PENDING_ENDED,
            Refusal.REFUSAL_ORDER_NOT_PENDING);
    return refusal != null
        ? refusal
        : Facts.about(
            command.getOrderId(),
            List.of(ended(book.get(command.getOrderId()), false, Times.millis(moment))));
  }

  /** The time of the review has come: the order is in hand again. */
  public DocketEvent reviewed(Order order, long nowMs) {
    return ended(order, true, nowMs);
  }

  private DocketEvent ended(Order order, boolean reviewed, long nowMs) {
    return DocketEvent.newBuilder()
        .setPendingEnded(
            PendingEnded.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(order.getUnit())
                .setReviewed(reviewed)
                .addAllClocks(clocks.resumed(order.getClocksList(), nowMs)))
        .build();
  }

  /** Nobody has decided in time: the order is not listed. */
  public DocketEvent undecided(Order order) {
    return denied(order, "");
  }

  private static DocketEvent denied(Order order, String note) {
    return DocketEvent.newBuilder()
        .setPendingDenied(
            PendingDenied.newBuilder()
                .setOrderId(order.getOrderId())
                .setUnit(order.getUnit())
                .setDecider(order.getAppeal().getDecider())
                .setNote(note))
        .build();
  }

  /** The order with what is asked. */
  public Order applied(PendingAsked event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.PENDING_ASKED)
        .setAppeal(event.getAppeal())
        .build();
  }

  /** The order with clocks that stand still. */
  public Order applied(PendingListed event, Moment moment) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.PENDING_LISTED)
                .clearAppeal()
                .setReviewMs(event.getReviewMs()),
            ClockMarks.paused(before, Times.millis(moment)))
        .build();
  }

  /** The order as it was. */
  public Order applied(PendingDenied event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.PENDING_DENIED)
        .clearAppeal()
        .build();
  }

  /** The order in hand, with clocks that run on. */
  public Order applied(PendingEnded event) {
    return ClockMarks.with(
            OrderLife.after(book.get(event.getOrderId()), EventCase.PENDING_ENDED).clearReviewMs(),
            event.getClocksList())
        .build();
  }
}
