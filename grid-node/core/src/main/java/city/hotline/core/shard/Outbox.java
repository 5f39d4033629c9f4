package city.hotline.core.shard;

import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.floor.v1.RecallSeat;
import city.hotline.proto.floor.v1.SeatAskedBack;
import city.hotline.proto.floor.v1.SeatLent;
import city.hotline.proto.floor.v1.SeatReturned;
import city.hotline.proto.floor.v1.SeatWanted;
import city.hotline.proto.floor.v1.SpareSeat;
import city.hotline.proto.floor.v1.TakeSeat;
import city.hotline.proto.floor.v1.WelcomeSeat;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    OutboxEntry.@Nullable Builder entry =
        switch (event.getEventCase()) {
          case ORDER_REQUESTED -> order(event.getOrderRequested());
          case SEAT_WANTED -> wanted(event.getSeatWanted());
          case SEAT_LENT -> lent(event.getSeatLent());
          case SEAT_ASKED_BACK -> askedBack(event.getSeatAskedBack());
          case SEAT_RETURNED -> returned(event.getSeatReturned());
          default -> null;
        };
    return Optional.ofNullable(entry).map(found -> found.setPosition(position).build());
  }

  private static OutboxEntry.Builder order(OrderRequested order) {
    return OutboxEntry.newBuilder()
        .setReceiver(ShardId.docket(order.getDistrict(), order.getDocket()).toRef())
        .setDocket(
            DocketCommand.newBuilder()
                .setOpenOrder(
                    OpenOrder.newBuilder()
                        .setOrderId(order.getOrderId())
                        .setCallId(order.getCallId())
                        .setDraft(order.getDraft())));
  }

  private static OutboxEntry.@Nullable Builder wanted(SeatWanted wanted) {
    return wanted.getLender().isEmpty()
        ? null
        : toFloor(
            ShardId.floor(wanted.getLender()),
            FloorCommand.newBuilder()
                .setSpareSeat(
                    SpareSeat.newBuilder()
                        .setBorrower(ShardId.ofCallOrSeat(wanted.getCallId()).district())
                        .setQueue(wanted.getQueue())
                        .setSkill(wanted.getSkill())
                        .setLevel(wanted.getLevel())
                        .setCallId(wanted.getCallId())
                        .addAllRefusedBy(wanted.getRefusedByList())));
  }

  private static OutboxEntry.Builder lent(SeatLent lent) {
    return toFloor(
        ShardId.floor(lent.getBorrower()),
        FloorCommand.newBuilder().setTakeSeat(TakeSeat.newBuilder().setSeat(lent.getSeat())));
  }

  private static OutboxEntry.Builder askedBack(SeatAskedBack asked) {
    return toFloor(
        ShardId.floor(asked.getBorrower()),
        FloorCommand.newBuilder()
            .setRecallSeat(RecallSeat.newBuilder().setSeatId(asked.getSeatId())));
  }

  private static OutboxEntry.Builder returned(SeatReturned returned) {
    return toFloor(
        ShardId.ofCallOrSeat(returned.getSeatId()),
        FloorCommand.newBuilder()
            .setWelcomeSeat(
                WelcomeSeat.newBuilder()
                    .setSeatId(returned.getSeatId())
                    .setPresence(returned.getPresence())
                    .setMissedInARow(returned.getMissedInARow())));
  }

  private static OutboxEntry.Builder toFloor(ShardId floor, FloorCommand.Builder command) {
    return OutboxEntry.newBuilder().setReceiver(floor.toRef()).setFloor(command);
  }

  /** The entry as a command to its receiver; who sends it is the caller's to add. */
  public static ShardCommand.Builder commandOf(OutboxEntry entry) {
    ShardCommand.Builder command = ShardCommand.newBuilder().setShard(entry.getReceiver());
    return entry.hasFloor()
        ? command.setFloor(entry.getFloor())
        : command.setDocket(entry.getDocket());
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
