package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Moment;
import java.util.concurrent.CompletableFuture;

/** Where Hazelcast puts the districts: a proposal, which a takeover makes true. */
public interface Placement {

  /** Whether this node is to own the district now. */
  boolean owns(String district);

  /**
   * Whether the district is on its way between two nodes. The one it leaves may still be named its
   * owner here seconds after the other has begun.
   */
  boolean isMoving(String district);

  /** Runs the start of an epoch on the shard's partition thread; the backups get its record. */
  CompletableFuture<Void> startEpoch(ShardId shard, long epoch, Moment moment);
}
