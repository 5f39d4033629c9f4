package city.hotline.node.sequencer;

import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Confirmer;
import city.hotline.node.epoch.GridTime;
import city.hotline.node.epoch.Standing;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.grid.OwnerWork;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** Lanes on the real grid. */
public final class GridLanes implements LaneContext {

  /** Takes acknowledged records, in order per shard. */
  public interface Publisher {
    /** These records, the last of which has the given sequence, can be seen now. */
    void publish(ShardId shard, List<JournaledRecord> records, long acknowledged);
  }

  /** Counts batches. */
  public interface Meter {
    /** A batch of so many asks took so long from its start to its acknowledgement. */
    void batch(int asks, long nanos);
  }

  /** The parts lanes work with. */
  public record Parts(
      String nodeId,
      HazelcastGrid grid,
      Acknowledgements acknowledgements,
      Standing standing,
      Confirmer confirmer,
      Voters voters,
      GridTime time,
      Publisher publisher,
      Meter meter,
      Executor completions) {}

  private final Parts parts;

  private GridLanes(Parts parts) {
    this.parts = parts;
  }

  /** A sequencer over the grid. */
  public static Sequencer sequencer(Replicas replicas, Parts parts) {
    return new Sequencer(replicas, new GridLanes(parts));
  }

  @Override
  public CompletionStage<Object> run(ShardId shard, OwnerWork work) {
    return parts.grid.run(shard, work);
  }

  @Override
  public void confirmOwn(ShardId shard, Position position) {
    parts.confirmer.confirm(parts.nodeId, shard, position);
  }

  @Override
  public long acknowledged(ShardId shard) {
    return parts.acknowledgements.acknowledged(shard);
  }

  @Override
  public CompletionStage<Boolean> stands(ShardId shard, long epoch) {
    return parts.standing.stands(shard.district(), epoch);
  }

  @Override
  public void publish(ShardId shard, List<JournaledRecord> records, long acknowledged) {
    parts.publisher.publish(shard, records, acknowledged);
  }

  @Override
  public long nowMs() {
    return parts.time.nowMs().orElse(0);
  }

  @Override
  public long seed() {
    return ThreadLocalRandom.current().nextLong();
  }

  @Override
  public String nodeId() {
    return parts.nodeId;
  }

  @Override
  public Durability durability() {
    return parts.voters.durability();
  }

  @Override
  public Executor completions() {
    return parts.completions;
  }

  @Override
  public void measured(int asks, long nanos) {
    parts.meter.batch(asks, nanos);
  }
}
