package city.hotline.node.grid;

import city.hotline.node.replica.Replica;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch on the owner's partition thread, and gives its records to the backups.
 *
 * <p>Never leaves this node: when the partition has moved meanwhile, Hazelcast would send it after;
 * it refuses to be serialised, so the batch fails undecided. Never runs twice.
 */
@SuppressWarnings("serial") // never by Java serialization, which the cluster filters
final class RunCommands
    implements EntryProcessor<ShardKey, HeldShard, Object>, IdentifiedDataSerializable {
  private final Holders holders;
  private final OwnerWork work;
  private boolean ran;

  RunCommands(Holders holders, OwnerWork work) {
    this.holders = holders;
    this.work = work;
  }

  @Override
  public @Nullable Object process(Map.Entry<ShardKey, HeldShard> entry) {
    if (ran) {
      return null;
    }
    ran = true;
    HeldShard held = entry.getValue();
    if (held == null) {
      held = new HeldShard(holders.replicas(), entry.getKey().id());
      entry.setValue(held);
    }
    Replica replica = held.replica();
    work.run(replica);
    return null;
  }

  @Override
  public @Nullable EntryProcessor<ShardKey, HeldShard, Object> getBackupProcessor() {
    List<byte[]> entries = work.entries();
    return entries.isEmpty() ? null : new ApplyEvents(holders, entries);
  }

  @Override
  public int getFactoryId() {
    return GridFactory.ID;
  }

  @Override
  public int getClassId() {
    return GridFactory.LOCAL_ONLY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    throw new IOException(
        "the partition moved: a batch runs on the node that took it, or not at all");
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    throw new IOException("a batch never travels");
  }
}
