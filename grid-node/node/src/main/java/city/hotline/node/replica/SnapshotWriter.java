package city.hotline.node.replica;

import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalFull;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Writes snapshots of shards into the journal, one at a time, in parts. Thread-safe; called without
 * the lock of any copy, as it waits for the disk.
 *
 * <p>Between two parts it lets the journal reserve space again, and goes no faster than {@link
 * #BYTES_A_SECOND}: commands are never refused for want of the space a snapshot takes, unless the
 * disk is full.
 */
public final class SnapshotWriter {
  private static final long BYTES_A_SECOND = 96 << 20;

  /** Left to commands. */
  private static final long SPARED_BYTES = 6 << 20;

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Journal journal;

  /** Into this journal. */
  public SnapshotWriter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Writes a snapshot, then does something before any other is written.
   *
   * @return how many bytes it took
   * @throws JournalFull if the disk had no space for it within ten seconds; what was written of it
   *     means nothing
   */
  public synchronized long write(ShardSnapshot snapshot, Runnable then) {
    long[] bytes = {0};
    long begun = System.nanoTime();
    SnapshotParts.cut(
        snapshot,
        part -> {
          Entry entry = Entry.newBuilder().setSnapshotPart(part).build();
          awaitRoom(entry.getSerializedSize());
          journal.append(entry);
          bytes[0] += entry.getSerializedSize();
          long due = begun + bytes[0] * TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND;
          LockSupport.parkNanos(this, due - System.nanoTime());
        });
    then.run();
    return bytes[0];
  }

  /**
   * Appends while no snapshot is being written: every snapshot that stands before that place has
   * been put to its use.
   *
   * @param append returns the place, if it appended
   */
  public synchronized OptionalLong between(Supplier<OptionalLong> append) {
    return append.get();
  }

  private void awaitRoom(long bytes) {
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (!journal.hasRoom(bytes + SPARED_BYTES)) {
      if (System.nanoTime() > deadline) {
        throw new JournalFull(
            "No space for a snapshot within 10 s. Free disk space; it is tried again", null);
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }
}
