package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The journal in use. One lock guards the tail, the list of files and the index; it is held for the
 * copy of an entry into the file and never for a system call that waits (but for the roll, once an
 * hour).
 */
final class LiveJournal implements Journal {

  /** {@link #hasRoom} keeps this much more free than asked, for framing and for other threads. */
  private static final long SLACK = 1 << 20;

  private final JournalOptions options;
  private final Opened opened;
  private final ReentrantLock lock = new ReentrantLock();
  private final ShardIndex index = new ShardIndex();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Segment> unforced = new ArrayList<>();
  private final Tail tail;
  private final House house;
  private final Syncer syncer;

  private volatile long room;
  private volatile @Nullable JournalBroken broken;
  private boolean replayBegun;
  private boolean replayed;
  private boolean closed;
  private boolean newNames;
  private long nextPlace;
  private boolean complete;
  private long appends;
  private long appendNanos;
  private long appendedBytes;

  private LiveJournal(JournalOptions options, Opened opened) {
    this.options = options;
    this.opened = opened;
    this.tail = opened.tail();
    this.house = new House(lock, tail, options, this::roll, t -> room = t.room());
    this.syncer =
        new Syncer(
            new Syncer.Source() {
              @Override
              public Syncer.Work take() {
                return unforced();
              }

              @Override
              public JournalBroken broken(Throwable cause) {
                return breakDown("forcing it to disk", cause);
              }
            });
  }

  static Journal open(JournalOptions options) {
    return new LiveJournal(options, Opened.of(options));
  }

  @Override
  public ReplayReport replay(EntryVisitor visitor) {
    lock.lock();
    try {
      if (replayBegun || closed) {
        throw new IllegalStateException(
            closed ? "the journal is closed" : "replayed before; replay comes once, first");
      }
      replayBegun = true;
      long begun = System.nanoTime();
      Recovery recovery = new Recovery(options.folder(), opened.boot());
      recovery.run(visitor, index);
      segments.addAll(recovery.segments());
      unforced.addAll(recovery.read());
      nextPlace = recovery.nextPlace();
      complete = recovery.isComplete();
      opened.boot().markOpen();
      begin(opened.first());
      replayed = true;
      syncer.start(0);
      house.start();
      return recovery.report(System.nanoTime() - begun);
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot read the journal in " + options.folder() + ": " + e + ". Check the disk", e);
    } finally {
      lock.unlock();
    }
  }

  /** The file before the last one: by now nothing has it mapped. */
  private @Nullable Segment finished() {
    return segments.size() < 3 ? null : segments.get(segments.size() - 3);
  }

  private void begin(Tail.Prepared next) throws IOException {
    Segment segment = tail.begin(next, nextPlace, syncer.forcedPlace());
    segments.add(segment);
    unforced.add(segment);
    newNames = true;
    room = tail.room();
  }

  private void roll(Tail.Prepared next) {
    Segment finished = null;
    lock.lock();
    try {
      if (!closed && broken == null) {
        begin(next);
        finished = finished();
      }
    } catch (IOException | RuntimeException | Error e) {
      throw breakDown("beginning " + next.file(), e);
    } finally {
      lock.unlock();
    }
    if (finished != null) {
      opened.trim(finished);
    }
  }

  @Override
  public long append(Entry entry) {
    return append(Pack.of(entry), true);
  }

  @Override
  public long append(ShardRef shard, long firstSequence, List<byte[]> records) {
    return append(Pack.of(shard, firstSequence, records), false);
  }

  private long append(List<Pack> packs, boolean mayRefuse) {
    long needed = packs.stream().mapToLong(Pack::room).sum();
    // An interrupt while a file is being mapped or written would close it.
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      refuseUnlessReady();
      if (needed > tail.room()) {
        house.poke(needed + SLACK);
        JournalFull full =
            new JournalFull(
                "No space is reserved for "
                    + needed
                    + " bytes in "
                    + tail.segment().file()
                    + ". Free disk space; the journal goes on by itself",
                null);
        throw mayRefuse ? full : breakDown("keeping up with the state", full);
      }
      long first = nextPlace;
      packs.forEach(this::write);
      return first;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write(Pack pack) {
    long started = System.nanoTime();
    long first = nextPlace;
    long forced = syncer.forcedPlace();
    long before = tail.segment().end();
    try {
      Segment segment = tail.segment();
      for (Slice slice : pack.slices()) {
        long offset = tail.write(slice.last() ? 0 : Frame.MORE, nextPlace, forced, slice);
        if (nextPlace == first) {
          segment.note(first, offset);
          ShardRef shard = pack.shard();
          if (shard != null) {
            ShardIndex.Start start = new ShardIndex.Start(segment, offset);
            index.note(shard, pack.firstSequence(), pack.records(), start, complete);
          }
        }
        nextPlace++;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw breakDown("appending to " + tail.segment().file(), e);
    }
    appends++;
    appendNanos += System.nanoTime() - started;
    appendedBytes += tail.segment().end() - before;
    if (unforced.isEmpty()) {
      unforced.add(tail.segment());
    }
    long left = tail.room();
    room = left;
    if (left < options.reserveBytes() / 2) {
      house.poke(0);
    }
  }

  private void refuseUnlessReady() {
    JournalBroken why = broken;
    if (why != null) {
      throw new JournalBroken("The journal failed before. Halt this process", why);
    }
    if (!replayed || closed) {
      throw new IllegalStateException(
          closed ? "the journal is closed" : "not replayed yet; replay comes first");
    }
  }

  private JournalBroken breakDown(String doing, Throwable cause) {
    JournalBroken why =
        new JournalBroken(
            "The journal failed when "
                + doing
                + ": what is on disk is not known. Halt this process; it recovers by replaying",
            cause);
    broken = why;
    room = Long.MIN_VALUE;
    syncer.fail(why);
    return why;
  }

  @Override
  public boolean hasRoom(long bytes) {
    if (room >= bytes + SLACK) {
      return true;
    }
    house.poke(bytes + SLACK);
    return false;
  }

  @Override
  public void readShard(ShardRef shard, long fromSequence, RecordVisitor visitor) {
    ShardReading reading;
    lock.lock();
    try {
      refuseUnlessReady();
      reading = ShardReading.of(shard, fromSequence, segments, index.find(shard, fromSequence));
    } finally {
      lock.unlock();
    }
    reading.run(visitor);
  }

  /** Hands over what is to be forced. */
  Syncer.Work unforced() {
    lock.lock();
    try {
      List<Path> files = unforced.stream().map(Segment::file).toList();
      Path names = newNames ? opened.start() : null;
      unforced.clear();
      newNames = false;
      return new Syncer.Work(nextPlace - 1, files, names);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void force() {
    long place;
    lock.lock();
    try {
      refuseUnlessReady();
      place = nextPlace - 1;
    } finally {
      lock.unlock();
    }
    syncer.force(place);
  }

  @Override
  public void forceSoon() {
    syncer.ask();
  }

  @Override
  public long lastPlace() {
    lock.lock();
    try {
      return Math.max(0, nextPlace - 1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long forcedPlace() {
    return syncer.forcedPlace();
  }

  @Override
  public void onForced(ForceListener listener) {
    syncer.listen(listener);
  }

  @Override
  public void checkpoint(long lowestPlace) {
    force();
    Segment segment = null;
    long from = -1;
    lock.lock();
    try {
      for (Segment candidate : segments) {
        long offset = candidate.offsetBefore(lowestPlace);
        if (offset >= 0) {
          segment = candidate;
          from = offset;
        }
      }
    } finally {
      lock.unlock();
    }
    if (segment == null) {
      throw new IllegalArgumentException(
          "lowestPlace: " + lowestPlace + " (expected: of an entry replayed or appended)");
    }
    Hint.write(options.folder(), segment, from, lowestPlace);
  }

  @Override
  public int dispose(Disposal disposal) {
    force(); // so that no deleted file is waited for
    return new OldFiles(options.folder(), lock, segments, index).dispose(disposal);
  }

  @Override
  public void trust() {
    try {
      opened.boot().trust();
    } catch (IOException e) {
      throw breakDown("noting that it was refreshed", e);
    }
  }

  @Override
  public JournalFigures figures() {
    lock.lock();
    try {
      long bytes = segments.stream().mapToLong(Segment::end).sum();
      return new JournalFigures(
          appends,
          appendNanos,
          appendedBytes,
          segments.size(),
          bytes,
          Math.max(0, room),
          Math.max(0, nextPlace - 1),
          syncer.forcedPlace(),
          syncer.forces(),
          syncer.forceNanos());
    } finally {
      lock.unlock();
    }
  }

  /** Tops up and rolls now; for tests. */
  void keepHouse() {
    house.round();
  }

  @Override
  public void close() {
    boolean force;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      force = replayed && broken == null;
    } finally {
      lock.unlock();
    }
    if (force) {
      force();
    }
    house.close();
    lock.lock();
    try {
      closed = true;
      room = Long.MIN_VALUE;
    } finally {
      lock.unlock();
    }
    syncer.close();
    opened.close(segments, nextPlace - 1, force);
  }
}
