package city.hotline.node.grid;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries an owner's records to a backup, and takes them there, on the partition's thread. */
@SuppressWarnings("serial") // never by Java serialization, which the cluster filters
final class ApplyEvents
    implements EntryProcessor<ShardKey, HeldShard, Object>, IdentifiedDataSerializable {
  private final Holders holders;
  private List<byte[]> entries = List.of();

  ApplyEvents(Holders holders) {
    this.holders = holders;
  }

  ApplyEvents(Holders holders, List<byte[]> entries) {
    this.holders = holders;
    this.entries = entries;
  }

  @Override
  public @Nullable Object process(Map.Entry<ShardKey, HeldShard> entry) {
    if (entry.getValue() == null) {
      entry.setValue(new HeldShard(holders.replicas(), entry.getKey().id()));
    }
    holders.take(entry.getKey().id(), entries);
    return null;
  }

  @Override
  public @Nullable EntryProcessor<ShardKey, HeldShard, Object> getBackupProcessor() {
    return null;
  }

  @Override
  public int getFactoryId() {
    return GridFactory.ID;
  }

  @Override
  public int getClassId() {
    return GridFactory.APPLY_EVENTS;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(entries.size());
    for (byte[] entry : entries) {
      out.writeByteArray(entry);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    int count = in.readInt();
    List<byte[]> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] entry = in.readByteArray();
      if (entry != null) {
        read.add(entry);
      }
    }
    entries = read;
  }
}
