package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;

/** One thing a reader of shards gets. */
public sealed interface FeedItem {

  /** The next record of a shard. */
  record Change(ShardId shard, Record record) implements FeedItem {}

  /** The whole state; changes go on after it. */
  record Snapshot(ShardId shard, ShardSnapshot snapshot) implements FeedItem {}

  /** Everything up to this position was of no interest to the reader, or given before. */
  record Passed(ShardId shard, Position position) implements FeedItem {}

  /** The records asked for are gone; a snapshot follows. */
  record HistoryGone(ShardId shard) implements FeedItem {}
}
