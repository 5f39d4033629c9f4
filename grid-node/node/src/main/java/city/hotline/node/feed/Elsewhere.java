package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Acknowledged records that this node's journal does not have (any more). */
@FunctionalInterface
public interface Elsewhere {

  /**
   * Asks the other members, one after the other.
   *
   * @param after the position of the last record the reader has
   * @param until the last sequence wanted
   * @return the next records, a page of them at most; none if neither a voter nor any other member
   *     that is here has the next one; a failure if one of them could not be asked and none of the
   *     others has it
   */
  CompletableFuture<List<Record>> read(ShardId shard, Position after, long until);
}
