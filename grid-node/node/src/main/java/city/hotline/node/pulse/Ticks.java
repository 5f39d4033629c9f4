package city.hotline.node.pulse;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.GridTime;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.Tick;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends a shard its ticks when its next deadline has come. Called every 10 ms on one thread.
 *
 * <p>A tick carries out one deadline; where many are due at once, twice as many are sent each
 * round, up to 256.
 */
public final class Ticks {
  private static final int MOST = 256;

  private final Tenures tenures;
  private final Replicas replicas;
  private final Sequencer sequencer;
  private final GridTime time;
  private final Map<ShardId, AtomicInteger> outstanding = new HashMap<>();
  private final Map<ShardId, Integer> burst = new HashMap<>();
  private final LongAdder sent = new LongAdder();

  /** Ticks the shards of these tenures. */
  public Ticks(Tenures tenures, Replicas replicas, Sequencer sequencer, GridTime time) {
    this.tenures = tenures;
    this.replicas = replicas;
    this.sequencer = sequencer;
    this.time = time;
  }

  /** One round. */
  public void round() {
    OptionalLong now = time.nowMs();
    if (now.isEmpty()) {
      return;
    }
    for (Tenures.Tenure tenure : tenures.all()) {
      if (tenure.serving()) {
        for (Replica replica : replicas.of(tenure.district())) {
          tick(replica.id(), now.getAsLong());
        }
      }
    }
  }

  private void tick(ShardId shard, long now) {
    if (sequencer.nextDeadlineMs(shard) > now) {
      burst.remove(shard);
      return;
    }
    AtomicInteger running = outstanding.computeIfAbsent(shard, k -> new AtomicInteger());
    if (running.get() > 0) {
      return;
    }
    int count = burst.getOrDefault(shard, 1);
    burst.put(shard, Math.min(MOST, count * 2));
    ShardCommand command = command(shard);
    running.addAndGet(count);
    sent.add(count);
    for (int i = 0; i < count; i++) {
      sequencer
          .submit(shard, command, Router.WAIT_MS)
          .whenComplete((answer, failure) -> running.decrementAndGet());
    }
  }

  /** Ticks sent since the start; from any thread. */
  public long sent() {
    return sent.sum();
  }

  private static ShardCommand command(ShardId shard) {
    ShardCommand.Builder command = ShardCommand.newBuilder().setShard(shard.toRef());
    return shard.isFloor()
        ? command
            .setFloor(
                FloorCommand.newBuilder().setTick(city.hotline.proto.floor.v1.Tick.newBuilder()))
            .build()
        : command.setDocket(DocketCommand.newBuilder().setTick(Tick.newBuilder())).build();
  }
}
