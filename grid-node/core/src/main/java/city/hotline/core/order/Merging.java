package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.MergeOrder;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderMerged;
import city.hotline.proto.docket.v1.OrderSplit;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.ParentReplied;
import city.hotline.proto.docket.v1.SplitOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders that tell of the same matter: one, the parent, is handled, the others go on with it. When
 * it is replied to, the citizens of all are followed up, each for itself. Nobody is warned of the
 * clocks of a merged order, and none is moved: split off again, it is as late as it would have
 * been.
 */
public final class Merging {

  private static final int MOST_CHILDREN = 50;

  private final OrderBook book;
  private final OrderGuard guard;
  private final Clocks clocks;
  private final Directory directory;

  /** Merges the orders of the book. */
  public Merging(OrderBook book, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.clocks = new Clocks(directory);
    this.directory = directory;
  }

  /** Refuses as the command lists it, or lets the order go on with its parent. */
  public Decision<DocketEvent> decide(MergeOrder command) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        guard.refusal(
            orderId,
            command.getUnit(),
            EventCase.ORDER_MERGED,
            Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    if (refusal == null && !book.childrenOf(orderId).isEmpty()) {
      refusal =
          Decision.refused(
              Refusal.REFUSAL_ORDER_NOT_MERGEABLE,
              Map.of("order_id", orderId, "state", book.get(orderId).getState().name()),
              "Other orders go on with this one: merge them into the other order instead.");
    }
    if (refusal == null) {
      refusal = noParent(orderId, command.getParentId());
    }
    if (refusal == null) {
      refusal = passedOn(book.get(orderId), book.get(command.getParentId()));
    }
    if (refusal != null) {
      return refusal;
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setOrderMerged(
                OrderMerged.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(command.getUnit())
                    .setParentId(command.getParentId())
                    .setParentUnit(book.get(command.getParentId()).getUnit())
                    .addAllCoHandlers(CoHandling.units(book.get(orderId)))));
  }

  /** Whether an order may not go to another unit within its cycle any more. */
  public static boolean stays(Order order, int hops) {
    return order.getForced() || order.getHop() >= hops;
  }

  /** A unit that may not return an order does not get rid of it as a child either. */
  private @Nullable Decision<DocketEvent> passedOn(Order order, Order parent) {
    boolean leaves =
        !parent.getUnit().equals(order.getUnit())
            || parent.getState() == OrderState.ORDER_STATE_RETURN_REQUESTED;
    if (!leaves || !stays(order, directory.orderRules().hops())) {
      return null;
    }
    return Decision.refused(
        Refusal.REFUSAL_ORDER_NOT_MERGEABLE,
        Map.of("order_id", order.getOrderId(), "parent_unit", parent.getUnit()),
        "The order stays with this unit: merge it into one that stays here, too, or handle it.");
  }

  private @Nullable Decision<DocketEvent> noParent(String orderId, String parentId) {
    String why = whyNot(orderId, parentId);
    return why.isEmpty()
        ? null
        : Decision.refused(
            Refusal.REFUSAL_PARENT_NOT_OPEN,
            Map.of("parent_id", parentId, "why", why),
            "Name another order of this docket that is with a unit: " + why + ".");
  }

  private String whyNot(String orderId, String parentId) {
    Order parent = book.find(parentId);
    if (parent == null) {
      return "this docket has none of that id";
    }
    if (parentId.equals(orderId)) {
      return "it is the same order";
    }
    if (book.childrenOf(parentId).size() >= MOST_CHILDREN) {
      return MOST_CHILDREN + " orders go on with it already";
    }
    return switch (parent.getState()) {
      case ORDER_STATE_DISPATCHED,
          ORDER_STATE_RETURN_REQUESTED,
          ORDER_STATE_SIGNED,
          ORDER_STATE_IN_HAND,
          ORDER_STATE_PENDING_LISTED ->
          "";
      case ORDER_STATE_MERGED -> "it goes on with " + parent.getParentId() + " itself";
      case ORDER_STATE_FOLLOW_UP -> "its unit has replied";
      case ORDER_STATE_CLOSED, ORDER_STATE_UNSPECIFIED, UNRECOGNIZED -> "it is closed";
    };
  }

  /** Refuses as the command lists it, or gives the order back to the unit that had it. */
  public Decision<DocketEvent> decide(SplitOrder command) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        guard.refusal(
            orderId, command.getUnit(), EventCase.ORDER_SPLIT, Refusal.REFUSAL_ORDER_NOT_MERGED);
    if (refusal != null) {
      return refusal;
    }
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setOrderSplit(
                OrderSplit.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(command.getUnit())
                    .addAllClocks(clocks.runningOn(book.get(orderId).getClocksList()))));
  }

  /** What a reply to an order does to those that go on with it; by id. */
  public List<DocketEvent> replied(String parentId, Moment moment) {
    List<DocketEvent> events = new ArrayList<>();
    for (String childId : book.childrenOf(parentId)) {
      Order child = book.get(childId);
      events.add(
          DocketEvent.newBuilder()
              .setParentReplied(
                  ParentReplied.newBuilder()
                      .setOrderId(childId)
                      .setUnit(book.get(parentId).getUnit())
                      .setParentId(parentId)
                      .setFormerUnit(child.getUnit())
                      .setOverdue(isLate(child, Times.millis(moment)))
                      .setListed(Cycles.isListed(book.get(parentId)))
                      .addAllCoHandlers(CoHandling.units(child)))
              .build());
    }
    return events;
  }

  private static boolean isLate(Order child, long nowMs) {
    return child.getOverdue()
        || child.getClocksList().stream()
            .anyMatch(
                clock ->
                    clock.getKind() == ClockKind.CLOCK_KIND_REPLY
                        && clock.getDueMs() > 0
                        && clock.getDueMs() <= nowMs);
  }

  /** The order with its parent; what its unit asked is asked no more. */
  public Order applied(OrderMerged event) {
    Order before = book.get(event.getOrderId());
    return ClockMarks.with(
            OrderLife.after(before, EventCase.ORDER_MERGED)
                .clearAppeal()
                .setParentId(event.getParentId()),
            ClockMarks.silenced(before.getClocksList()))
        .build();
  }

  /** The order with its unit again. */
  public Order applied(OrderSplit event) {
    return ClockMarks.with(
            OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_SPLIT).clearParentId(),
            event.getClocksList())
        .build();
  }

  /**
   * The order replied to by the unit that leads its parent, in the words its parent has already.
   */
  public Order applied(ParentReplied event, Moment moment) {
    Order before = book.get(event.getOrderId());
    List<OrderClock> stopped = ClockMarks.stopped(before, Times.millis(moment));
    Order.Builder after =
        OrderLife.after(before, EventCase.PARENT_REPLIED).setUnit(event.getUnit());
    return ClockMarks.with(CoHandling.withoutLead(after), stopped)
        .setRepliedAt(moment.getTime())
        .setReplyText(book.get(event.getParentId()).getReplyText())
        .setOverdue(event.getOverdue())
        .setListed(event.getListed())
        .build();
  }
}
