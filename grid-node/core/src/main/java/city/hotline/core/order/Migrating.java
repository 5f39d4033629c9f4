package city.hotline.core.order;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.MigrateOrder;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderMigrated;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open order goes by another version of the directory: the only way in which one that was loaded
 * changes what is open. It stays with its unit, whoever the other version would send it to.
 */
public final class Migrating {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Directories.Version version;
  private final Directories all;
  private final Clocks clocks;

  /** Migrates the orders of the book to a version. */
  public Migrating(OrderBook book, Directories.Version version, Directories all) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.version = version;
    this.all = all;
    this.clocks = new Clocks(version.directory());
  }

  /** Refuses as the command lists it, or changes version, limit and the clocks that run. */
  public Decision<DocketEvent> decide(MigrateOrder command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = DraftCheck.reason("reason", command.getReason());
    if (refusal == null) {
      refusal = guard.refusal(orderId, EventCase.ORDER_MIGRATED, Refusal.REFUSAL_ORDER_CLOSED);
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    String former = order.getDraft().getDirectory();
    String code = order.getDraft().getClassCode();
    if (former.equals(version.name())) {
      return Decision.invalidField("directory", former, "another version than the order goes by");
    }
    refusal = DraftCheck.classCode(code, version.directory());
    if (refusal == null) {
      refusal = unknownUnit(order.getUnit());
    }
    if (refusal != null) {
      return refusal;
    }
    HandlingLimit limit = version.directory().limitOf(code).orElse(order.getLimit());
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setOrderMigrated(
                OrderMigrated.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setDirectory(version.name())
                    .setFormerDirectory(former)
                    .setLimit(limit)
                    .addAllClocks(clocks(order, limit, Times.millis(moment)))
                    .setReason(command.getReason())));
  }

  /** Where the version does not have the unit, nobody would be above it. */
  private @Nullable Decision<DocketEvent> unknownUnit(String unit) {
    return version.directory().unit(unit).isPresent()
        ? null
        : Decision.refused(
            Refusal.REFUSAL_UNKNOWN_UNIT,
            Map.of("unit", unit),
            "The version does not have the unit that has the order: let it return the order, if"
                + " it has not signed, or finish it, or load a version that has the unit.");
  }

  /** Nobody is warned of the clocks of a merged order, by whatever version they run. */
  private List<OrderClock> clocks(Order order, HandlingLimit limit, long nowMs) {
    Directory known = all.named(order.getDraft().getDirectory());
    Directory before = known == null ? version.directory() : known;
    List<OrderClock> relimited =
        clocks.relimited(order.getClocksList(), Clocks.Before.of(order, before), limit, nowMs);
    return order.getState() == OrderState.ORDER_STATE_MERGED
        ? ClockMarks.silenced(relimited)
        : relimited;
  }

  /** The order by the other version. */
  public Order applied(OrderMigrated event) {
    Order before = book.get(event.getOrderId());
    Order.Builder after =
        OrderLife.after(before, EventCase.ORDER_MIGRATED)
            .setDraft(before.getDraft().toBuilder().setDirectory(event.getDirectory()))
            .setLimit(event.getLimit());
    // Replied to, it was late or not by the clocks of its parent, perhaps.
    return before.getState() == OrderState.ORDER_STATE_FOLLOW_UP
        ? after.build()
        : ClockMarks.with(after, event.getClocksList()).build();
  }
}
