package city.hotline.simulator;

import city.hotline.core.directory.Directories;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/**
 * The owner of one shard, who can crash: what is left then is a snapshot and the records after it,
 * as bytes.
 */
final class Owner {
  private static final String NODE = "simulated";
  private static final int MOST_RECORDS = 4_000;

  private final Directories directories;
  private final List<byte[]> records = new ArrayList<>();
  private byte[] snapshot;
  private Shard shard;
  private long epoch = 1;

  Owner(ShardId id, Directories directories, Moment moment) {
    this.directories = directories;
    this.shard = Shard.founded(Shard.founding(id, epoch, moment, NODE), directories);
    this.snapshot = shard.snapshot().toByteArray();
  }

  Shard shard() {
    return shard;
  }

  Outcome decide(ShardCommand command, Moment moment) {
    return shard.decide(command, moment, epoch, NODE);
  }

  void apply(Record record) {
    shard.apply(record);
    records.add(record.toByteArray());
    if (records.size() >= MOST_RECORDS) {
      write();
    }
  }

  private void write() {
    snapshot = shard.snapshot().toByteArray();
    records.clear();
  }

  /**
   * Comes back from what is left; everything must be as it was.
   *
   * @param written whether the snapshot was written a moment before
   */
  void crash(boolean written) {
    ShardSnapshot before = shard.snapshot();
    if (written) {
      write();
    }
    try {
      shard = Shard.restored(ShardSnapshot.parseFrom(snapshot), directories);
      for (byte[] record : records) {
        shard.apply(Record.parseFrom(record));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("these bytes were written here", e);
    }
    Wrong.unlessEqual(shard.snapshot(), before, "the shard after a crash");
  }

  /** Another owner begins. */
  void failOver(Moment moment) {
    apply(shard.startEpoch(++epoch, moment, NODE));
  }
}
