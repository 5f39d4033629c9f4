package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.Holding;
import city.hotline.proto.shard.v1.Position;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from the owner what a copy here misses, then confirms. One fetch a shard at a time;
 * thread-safe.
 *
 * <p>The only way state travels between nodes besides the records themselves: after a gap, a tail
 * that did not survive, or when this node becomes a holder.
 */
public final class Repair {
  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

  private final Replicas replicas;
  private final Promises promises;
  private final Members members;
  private final Confirmer confirmer;
  private final ExecutorService executor;
  private final Set<ShardId> running = ConcurrentHashMap.newKeySet();

  /**
   * Works on the executor's threads; its queue must be bounded (a refused task comes again by
   * announcement).
   */
  public Repair(
      Replicas replicas,
      Promises promises,
      Members members,
      Confirmer confirmer,
      ExecutorService executor) {
    this.replicas = replicas;
    this.promises = promises;
    this.members = members;
    this.confirmer = confirmer;
    this.executor = executor;
  }

  /** An owner says how far its shards are; what is missing here is fetched. */
  public void announced(AnnounceRequest request) {
    for (Holding holding : request.getShardsList()) {
      ShardId shard = ShardId.of(holding.getShard());
      if (replicas.contains(shard)
          && holding.getPosition().getEpoch() >= promises.promised(shard.district())) {
        start(shard, holding.getPosition(), request.getNodeId());
      }
    }
  }

  /**
   * Starts a repair unless one runs; a copy that has the position only confirms it again.
   *
   * @param until what the owner has
   */
  public void start(ShardId shard, Position until, String ownerId) {
    Position here = replicas.get(shard).position();
    if (here.getEpoch() == until.getEpoch() && here.getSequence() >= until.getSequence()) {
      confirmer.confirm(ownerId, shard, here);
      return;
    }
    if (!running.add(shard)) {
      return;
    }
    try {
      executor.execute(() -> run(shard, until.getEpoch(), ownerId));
    } catch (RejectedExecutionException e) {
      running.remove(shard);
    }
  }

  private void run(ShardId shard, long ownersEpoch, String ownerId) {
    try {
      Replica replica = replicas.get(shard);
      members.fetch(
          ownerId,
          FetchShardRequest.newBuilder()
              .setShard(shard.toRef())
              .setHave(replica.position())
              .build(),
          new Fetched(replica, ownersEpoch));
      replica.takeHeld();
      confirmer.confirm(ownerId, shard, replica.position());
    } catch (RuntimeException e) {
      LOG.info("{}: repair from {} will be tried again: {}", shard, ownerId, e.toString());
    } finally {
      running.remove(shard);
    }
  }
}
