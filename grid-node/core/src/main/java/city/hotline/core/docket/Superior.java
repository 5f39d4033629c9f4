package city.hotline.core.docket;

import city.hotline.core.directory.DraftCheck;
import city.hotline.core.dispatch.Returns;
import city.hotline.core.handling.Extensions;
import city.hotline.core.handling.PendingList;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Moment;

/** What the unit above decides, and what time decides when it does not. */
final class Superior {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Appeals appeals;
  private final Returns returns;
  private final Extensions extensions;
  private final PendingList pendingList;

  /** Decides about the orders of the book by the rules of what can be asked. */
  Superior(
      OrderBook book,
      Appeals appeals,
      Returns returns,
      Extensions extensions,
      PendingList pendingList) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.appeals = appeals;
    this.returns = returns;
    this.extensions = extensions;
    this.pendingList = pendingList;
  }

  /** Refuses as the command lists it, or grants or denies what was asked. */
  Decision<DocketEvent> decide(DecideAppeal command, Moment moment) {
    Decision<DocketEvent> refusal = DraftCheck.reason("note", command.getNote());
    if (refusal == null) {
      refusal = guard.decider(command.getOrderId(), command.getUnit());
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(command.getOrderId());
    return switch (order.getAppeal().getKind()) {
      case APPEAL_KIND_RETURN -> returns.decide(command, order);
      case APPEAL_KIND_EXTENSION -> extensions.decide(command, order, moment);
      case APPEAL_KIND_PENDING -> pendingList.decide(command, order, moment);
      case APPEAL_KIND_UNSPECIFIED, UNRECOGNIZED -> throw unknown();
    };
  }

  /** Nobody has decided in time: it goes one level up, or is denied. */
  DocketEvent undecided(Order order, long nowMs) {
    return appeals.escalated(order, nowMs).orElseGet(() -> denied(order));
  }

  private DocketEvent denied(Order order) {
    return switch (order.getAppeal().getKind()) {
      case APPEAL_KIND_RETURN -> returns.undecided(order);
      case APPEAL_KIND_EXTENSION -> extensions.undecided(order);
      case APPEAL_KIND_PENDING -> pendingList.undecided(order);
      case APPEAL_KIND_UNSPECIFIED, UNRECOGNIZED -> throw unknown();
    };
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("a record holds an appeal this version does not know");
  }
}
