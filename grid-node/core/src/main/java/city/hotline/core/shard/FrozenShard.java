package city.hotline.core.shard;

import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.List;

/**
 * A shard at one position, apart from the shard itself: the writer has gone on, and whoever holds
 * this takes all the time it needs. For one thread.
 */
public final class FrozenShard {
  private final ShardSnapshot.Builder rest;
  private final List<Sessions.Frozen> sessions;

  FrozenShard(ShardSnapshot.Builder rest, List<Sessions.Frozen> sessions) {
    this.rest = rest;
    this.sessions = sessions;
  }

  /** The last record in it. */
  public Position position() {
    return rest.getPosition();
  }

  /** As the message. */
  public ShardSnapshot snapshot() {
    rest.clearSessions();
    sessions.forEach(session -> rest.addSessions(session.state()));
    return rest.build();
  }
}
