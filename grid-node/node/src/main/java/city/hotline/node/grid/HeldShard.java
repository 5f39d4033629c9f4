package city.hotline.node.grid;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/**
 * A shard's value in its map: stands for this node's {@link Replica}.
 *
 * <p>Only the name is ever serialised. When Hazelcast moves or repairs a partition, the new holder
 * finds its own copy by the name and fetches what it misses over the node-to-node stream, off the
 * partition thread (decision 0003).
 */
final class HeldShard implements IdentifiedDataSerializable {
  private final Replicas replicas;
  private ShardId id;

  HeldShard(Replicas replicas, ShardId id) {
    this.replicas = replicas;
    this.id = id;
  }

  Replica replica() {
    return replicas.get(id);
  }

  @Override
  public int getFactoryId() {
    return GridFactory.ID;
  }

  @Override
  public int getClassId() {
    return GridFactory.HELD_SHARD;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(id.district());
    out.writeString(id.docket());
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    id = new ShardId(ShardKey.text(in.readString()), ShardKey.text(in.readString()));
  }
}
