package city.hotline.node.sequencer;

import city.hotline.core.shard.ShardId;
import city.hotline.node.grid.OwnerWork;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a lane needs of its node. */
interface LaneContext {

  /** Runs work on the shard's partition thread. */
  CompletionStage<Object> run(ShardId shard, OwnerWork work);

  /** This node's own confirmation. */
  void confirmOwn(ShardId shard, Position position);

  /** How far the shard is acknowledged in the present epoch. */
  long acknowledged(ShardId shard);

  /**
   * Whether it is certain that no later epoch of the shard had begun when this was asked; never
   * fails.
   */
  CompletionStage<Boolean> stands(ShardId shard, long epoch);

  /** Acknowledged records, in order, for the feed. */
  void publish(ShardId shard, List<JournaledRecord> records, long acknowledged);

  /** Grid time now, milliseconds. */
  long nowMs();

  /** A new seed. */
  long seed();

  /** This node's stable id. */
  String nodeId();

  /** The grid's durability class. */
  Durability durability();

  /** Where batches are completed, never a partition thread. */
  Executor completions();

  /** Counts a batch. */
  void measured(int commands, long nanos);
}
