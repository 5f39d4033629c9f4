package city.hotline.node.grid;

import city.hotline.core.shard.ShardId;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.partition.PartitionAware;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A shard's key in its map. Floor and dockets of a district share a partition: one thread, moved
 * together.
 */
final class ShardKey implements PartitionAware<Integer>, IdentifiedDataSerializable {
  private String district;
  private String docket;
  private int partitionKey;

  ShardKey() {
    this(ShardId.floor(""), 0);
  }

  ShardKey(ShardId id, int partitionKey) {
    this.district = id.district();
    this.docket = id.docket();
    this.partitionKey = partitionKey;
  }

  ShardId id() {
    return new ShardId(district, docket);
  }

  @Override
  public Integer getPartitionKey() {
    return partitionKey;
  }

  @Override
  public int getFactoryId() {
    return GridFactory.ID;
  }

  @Override
  public int getClassId() {
    return GridFactory.SHARD_KEY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(district);
    out.writeString(docket);
    out.writeInt(partitionKey);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    district = text(in.readString());
    docket = text(in.readString());
    partitionKey = in.readInt();
  }

  static String text(@Nullable String read) {
    return read == null ? "" : read;
  }
}
