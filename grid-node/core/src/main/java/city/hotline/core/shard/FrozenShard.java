package city.hotline.core.shard;

import city.hotline.proto.shard.v1.Delivery;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A shard at one position, apart from the shard itself: the writer has gone on, and whoever holds
 * this takes all the time it needs. For one thread, which makes the message once.
 */
public final class FrozenShard {
  private static final Comparator<ShardId> BY_CODE =
      Comparator.comparing((ShardId id) -> id.district()).thenComparing(id -> id.docket());

  private final ShardSnapshot.Builder rest;
  private final Map<ShardId, Position> received;
  private final Consumer<ShardSnapshot.Builder> contents;
  private final List<Sessions.Frozen> sessions;

  FrozenShard(
      ShardSnapshot.Builder rest,
      Map<ShardId, Position> received,
      Consumer<ShardSnapshot.Builder> contents,
      List<Sessions.Frozen> sessions) {
    this.rest = rest;
    this.received = received;
    this.contents = contents;
    this.sessions = sessions;
  }

  /** The last record in it. */
  public Position position() {
    return rest.getPosition();
  }

  /** As the message. */
  public ShardSnapshot snapshot() {
    received.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_CODE))
        .forEach(
            e ->
                rest.addReceived(
                    Delivery.newBuilder().setSender(e.getKey().toRef()).setPosition(e.getValue())));
    contents.accept(rest);
    sessions.forEach(session -> rest.addSessions(session.state()));
    return rest.build();
  }
}
