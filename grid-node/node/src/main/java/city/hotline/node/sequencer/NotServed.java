package city.hotline.node.sequencer;

import city.hotline.core.shard.ShardId;

/**
 * A read cannot be answered here now: the shard is elsewhere, moving, or too busy. Try again after
 * a while.
 */
public final class NotServed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** About a shard. */
  public NotServed(ShardId shard, String why) {
    super(shard + ": " + why, null, false, false);
  }
}
