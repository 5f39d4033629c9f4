package city.hotline.node.sequencer;

import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** The lanes of all shards; those of districts this node serves are open. Thread-safe. */
public final class Sequencer implements Tenures.Listener {
  private final Map<ShardId, Lane> lanes = new HashMap<>();
  private final Replicas replicas;

  Sequencer(Replicas replicas, LaneContext context) {
    this.replicas = replicas;
    for (Replica replica : replicas.all()) {
      lanes.put(replica.id(), new Lane(replica.id(), context));
    }
  }

  @Override
  public void began(Tenure tenure) {
    replicas.of(tenure.district()).forEach(r -> lane(r.id()).open(tenure.epoch()));
  }

  @Override
  public void ended(Tenure tenure) {
    replicas.of(tenure.district()).forEach(r -> lane(r.id()).close());
  }

  /**
   * Queues a command for its shard on this node. The answer comes within the wait, or says what is
   * known.
   */
  public CompletableFuture<Answer> submit(ShardId shard, ShardCommand command, long waitMs) {
    Ask.Command ask = new Ask.Command(command, deadline(waitMs));
    lane(shard).submit(ask);
    return ask.future;
  }

  /**
   * Reads a shard on this node; the result is given out when everything it was computed from is
   * acknowledged. Stages that depend on it directly run before any later record is published.
   */
  public <T> CompletableFuture<T> read(
      ShardId shard, BiFunction<Shard, Position, T> reader, long waitMs) {
    Ask.Read<T> ask = new Ask.Read<>(reader, deadline(waitMs));
    lane(shard).submit(ask);
    return ask.future;
  }

  private static long deadline(long waitMs) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
  }

  /** Something of the shard was acknowledged. */
  public void acknowledged(ShardId shard) {
    lane(shard).acknowledged();
  }

  /** Refuses what has waited too long; called every 100 ms. */
  public void expire() {
    long now = System.nanoTime();
    lanes.values().forEach(l -> l.expire(now));
  }

  /** When the shard's next tick is due, grid time in milliseconds. */
  public long nextDeadlineMs(ShardId shard) {
    return lane(shard).nextDeadlineMs();
  }

  /** Commands waiting on this node. */
  public int depth() {
    return lanes.values().stream().mapToInt(Lane::depth).sum();
  }

  private Lane lane(ShardId shard) {
    Lane lane = lanes.get(shard);
    if (lane == null) {
      throw new IllegalArgumentException("no such shard: " + shard);
    }
    return lane;
  }
}
