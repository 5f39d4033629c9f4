package city.hotline.core.followup;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.Claim;
import city.hotline.proto.docket.v1.ClaimFollowUp;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.FollowUpClaimed;
import city.hotline.proto.docket.v1.FollowUpReleased;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.ReleaseFollowUp;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One calls a citizen at a time: whoever is about to claims the order for a while. A claim that is
 * over needs nobody to end it, it counts no more.
 */
public final class Claims {

  private static final int BY_LIMIT = 64;

  private final OrderBook book;
  private final OrderGuard guard;
  private final OrderRules rules;

  /** Of the orders of the book. */
  public Claims(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.rules = directory.orderRules();
  }

  /** Refuses as the command lists it, or gives the order to the claimer, or for longer. */
  public Decision<DocketEvent> decide(ClaimFollowUp command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        refusal(orderId, command.getBy(), EventCase.FOLLOW_UP_CLAIMED, moment);
    if (refusal == null && command.getRobot() && book.get(orderId).getForPerson()) {
      refusal =
          Decision.refused(
              Refusal.REFUSAL_FOLLOW_UP_FOR_PERSON,
              Map.of("order_id", orderId),
              "Leave it to a person: the number is wrong, or nobody was reached as often as is tried.");
    }
    if (refusal != null) {
      return refusal;
    }
    long untilMs = Times.millis(moment) + rules.claimMs();
    return Decision.accepted(
        Reply.newBuilder().setOrderId(orderId).setUntilMs(untilMs).build(),
        List.of(
            DocketEvent.newBuilder()
                .setFollowUpClaimed(
                    FollowUpClaimed.newBuilder()
                        .setOrderId(orderId)
                        .setUnit(book.get(orderId).getUnit())
                        .setClaim(Claim.newBuilder().setBy(command.getBy()).setUntilMs(untilMs)))
                .build()));
  }

  /** Refuses as the command lists it, or lets others have the order. */
  public Decision<DocketEvent> decide(ReleaseFollowUp command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        refusal(orderId, command.getBy(), EventCase.FOLLOW_UP_RELEASED, moment);
    if (refusal == null && !isClaimed(book.get(orderId), moment)) {
      refusal =
          Decision.refused(
              Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED,
              Map.of("order_id", orderId),
              "Nothing is to be released: nobody has claimed the order, or not for so long.");
    }
    if (refusal != null) {
      return refusal;
    }
    return Decision.accepted(
        Reply.newBuilder().setOrderId(orderId).build(),
        List.of(
            DocketEvent.newBuilder()
                .setFollowUpReleased(
                    FollowUpReleased.newBuilder()
                        .setOrderId(orderId)
                        .setUnit(book.get(orderId).getUnit())
                        .setBy(command.getBy()))
                .build()));
  }

  private @Nullable Decision<DocketEvent> refusal(
      String orderId, String by, EventCase fact, Moment moment) {
    return by.isEmpty()
        ? Decision.invalidField("by", "none", "1 to " + BY_LIMIT + " characters")
        : refusalOfAnybody(orderId, by, fact, moment);
  }

  /**
   * Refuses INVALID_FIELD for a name that is too long, UNKNOWN_ORDER, ORDER_CLOSED,
   * ORDER_NOT_IN_FOLLOW_UP, then FOLLOW_UP_CLAIMED where somebody else is about to call.
   *
   * @param by who acts; empty where that is not said
   */
  @Nullable Decision<DocketEvent> refusalOfAnybody(
      String orderId, String by, EventCase fact, Moment moment) {
    if (by.length() > BY_LIMIT) {
      return Decision.invalidField(
          "by", by.length() + " characters", "at most " + BY_LIMIT + " characters");
    }
    Decision<DocketEvent> refusal =
        guard.refusal(orderId, fact, Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    if (!isClaimed(order, moment) || order.getClaim().getBy().equals(by)) {
      return null;
    }
    String holder = order.getClaim().getBy();
    Instant until = Instant.ofEpochMilli(order.getClaim().getUntilMs());
    return Decision.refused(
        Refusal.REFUSAL_FOLLOW_UP_CLAIMED,
        Map.of("order_id", orderId, "by", holder, "until", until.toString()),
        "Take another order, or wait: " + holder + " has claimed this one until " + until + ".");
  }

  private static boolean isClaimed(Order order, Moment moment) {
    return order.hasClaim() && order.getClaim().getUntilMs() > Times.millis(moment);
  }

  /** The order claimed. */
  public Order applied(FollowUpClaimed event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.FOLLOW_UP_CLAIMED)
        .setClaim(event.getClaim())
        .build();
  }

  /** The order free again. */
  public Order applied(FollowUpReleased event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.FOLLOW_UP_RELEASED)
        .clearClaim()
        .build();
  }
}
