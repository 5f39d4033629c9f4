package city.hotline.node.feed;

import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.replica.History;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The acknowledged records of one owned shard: the newest in memory, older ones in the journal.
 * Thread-safe.
 */
final class FeedLog {
  private final Replica replica;
  private final History history;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private volatile boolean live;
  private volatile long acknowledged;

  /** Reads the log. Called by any thread; must be quick. */
  interface Reader {
    /** There may be more. */
    void wake();

    /** The sequence of the last record the reader has; negative while it wants none. */
    long sequence();

    /** Whether the reader has all but the news and wants none of them: it then has them, too. */
    boolean passes(News news);
  }

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
    readers.forEach(Reader::wake);
  }

  /**
   * More is acknowledged.
   *
   * @param records those that are, as far as they are at hand
   */
  void publish(List<JournaledRecord> records, long sequence) {
    News news;
    synchronized (this) {
      if (!live) {
        return;
      }
      // What an earlier tenure publishes late sets nothing back.
      news = new News(acknowledged, records);
      acknowledged = Math.max(acknowledged, sequence);
    }
    boolean complete = news.areAllUpTo(sequence);
    for (Reader reader : readers) {
      if (!complete || !reader.passes(news)) {
        reader.wake();
      }
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

  /** Adds a reader. */
  void add(Reader reader) {
    readers.add(reader);
  }

  /** From which sequence on a reader still wants records that exist; empty if none is behind. */
  OptionalLong wanted() {
    return readers.stream()
        .mapToLong(Reader::sequence)
        .filter(at -> at >= 0 && at < acknowledged)
        .map(at -> at + 1)
        .min();
  }

  void forget(Reader reader) {
    readers.remove(reader);
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
