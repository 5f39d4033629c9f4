package city.hotline.node.feed;

import city.hotline.core.shard.Chain;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The acknowledged records of one owned shard: the newest in memory, older ones in the journal.
 * Thread-safe.
 */
final class FeedLog {
  static final int NEWEST = 256;

  private final Replica replica;
  private final Journal journal;
  private final ArrayDeque<Record> newest = new ArrayDeque<>();
  private final Set<Runnable> wakers = new CopyOnWriteArraySet<>();
  private volatile boolean live;
  private volatile long acknowledged;

  FeedLog(Replica replica, Journal journal) {
    this.replica = replica;
    this.journal = journal;
  }

  synchronized void begin(long sequence) {
    newest.clear();
    acknowledged = sequence;
    live = true;
  }

  void end() {
    synchronized (this) {
      live = false;
      newest.clear();
    }
    wakers.forEach(Runnable::run);
  }

  void publish(List<JournaledRecord> records, long sequence) {
    synchronized (this) {
      if (!live) {
        return;
      }
      for (JournaledRecord record : records) {
        keep(record.record());
      }
      acknowledged = Math.max(acknowledged, sequence);
    }
    wakers.forEach(Runnable::run);
  }

  /**
   * The newest follow each other without a gap and go up to what is acknowledged. Records of an
   * earlier tenure that come late, after this one began, are in the journal.
   */
  private void keep(Record record) {
    if (record.getSequence() <= acknowledged) {
      return;
    }
    Record last = newest.peekLast();
    if (last != null && last.getSequence() + 1 != record.getSequence()) {
      newest.clear();
    }
    newest.add(record);
    if (newest.size() > NEWEST) {
      newest.remove();
    }
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
    List<Record> found = new ArrayList<>();
    long last;
    synchronized (this) {
      last = acknowledged;
      Record oldest = newest.peek();
      if (oldest != null && oldest.getSequence() <= sequence + 1) {
        for (Record record : newest) {
          if (record.getSequence() > sequence && found.size() < most) {
            found.add(record);
          }
        }
        return found;
      }
    }
    if (last > sequence) {
      readJournal(sequence, last, most, found);
    }
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
