package city.hotline.core.shard;

import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a shard must get to others, oldest first, until they have it (DESIGN D7). One entry a record
 * at most.
 */
public final class Outbox {
  private final LinkedHashMap<Long, OutboxEntry> bySequence = new LinkedHashMap<>();

  Outbox(List<OutboxEntry> entries) {
    entries.forEach(e -> bySequence.put(e.getPosition().getSequence(), e));
  }

  /** What an event wants delivered, if anything. */
  public static Optional<OutboxEntry> entryOf(FloorEvent event, Position position) {
    if (event.getEventCase() != FloorEvent.EventCase.ORDER_REQUESTED) {
      return Optional.empty();
    }
    OrderRequested order = event.getOrderRequested();
    return Optional.of(
        OutboxEntry.newBuilder()
            .setPosition(position)
            .setReceiver(ShardId.docket(order.getDistrict(), order.getDocket()).toRef())
            .setCommand(
                DocketCommand.newBuilder()
                    .setOpenOrder(
                        OpenOrder.newBuilder()
                            .setOrderId(order.getOrderId())
                            .setCallId(order.getCallId())
                            .setDraft(order.getDraft())))
            .build());
  }

  void collect(FloorEvent event, Position position) {
    entryOf(event, position).ifPresent(e -> bySequence.put(position.getSequence(), e));
  }

  boolean contains(Position position) {
    OutboxEntry entry = bySequence.get(position.getSequence());
    return entry != null && entry.getPosition().equals(position);
  }

  void remove(Position position) {
    bySequence.remove(position.getSequence());
  }

  Collection<OutboxEntry> entries() {
    return bySequence.values();
  }
}
