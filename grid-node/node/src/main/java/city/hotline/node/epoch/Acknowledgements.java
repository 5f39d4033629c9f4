package city.hotline.node.epoch;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.shard.v1.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts, for the shards this node owns, which voters have confirmed what (DESIGN D3). Thread-safe.
 *
 * <p>A sequence is acknowledged when a majority of the voters, the owner included, has confirmed it
 * to the owner of the present epoch; during a change of the voters, a majority of the new and one
 * of the former ones. Confirmations of other epochs do not count.
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
  private final Listener listener;

  /** Tells the listener. */
  public Acknowledgements(Listener listener) {
    this.listener = listener;
  }

  /** Starts counting for an epoch of this node's, with the voters that it was promised by. */
  public void begin(ShardId shard, long epoch, Electorate electorate) {
    tallies.put(shard, new Tally(epoch, electorate));
  }

  /** The change of the voters that the epoch began in is over: only the new ones count. */
  void settle(ShardId shard, Electorate electorate) {
    Tally tally = tallies.get(shard);
    if (tally != null && tally.settle(electorate)) {
      listener.acknowledged(shard, tally.epoch, tally.acknowledged);
    }
  }

  /** Stops counting: this node no longer owns the shard. */
  public void end(ShardId shard) {
    tallies.remove(shard);
  }

  /** A holder has journaled everything up to these positions. */
  public void confirmed(String nodeId, List<Confirmation> confirmations) {
    for (Confirmation each : confirmations) {
      ShardId shard = ShardId.of(each.getShard());
      if (each.hasHeld()) {
        held(shard, nodeId, each.getHeld());
      } else {
        confirmed(shard, nodeId, each.getPosition());
      }
    }
  }

  private void held(ShardId shard, String nodeId, Position position) {
    Tally tally = tallies.get(shard);
    if (tally != null) {
      tally.held(nodeId, position);
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

  /** What a node, a voter or not, has confirmed of an owned shard; 0 while nothing. */
  public long confirmedBy(ShardId shard, String nodeId) {
    Tally tally = tallies.get(shard);
    return tally == null ? 0 : tally.confirmedBy(nodeId);
  }

  /**
   * What a node has of an owned shard, confirmed or only held because it may not vote; 0 while
   * nothing.
   */
  public long heldBy(ShardId shard, String nodeId) {
    Tally tally = tallies.get(shard);
    return tally == null ? 0 : tally.heldBy(nodeId);
  }

  private static final class Tally {
    private final long epoch;
    private final Map<String, Long> confirmed = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private Electorate electorate;
    private volatile long acknowledged;

    Tally(long epoch, Electorate electorate) {
      this.epoch = epoch;
      this.electorate = electorate;
    }

    /** Returns whether more is acknowledged now. */
    synchronized boolean confirmed(String nodeId, Position position) {
      if (position.getEpoch() != epoch || position.getSequence() <= confirmedBy(nodeId)) {
        return false;
      }
      confirmed.put(nodeId, position.getSequence());
      return count();
    }

    synchronized void held(String nodeId, Position position) {
      if (position.getEpoch() == epoch) {
        held.merge(nodeId, position.getSequence(), Math::max);
      }
    }

    private boolean count() {
      long majority = electorate.highestOfMajority(this::confirmedBy);
      if (majority <= acknowledged) {
        return false;
      }
      acknowledged = majority;
      return true;
    }

    synchronized boolean settle(Electorate settled) {
      electorate = settled;
      return count();
    }

    synchronized int copies(long sequence) {
      return (int) electorate.all().stream().filter(v -> confirmedBy(v) >= sequence).count();
    }

    synchronized long confirmedBy(String nodeId) {
      return confirmed.getOrDefault(nodeId, 0L);
    }

    synchronized long heldBy(String nodeId) {
      return Math.max(confirmedBy(nodeId), held.getOrDefault(nodeId, 0L));
    }
  }
}
