package city.hotline.node.grid;

import city.hotline.core.shard.ShardId;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes what arrives from other members, bound to this node's copies. */
final class GridFactory implements DataSerializableFactory {
  static final int ID = 12345;
  static final int SHARD_KEY = 1;
  static final int HELD_SHARD = 2;
  static final int APPLY_EVENTS = 3;
  static final int LOCAL_ONLY = 4;

  private final Holders holders;

  GridFactory(Holders holders) {
    this.holders = holders;
  }

  @Override
  public IdentifiedDataSerializable create(int typeId) {
    return switch (typeId) {
      case SHARD_KEY -> new ShardKey();
      case HELD_SHARD -> new HeldShard(holders.replicas(), ShardId.floor(""));
      case APPLY_EVENTS -> new ApplyEvents(holders);
      default -> throw new IllegalArgumentException("unknown type " + typeId + " from a member");
    };
  }
}
