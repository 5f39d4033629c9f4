package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.History;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The acknowledged records of one owned shard: the newest in memory, older ones in the journal.
 * Thread-safe.
 */
final class FeedLog {
  private final Replica replica;
  private final History history;
  private final Map<Runnable, LongSupplier> wakers = new ConcurrentHashMap<>();
  private volatile boolean live;
  private volatile long acknowledged;

  FeedLog(Replica replica, Journal journal) {
    this.replica = replica;
    this.history = new History(replica, journal);
  }

  synchronized void begin(long sequence) {
    acknowledged = sequence;
    live = true;
  }

  void end() {
    synchronized (this) {
      live = false;
    }
    wakers.keySet().forEach(Runnable::run);
  }

  void publish(long sequence) {
    synchronized (this) {
      if (!live) {
        return;
      }
      // What an earlier tenure publishes late sets nothing back.
      acknowledged = Math.max(acknowledged, sequence);
    }
    wakers.keySet().forEach(Runnable::run);
  }

  boolean live() {
    return live;
  }

  long acknowledged() {
    return acknowledged;
  }

  ShardId shard() {
    return replica.id();
  }

  /**
   * Adds a reader.
   *
   * @param waker called when there may be more
   * @param at says the sequence of the last record the reader has; negative while it wants none
   */
  void wake(Runnable waker, LongSupplier at) {
    wakers.put(waker, at);
  }

  /** From which sequence on a reader still wants records that exist; empty if none is behind. */
  OptionalLong wanted() {
    return wakers.values().stream()
        .mapToLong(LongSupplier::getAsLong)
        .filter(at -> at >= 0 && at < acknowledged)
        .map(at -> at + 1)
        .min();
  }

  void forget(Runnable waker) {
    wakers.remove(waker);
  }

  /** Whether a reader who has this position can go on after it. */
  boolean connects(Position position) {
    return position.getSequence() <= acknowledged
        && replica.chain().epochAt(position.getSequence()) == position.getEpoch();
  }

  /**
   * Whether a reader knows more than this node, which is cut off and does not know yet that another
   * one owns the shard: a position that an earlier owner acknowledged is known to every later one.
   */
  boolean isBehind(Position position) {
    return !connects(position) && position.getEpoch() >= replica.position().getEpoch();
  }

  /**
   * The next records after a sequence, at most so many; empty when there are none yet, or none any
   * more.
   */
  List<Record> after(long sequence, int most) {
    long last = acknowledged;
    if (last <= sequence) {
      return List.of();
    }
    List<Record> found = new ArrayList<>();
    history.read(
        sequence,
        last,
        record -> {
          found.add(record.record());
          return found.size() < most;
        });
    return found;
  }
}
