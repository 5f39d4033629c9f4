package city.hotline.core.shard;

import city.hotline.core.directory.Directories;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.DeliveryConfirmed;
import city.hotline.proto.shard.v1.DocketChange;
import city.hotline.proto.shard.v1.EpochStarted;
import city.hotline.proto.shard.v1.FloorChange;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One shard's state: deterministic, one writer, one sequence.
 *
 * <p>The owner calls {@link #decide}, journals the record, then {@link #apply}s it; every other
 * holder only applies. The same records give the same state everywhere. Not thread-safe.
 */
public final class Shard {
  private final ShardId id;
  private final ShardRef ref;
  private final Contents contents;
  private final Chain chain;
  private final Sessions sessions;
  private final Outbox outbox;
  private final Map<ShardId, Position> received;
  private Position position;
  private Moment lastMoment;

  private Shard(ShardId id, Contents contents, ShardSnapshot from) {
    this.id = id;
    this.ref = id.toRef();
    this.contents = contents;
    this.chain = new Chain(from.getChainList());
    this.sessions = Sessions.restored(from.getSessionsList(), from.getForgottenOpenedMs());
    this.outbox = new Outbox(from.getOutboxList());
    this.received = new HashMap<>();
    from.getReceivedList().forEach(d -> received.put(ShardId.of(d.getSender()), d.getPosition()));
    this.position = from.getPosition();
    this.lastMoment = from.getLastMoment();
  }

  /** The shard that the first record, an EpochStarted at sequence 1, brings into being. */
  public static Shard founded(Record first, Directories directories) {
    if (first.getSequence() != 1 || !first.hasEpochStarted()) {
      throw new IllegalArgumentException(
          "a shard begins with EpochStarted at sequence 1, not with " + first);
    }
    ShardId id = ShardId.of(first.getShard());
    Shard shard =
        new Shard(
            id,
            Contents.founded(id, directories, first.getMoment()),
            ShardSnapshot.getDefaultInstance());
    shard.apply(first);
    return shard;
  }

  /** The shard at a snapshot. */
  public static Shard restored(ShardSnapshot snapshot, Directories directories) {
    ShardId id = ShardId.of(snapshot.getShard());
    return new Shard(id, Contents.restored(id, directories, snapshot), snapshot);
  }

  /** The record that starts an epoch on this shard. */
  public Record startEpoch(long epoch, Moment moment, String ownerId) {
    return next(epoch, moment, ownerId)
        .setEpochStarted(EpochStarted.newBuilder().setOwnerId(ownerId))
        .build();
  }

  /** The record that founds a shard. */
  public static Record founding(ShardId id, long epoch, Moment moment, String ownerId) {
    return Record.newBuilder()
        .setShard(id.toRef())
        .setEpoch(epoch)
        .setSequence(1)
        .setNodeId(ownerId)
        .setMoment(moment)
        .setEpochStarted(EpochStarted.newBuilder().setOwnerId(ownerId))
        .build();
  }

  /**
   * Judges a command; changes nothing.
   *
   * @param moment at or after the last record's
   */
  public Outcome decide(ShardCommand command, Moment moment, long epoch, String nodeId) {
    if (command.hasRequestId()) {
      Sessions.Remembered first = sessions.repeated(command.getRequestId());
      if (first != null) {
        return new Outcome.Repeated(first.reply(), first.position());
      }
      Optional<Decision<Record>> refusal = sessions.refusal(command.getRequestId());
      if (refusal.isPresent()) {
        return refused(command, refusal.get());
      }
    }
    if (command.hasDelivery()) {
      Position last = received.get(ShardId.of(command.getDelivery().getSender()));
      if (last != null && !Positions.isAfter(command.getDelivery().getPosition(), last)) {
        return refused(
            command,
            Decision.refused(
                Refusal.REFUSAL_ALREADY_DELIVERED, "Nothing to do: the entry was taken before."));
      }
    }
    return switch (command.getCommandCase()) {
      case FLOOR -> decideFloor(command, moment, epoch, nodeId);
      case DOCKET -> decideDocket(command, moment, epoch, nodeId);
      case CONFIRM_DELIVERY -> confirmDelivery(command, moment, epoch, nodeId);
      case COMMAND_NOT_SET ->
          refused(
              command,
              Decision.invalidField("command", "none", "one of floor, docket, confirm_delivery"));
    };
  }

  private Outcome decideFloor(ShardCommand command, Moment moment, long epoch, String nodeId) {
    if (!(contents instanceof Contents.OfFloor here)) {
      return wrongShard(command);
    }
    Decision<FloorEvent> decision = here.floor().decide(command.getFloor(), moment);
    if (!(decision instanceof Decision.Accepted<FloorEvent> accepted)) {
      return refused(command, decision);
    }
    return accepted(
        command,
        accepted.reply(),
        next(epoch, moment, nodeId)
            .setFloor(FloorChange.newBuilder().addAllEvents(accepted.events())));
  }

  private Outcome decideDocket(ShardCommand command, Moment moment, long epoch, String nodeId) {
    if (!(contents instanceof Contents.OfDocket here)) {
      return wrongShard(command);
    }
    Decision<DocketEvent> decision = here.docket().decide(command.getDocket(), moment);
    if (!(decision instanceof Decision.Accepted<DocketEvent> accepted)) {
      return refused(command, decision);
    }
    return accepted(
        command,
        accepted.reply(),
        next(epoch, moment, nodeId)
            .setDocket(DocketChange.newBuilder().addAllEvents(accepted.events())));
  }

  private Outcome confirmDelivery(ShardCommand command, Moment moment, long epoch, String nodeId) {
    Position entry = command.getConfirmDelivery().getPosition();
    if (!outbox.contains(entry)) {
      return refused(
          command,
          Decision.refused(
              Refusal.REFUSAL_NOT_IN_OUTBOX, "Nothing to do: the entry was confirmed before."));
    }
    return accepted(
        command,
        Reply.getDefaultInstance(),
        next(epoch, moment, nodeId)
            .setDeliveryConfirmed(DeliveryConfirmed.newBuilder().setPosition(entry)));
  }

  private Record.Builder next(long epoch, Moment moment, String nodeId) {
    return Record.newBuilder()
        .setShard(ref)
        .setEpoch(epoch)
        .setSequence(position.getSequence() + 1)
        .setPreviousEpoch(position.getEpoch())
        .setNodeId(nodeId)
        .setMoment(moment);
  }

  private static Outcome accepted(ShardCommand command, Reply reply, Record.Builder record) {
    record.setReply(reply);
    if (command.hasRequestId()) {
      record.setRequestId(command.getRequestId());
    }
    if (command.hasDelivery()) {
      record.setDelivery(command.getDelivery());
    }
    return new Outcome.Accepted(record.build());
  }

  private static Outcome refused(ShardCommand command, Decision<?> decision) {
    Decision.Refused<?> refused = (Decision.Refused<?>) decision;
    CommandRefused.Builder message =
        CommandRefused.newBuilder()
            .setReason(refused.reason())
            .putAllMetadata(refused.metadata())
            .setAdvice(refused.advice());
    if (command.hasRequestId()) {
      message.setRequestId(command.getRequestId());
    }
    return new Outcome.Refused(message.build());
  }

  private Outcome wrongShard(ShardCommand command) {
    return refused(
        command,
        Decision.refused(
            Refusal.REFUSAL_WRONG_SHARD,
            Map.of("shard", id.toString()),
            "This shard does not know such commands: floors take calls and seats, dockets take orders."));
  }

  /** Whether the record comes right after the last one here. */
  public boolean isNext(Record record) {
    return record.getSequence() == position.getSequence() + 1
        && record.getPreviousEpoch() == position.getEpoch();
  }

  /** Makes the next record true. A record that is not next is a defect of the caller. */
  public void apply(Record record) {
    if (!isNext(record)) {
      throw new IllegalStateException(
          id + " stands at " + position + " and cannot apply " + record.getSequence());
    }
    position = Positions.of(record.getEpoch(), record.getSequence());
    Moment moment = record.getMoment();
    lastMoment = moment;
    switch (record.getBodyCase()) {
      case FLOOR -> {
        Contents.OfFloor here = (Contents.OfFloor) contents;
        for (FloorEvent event : record.getFloor().getEventsList()) {
          here.floor().apply(event, moment);
          outbox.collect(event, position);
        }
      }
      case DOCKET -> {
        Contents.OfDocket here = (Contents.OfDocket) contents;
        for (DocketEvent event : record.getDocket().getEventsList()) {
          here.docket().apply(event, moment);
        }
      }
      case EPOCH_STARTED -> {
        chain.add(record.getEpoch(), record.getSequence());
        contents.epochStarted(moment);
      }
      case DELIVERY_CONFIRMED -> outbox.remove(record.getDeliveryConfirmed().getPosition());
      case BODY_NOT_SET -> throw new IllegalStateException("a record without a body: " + record);
    }
    if (record.hasRequestId()) {
      RequestId request = record.getRequestId();
      sessions.remember(request, record.getReply(), position);
    }
    if (record.hasDelivery()) {
      Delivery delivery = record.getDelivery();
      received.put(ShardId.of(delivery.getSender()), delivery.getPosition());
    }
  }

  /** The whole state. */
  public ShardSnapshot snapshot() {
    return freeze().snapshot();
  }

  /**
   * The whole state as it is now: copies references only, so that another thread can make the
   * message of it and encode that.
   */
  public FrozenShard freeze() {
    ShardSnapshot.Builder rest =
        ShardSnapshot.newBuilder()
            .setShard(ref)
            .setPosition(position)
            .addAllChain(chain.links())
            .setLastMoment(lastMoment)
            .setForgottenOpenedMs(sessions.forgottenOpenedMs())
            .addAllOutbox(outbox.entries());
    return new FrozenShard(rest, Map.copyOf(received), contents.freeze(), sessions.freeze());
  }

  /** Its name. */
  public ShardId id() {
    return id;
  }

  /** The last record. */
  public Position position() {
    return position;
  }

  /** The moment of the last record, milliseconds since 1970. */
  public long lastMomentMs() {
    return Times.millis(lastMoment);
  }

  /** The surviving history. */
  public Chain chain() {
    return chain;
  }

  /** The floor or docket. */
  public Contents contents() {
    return contents;
  }

  /** How many orders are still to be delivered. */
  public int ordersInTransit() {
    int orders = 0;
    for (OutboxEntry entry : outbox.entries()) {
      orders += entry.hasDocket() ? 1 : 0;
    }
    return orders;
  }

  /** What is still to be delivered, oldest first; a copy. */
  public List<OutboxEntry> outbox() {
    Collection<OutboxEntry> entries = outbox.entries();
    return List.copyOf(entries);
  }
}
