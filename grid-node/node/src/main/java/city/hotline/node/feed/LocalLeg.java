package city.hotline.node.feed;

import city.hotline.core.shard.FrozenShard;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads shards that this node owns. */
public final class LocalLeg implements Leg {
  private static final int PAGE = 64;

  /** Pages in which nothing is wanted: then it is said how far the reader is, and read on later. */
  private static final int PAGES_AT_ONCE = 64;

  private static final long SNAPSHOT_WAIT_MS = 5_000;
  private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Cursor> cursors = new ArrayList<>();
  private final Queue<Cursor> dirty = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<FeedItem> page = new ArrayDeque<>();
  private final Sequencer sequencer;
  private final Elsewhere elsewhere;
  private final Interest interest;
  private final Runnable waker;
  private volatile boolean anyPassed;
  private volatile boolean ended;
  private long saidNanos = System.nanoTime();

  /**
   * Starts reading.
   *
   * @param from the position of the last record the reader has, or null for a snapshot first
   * @param interest which records the reader wants
   * @param waker called, on any thread, when {@link #poll} may have something
   */
  public LocalLeg(
      Feeds feeds,
      Sequencer sequencer,
      Map<ShardId, @Nullable Position> from,
      Interest interest,
      Runnable waker) {
    this.sequencer = sequencer;
    this.interest = interest;
    this.elsewhere = feeds.elsewhere();
    this.waker = waker;
    from.forEach((shard, position) -> cursors.add(new Cursor(feeds.log(shard), position)));
    cursors.forEach(Cursor::start);
  }

  @Override
  public @Nullable FeedItem poll() {
    for (int pages = 0; page.isEmpty(); pages++) {
      Cursor cursor = pages < PAGES_AT_ONCE ? dirty.poll() : null;
      if (cursor == null) {
        if (pages == PAGES_AT_ONCE) {
          waker.run();
        }
        sayPassed();
        return page.poll();
      }
      cursor.lock.lock();
      try {
        cursor.read();
      } finally {
        cursor.lock.unlock();
      }
    }
    return page.poll();
  }

  /** Now and then, so that a reader who goes on later does not have to go through it all again. */
  private void sayPassed() {
    if (!anyPassed || System.nanoTime() - saidNanos < SAY_EVERY_NANOS) {
      return;
    }
    anyPassed = false;
    saidNanos = System.nanoTime();
    for (Cursor cursor : cursors) {
      cursor.lock.lock();
      try {
        cursor.sayPassed();
      } finally {
        cursor.lock.unlock();
      }
    }
  }

  @Override
  public boolean ended() {
    return ended && page.isEmpty();
  }

  @Override
  public void close() {
    cursors.forEach(c -> c.log.forget(c));
  }

  /** One shard's reader. What it has is changed under its lock. */
  private final class Cursor implements FeedLog.Reader {
    final FeedLog log;
    final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile @Nullable Position at;
    private volatile FeedItem.@Nullable Snapshot snapshot;
    private volatile @Nullable List<Record> fromElsewhere;
    private @Nullable Position passed;
    private boolean asked;
    private boolean verified;

    Cursor(FeedLog log, @Nullable Position from) {
      this.log = log;
      this.at = from;
    }

    void start() {
      log.add(this);
      wake();
    }

    @Override
    public long sequence() {
      Position from = at;
      return from == null ? -1 : from.getSequence();
    }

    /** Never waits: a cursor that is reading is woken instead. */
    @Override
    public boolean passes(News news) {
      if (interest.isAll() || !lock.tryLock()) {
        return false;
      }
      try {
        Position from = at;
        if (!verified
            || queued.get()
            || from == null
            || from.getSequence() != news.after()
            || interest.wantsAny(news.concerned())) {
          return false;
        }
        at = news.position();
        pass(news.position());
        return true;
      } finally {
        lock.unlock();
      }
    }

    private void pass(Position to) {
      passed = to;
      anyPassed = true;
    }

    void sayPassed() {
      Position to = passed;
      if (to != null) {
        passed = null;
        page.add(new FeedItem.Passed(log.shard(), to));
      }
    }

    @Override
    public void wake() {
      if (queued.compareAndSet(false, true)) {
        dirty.add(this);
      }
      waker.run();
    }

    void read() {
      queued.set(false);
      if (!log.live()) {
        ended = true;
        return;
      }
      FeedItem.Snapshot taken = snapshot;
      if (taken != null) {
        snapshot = null;
        asked = false;
        at = taken.snapshot().getPosition();
        passed = null;
        page.add(taken);
        wake();
        return;
      }
      Position from = at;
      if (from == null) {
        askSnapshot();
      } else {
        readAfter(from);
      }
    }

    private void readAfter(Position from) {
      if (!verified && !log.connects(from)) {
        if (log.isBehind(from)) {
          ended = true;
        } else {
          gone();
        }
        return;
      }
      verified = true;
      // Asked first: a record that is published after the look is not missing.
      boolean expected = log.acknowledged() > from.getSequence();
      List<Record> records = log.after(from.getSequence(), PAGE);
      if (!records.isEmpty()) {
        show(records);
      } else if (expected) {
        readElsewhere(from);
      }
    }

    private void show(List<Record> records) {
      for (Record record : records) {
        if (interest.wants(record)) {
          sayPassed();
          page.add(new FeedItem.Change(log.shard(), record));
        } else {
          pass(Positions.of(record.getEpoch(), record.getSequence()));
        }
      }
      Record last = records.get(records.size() - 1);
      at = Positions.of(last.getEpoch(), last.getSequence());
      if (log.acknowledged() > last.getSequence()) {
        wake();
      }
    }

    /** This node's journal does not have the next record: another member's may. */
    private void readElsewhere(Position from) {
      List<Record> found = fromElsewhere;
      if (found == null) {
        if (!asked) {
          asked = true;
          elsewhere
              .read(log.shard(), from, log.acknowledged())
              .whenComplete(
                  (records, failure) -> {
                    if (failure == null) {
                      fromElsewhere = records;
                    } else {
                      ended = true;
                    }
                    wake();
                  });
        }
        return;
      }
      fromElsewhere = null;
      asked = false;
      List<Record> surviving =
          found.stream()
              .takeWhile(r -> log.connects(Positions.of(r.getEpoch(), r.getSequence())))
              .toList();
      if (surviving.isEmpty()) {
        gone();
      } else {
        show(surviving);
      }
    }

    private void gone() {
      page.add(new FeedItem.HistoryGone(log.shard()));
      at = null;
      passed = null;
      wake();
    }

    private void askSnapshot() {
      if (asked) {
        return;
      }
      asked = true;
      sequencer
          .read(log.shard(), (shard, position) -> shard.freeze(), SNAPSHOT_WAIT_MS)
          .thenApply(FrozenShard::snapshot)
          .whenComplete(
              (state, failure) -> {
                if (failure == null) {
                  snapshot = new FeedItem.Snapshot(log.shard(), state);
                } else {
                  ended = true;
                }
                wake();
              });
    }
  }
}
