package city.hotline.node.epoch;

import city.hotline.core.shard.FrozenShard;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalFull;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.node.replica.SnapshotWriter;
import city.hotline.proto.shard.v1.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the next start read little: from time to time it journals again the grid, the promises and
 * every copy, then tells the journal that a replay may begin there (DESIGN D8).
 *
 * <p>What makes it right is the order. The grid's entry is written first, and its place is where a
 * replay will begin. Whatever is promised or founded is journaled before it is known, so all that
 * stands before that place is known when the promises are written. A record is applied and
 * journaled under the lock of its copy, and a snapshot is taken under the same lock after that
 * place was given out, so it contains every record before it. Records that come between the place
 * and the snapshot are replayed onto the snapshot, as far as it does not contain them.
 *
 * <p>Called on one thread of its own. A copy is locked while references to its calls and orders are
 * copied, never while they are encoded or written.
 */
public final class Checkpointer {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final long AFTER_FULL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * A checkpoint: everything before its place is in the snapshots at or after it.
   *
   * @param place where a replay begins
   * @param held the position of each snapshot
   */
  public record Checkpoint(long place, Map<ShardId, Position> held) {}

  private final Voters voters;
  private final Promises promises;
  private final Replicas replicas;
  private final Journal journal;
  private final Keeping keeping;
  private long doneAtBytes;
  private long doneAtNanos = System.nanoTime();
  private long notBeforeNanos = doneAtNanos;
  private Map<ShardId, Position> held = Map.of();
  private volatile boolean stopping;

  /**
   * Over a journal that has been replayed.
   *
   * @param replayedBytes how much that read
   */
  public Checkpointer(
      Voters voters,
      Promises promises,
      Replicas replicas,
      Journal journal,
      Keeping keeping,
      long replayedBytes) {
    this.voters = voters;
    this.promises = promises;
    this.replicas = replicas;
    this.journal = journal;
    this.keeping = keeping;
    this.doneAtBytes = -replayedBytes;
  }

  /**
   * Makes a checkpoint if one is due; takes as long as the disk needs for all copies.
   *
   * @return empty if none was made
   */
  public Optional<Checkpoint> round() {
    long now = System.nanoTime();
    if (now - notBeforeNanos < 0) {
      return Optional.empty();
    }
    boolean full = journal.figures().appendedBytes() - doneAtBytes >= keeping.checkpointBytes();
    boolean late = now - doneAtNanos >= keeping.checkpointAtLatest().toNanos();
    if (!full && !(late && hasChanged())) {
      return Optional.empty();
    }
    try {
      return checkpoint();
    } catch (JournalFull e) {
      notBeforeNanos = now + AFTER_FULL_NANOS;
      LOG.warn("no checkpoint for want of disk space; it is tried again: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private boolean hasChanged() {
    for (Replica replica : replicas.all()) {
      if (!replica.position().equals(held.getOrDefault(replica.id(), Positions.NONE))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes a checkpoint now.
   *
   * @return empty while the grid is not founded, or when stopped meanwhile
   * @throws JournalFull when the disk is full; what was written means nothing
   */
  public Optional<Checkpoint> checkpoint() {
    long began = System.nanoTime();
    long bytesBefore = journal.figures().appendedBytes();
    SnapshotWriter writer = replicas.snapshots();
    OptionalLong place = writer.between(voters::writeAgain);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    promises.writeAgain();
    long written = 0;
    Map<ShardId, Position> positions = new HashMap<>();
    for (Replica replica : replicas.all()) {
      if (stopping) {
        return Optional.empty();
      }
      Optional<FrozenShard> frozen = replica.freeze();
      if (frozen.isPresent()) {
        positions.put(replica.id(), frozen.get().position());
        written += writer.write(frozen.get().snapshot(), () -> {});
      }
    }
    journal.checkpoint(place.getAsLong());
    held = Map.copyOf(positions);
    doneAtBytes = bytesBefore + written;
    doneAtNanos = System.nanoTime();
    Checkpoint done = new Checkpoint(place.getAsLong(), held);
    LOG.info(
        "checkpoint at place {}: {} snapshots, {} KiB, in {} ms",
        done.place(),
        held.size(),
        written >> 10,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    return Optional.of(done);
  }

  /** Ends a round that runs, soon. */
  public void stop() {
    stopping = true;
  }
}
