package city.hotline.node.pulse;

import city.hotline.core.shard.ShardId;

/**
 * A seat on a floor: its own, or one that borrowed it.
 *
 * @param floor where it works
 * @param seatId such as "110105-S017"
 */
public record SeatAt(ShardId floor, String seatId) {}
