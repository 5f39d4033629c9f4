package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.shard.v1.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts, for the shards this node owns, which voters have confirmed what (DESIGN D3). Thread-safe.
 *
 * <p>A sequence is acknowledged when a majority of the voters, the owner included, has confirmed it
 * to the owner of the present epoch. Confirmations of other epochs do not count.
 */
public final class Acknowledgements {

  /**
   * Told how far a shard is acknowledged; on any thread, so a later call may carry a lower
   * sequence.
   */
  public interface Listener {
    /** Everything up to the sequence is safe. */
    void acknowledged(ShardId shard, long epoch, long sequence);
  }

  private final Map<ShardId, Tally> tallies = new ConcurrentHashMap<>();
  private final Voters voters;
  private final Listener listener;

  /** Counts the votes of these voters and tells the listener. */
  public Acknowledgements(Voters voters, Listener listener) {
    this.voters = voters;
    this.listener = listener;
  }

  /** Starts counting for an epoch of this node's. */
  public void begin(ShardId shard, long epoch) {
    tallies.put(shard, new Tally(epoch, voters.ids()));
  }

  /** Stops counting: this node no longer owns the shard. */
  public void end(ShardId shard) {
    tallies.remove(shard);
  }

  /** A holder has journaled everything up to these positions. */
  public void confirmed(String nodeId, List<Confirmation> confirmations) {
    for (Confirmation each : confirmations) {
      confirmed(ShardId.of(each.getShard()), nodeId, each.getPosition());
    }
  }

  /** A holder has journaled everything up to a position. */
  public void confirmed(ShardId shard, String nodeId, Position position) {
    Tally tally = tallies.get(shard);
    if (tally != null && tally.confirmed(nodeId, position)) {
      listener.acknowledged(shard, tally.epoch, tally.acknowledged);
    }
  }

  /** The last acknowledged sequence of an owned shard; 0 while none is. */
  public long acknowledged(ShardId shard) {
    Tally tally = tallies.get(shard);
    return tally == null ? 0 : tally.acknowledged;
  }

  /** How many voters have confirmed the sequence. */
  public int copies(ShardId shard, long sequence) {
    Tally tally = tallies.get(shard);
    return tally == null ? 0 : tally.copies(sequence);
  }

  /** What a voter has confirmed of an owned shard; 0 while nothing. */
  public long confirmedBy(ShardId shard, String nodeId) {
    Tally tally = tallies.get(shard);
    return tally == null ? 0 : tally.confirmedBy(nodeId);
  }

  private static final class Tally {
    private final long epoch;
    private final List<String> voters;
    private final long[] confirmed;
    private volatile long acknowledged;

    Tally(long epoch, List<String> voters) {
      this.epoch = epoch;
      this.voters = voters;
      this.confirmed = new long[voters.size()];
    }

    /** Returns whether more is acknowledged now. */
    synchronized boolean confirmed(String nodeId, Position position) {
      int voter = voters.indexOf(nodeId);
      if (voter < 0 || position.getEpoch() != epoch || position.getSequence() <= confirmed[voter]) {
        return false;
      }
      confirmed[voter] = position.getSequence();
      long[] sorted = confirmed.clone();
      Arrays.sort(sorted);
      long majority = sorted[(sorted.length - 1) / 2];
      if (majority <= acknowledged) {
        return false;
      }
      acknowledged = majority;
      return true;
    }

    synchronized int copies(long sequence) {
      return (int) Arrays.stream(confirmed).filter(c -> c >= sequence).count();
    }

    synchronized long confirmedBy(String nodeId) {
      int voter = voters.indexOf(nodeId);
      return voter < 0 ? 0 : confirmed[voter];
    }
  }
}
