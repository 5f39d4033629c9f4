package city.hotline.node.epoch;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Checkpointer.Checkpoint;
import city.hotline.node.journal.Disposal;
import city.hotline.node.journal.Journal;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Deletes the files of this node's journal that nobody will read again (DESIGN D6, D8): a majority
 * of the voters has checkpoints that contain all their records, they are old, and no history reader
 * of this node is still behind them. Called on the thread that makes the checkpoints.
 */
public final class Retention {
  /** Checkpoints made before a majority has caught up with the first of them, at most. */
  private static final int MOST_WAITING = 16;

  private final Voters voters;
  private final Journal journal;
  private final Keeping keeping;
  private final InstantSource clock;
  private final Supplier<Map<String, Map<ShardId, Position>>> checkpoints;
  private final Supplier<Map<ShardRef, Long>> wanted;
  private final ArrayDeque<Checkpoint> waiting = new ArrayDeque<>();
  private long belowPlace;

  /**
   * Over a journal that has been replayed.
   *
   * @param clock real time
   * @param checkpoints what the last checkpoint of each node holds, this one included, as told
   * @param wanted from which sequence on history readers still want records
   */
  public Retention(
      Voters voters,
      Journal journal,
      Keeping keeping,
      InstantSource clock,
      Supplier<Map<String, Map<ShardId, Position>>> checkpoints,
      Supplier<Map<ShardRef, Long>> wanted) {
    this.voters = voters;
    this.journal = journal;
    this.keeping = keeping;
    this.clock = clock;
    this.checkpoints = checkpoints;
    this.wanted = wanted;
  }

  /** This node made a checkpoint. */
  public void made(Checkpoint checkpoint) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(checkpoint);
    }
  }

  /** Deletes what may go by now; returns how many files. */
  public int round() {
    Map<String, Map<ShardId, Position>> told = checkpoints.get();
    while (!waiting.isEmpty() && isCovered(waiting.peek(), told)) {
      belowPlace = waiting.remove().place();
    }
    if (belowPlace == 0) {
      return 0;
    }
    return journal.dispose(
        new Disposal(
            belowPlace,
            clock.instant().minus(keeping.records()),
            wanted.get(),
            keeping.readersBytes()));
  }

  /**
   * Whether, for each shard, a majority has a snapshot at or after the one of this checkpoint. One
   * of a higher epoch contains whatever was acknowledged before that epoch.
   */
  private boolean isCovered(Checkpoint checkpoint, Map<String, Map<ShardId, Position>> told) {
    return checkpoint.held().entrySet().stream()
        .allMatch(
            held ->
                voters
                    .electorate()
                    .isMajority(
                        told.entrySet().stream()
                            .filter(
                                theirs -> has(theirs.getValue(), held.getKey(), held.getValue()))
                            .map(Map.Entry::getKey)
                            .toList()));
  }

  private static boolean has(Map<ShardId, Position> snapshots, ShardId shard, Position position) {
    return !Positions.isAfter(position, snapshots.getOrDefault(shard, Positions.NONE));
  }
}
