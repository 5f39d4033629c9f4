package city.hotline.node.feed;

import city.hotline.core.shard.Chain;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The acknowledged records of one owned shard: the newest in memory, older ones in the journal.
 * Thread-safe.
 */
final class FeedLog {
  private final Replica replica;
  private final Journal journal;
  private final Set<Runnable> wakers = new CopyOnWriteArraySet<>();
  private volatile boolean live;
  private volatile long acknowledged;

  FeedLog(Replica replica, Journal journal) {
    this.replica = replica;
    this.journal = journal;
  }

  synchronized void begin(long sequence) {
    acknowledged = sequence;
    live = true;
  }

  void end() {
    synchronized (this) {
      live = false;
    }
    wakers.forEach(Runnable::run);
  }

  void publish(long sequence) {
    synchronized (this) {
      if (!live) {
        return;
      }
      // What an earlier tenure publishes late sets nothing back.
      acknowledged = Math.max(acknowledged, sequence);
    }
    wakers.forEach(Runnable::run);
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

  void wake(Runnable waker) {
    wakers.add(waker);
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
   * The next records after a sequence, at most so many; empty when there are none yet, or none any
   * more.
   */
  List<Record> after(long sequence, int most) {
    long last = acknowledged;
    if (last <= sequence) {
      return List.of();
    }
    Optional<List<JournaledRecord>> inMemory = replica.newestAfter(sequence, last, most);
    if (inMemory.isPresent()) {
      return inMemory.get().stream().map(JournaledRecord::record).toList();
    }
    List<Record> found = new ArrayList<>();
    readJournal(sequence, last, most, found);
    return found;
  }

  private void readJournal(long sequence, long last, int most, List<Record> found) {
    Chain chain = replica.chain();
    long[] next = {sequence + 1};
    journal.readShard(
        replica.id().toRef(),
        next[0],
        (record, entry) -> {
          if (record.getSequence() == next[0]
              && chain.epochAt(record.getSequence()) == record.getEpoch()) {
            found.add(record);
            next[0]++;
          }
          return found.size() < most && next[0] <= last;
        });
  }
}
