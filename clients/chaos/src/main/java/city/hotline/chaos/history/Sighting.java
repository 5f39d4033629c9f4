package city.hotline.chaos.history;

import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;

/**
 * Somebody was shown the state of a shard at a position.
 *
 * @param what for a person
 */
public record Sighting(ShardRef shard, Position position, String what) {}
