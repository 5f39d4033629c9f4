package city.hotline.node.replica;

import city.hotline.core.directory.Directories;
import city.hotline.core.shard.Chain;
import city.hotline.core.shard.FrozenShard;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalFull;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of one shard: its state in memory and its records in the journal, never out of
 * step.
 *
 * <p>Thread-safe by one lock. Normally only the shard's partition thread comes here; repair and
 * takeover, which come from other threads, exclude it for microseconds.
 */
public final class Replica {

  /** What became of a record that arrived. */
  public enum Take {
    /** Journaled and applied. */
    TAKEN,
    /** It was here already. */
    HAD,
    /** Its predecessor is not here: fetch what is missing from the owner. */
    MISSING_PREDECESSOR,
    /** A higher epoch was promised: its sender is no longer the owner. */
    STALE,
    /** The disk is full: nothing was written. */
    NO_ROOM
  }

  /** What comes is of the epoch that it names, and nobody of a later one vouches for it. */
  public static final long ITS_OWN_EPOCH = 0;

  /**
   * How many of the newest records are kept in memory, for readers and other holders that are a
   * little behind.
   */
  public static final int NEWEST = 128;

  private static final int MOST_HELD = 4096;

  /** What is staged is journaled at the latest when it is this large. */
  private static final long MOST_STAGED_BYTES = 64 << 10;

  private final ShardId id;
  private final ShardRef ref;
  private final Directories directories;
  private final Journal journal;
  private final Promises promises;
  private final SnapshotWriter snapshots;
  private final ArrayDeque<JournaledRecord> held = new ArrayDeque<>();
  private final NewestRecords newest = new NewestRecords(NEWEST);

  /** Applied, not journaled yet: empty whenever the lock is free. */
  private final List<JournaledRecord> staged = new ArrayList<>();

  private long stagedBytes;
  private @Nullable Shard shard;
  private volatile Position position = Positions.NONE;

  /** An empty copy. */
  public Replica(
      ShardId id,
      Directories directories,
      Journal journal,
      Promises promises,
      SnapshotWriter snapshots) {
    this.id = id;
    this.ref = id.toRef();
    this.directories = directories;
    this.journal = journal;
    this.promises = promises;
    this.snapshots = snapshots;
  }

  /** Which shard. */
  public ShardId id() {
    return id;
  }

  /** The last record here; without waiting. */
  public Position position() {
    return position;
  }

  /**
   * The last record here, after whatever is being taken at this moment: what a voter answers with a
   * promise. A record that passed the check of the epoch before the promise was given must be in
   * the answer, as its owner may count it.
   */
  synchronized Position settledPosition() {
    return position;
  }

  /** Accepts records of the owner, in order, each onto exactly its predecessor. */
  public Take take(List<JournaledRecord> incoming) {
    return take(incoming, ITS_OWN_EPOCH);
  }

  /**
   * Accepts records in order, each onto exactly its predecessor, and journals them together.
   *
   * @param authority the epoch of the owner who hands out its history, older records included: of
   *     the owner this copy is repaired from, or of this node itself while it takes over
   * @return what became of the last one that was looked at: none is after one that finds no room
   */
  public synchronized Take take(List<JournaledRecord> incoming, long authority) {
    Take last = Take.HAD;
    try {
      for (JournaledRecord record : incoming) {
        last = take(record, authority);
        if (last == Take.NO_ROOM) {
          break;
        }
      }
    } finally {
      journalStaged();
    }
    return last;
  }

  private Take take(JournaledRecord incoming, long authority) {
    Record record = incoming.record();
    if (isStale(record.getEpoch(), authority)) {
      return Take.STALE;
    }
    Shard here = shard;
    if (here != null
        && record.getSequence() <= here.position().getSequence()
        && here.chain().epochAt(record.getSequence()) == record.getEpoch()) {
      return Take.HAD;
    }
    if (here == null ? record.getSequence() != 1 : !here.isNext(record)) {
      if (held.size() < MOST_HELD) {
        held.add(incoming);
      }
      return Take.MISSING_PREDECESSOR;
    }
    if (!hasRoomFor(incoming)) {
      return Take.NO_ROOM;
    }
    promises.heard(id.district(), record.getEpoch(), record.getNodeId());
    stage(incoming);
    return Take.TAKEN;
  }

  private boolean hasRoomFor(JournaledRecord next) {
    return journal.hasRoom(stagedBytes + next.entry().length);
  }

  /**
   * Applies a record that {@link #hasRoomFor} found room for. It is journaled with those around it
   * before the lock is given back, so nobody ever sees it before.
   */
  private void stage(JournaledRecord next) {
    staged.add(next);
    stagedBytes += next.entry().length;
    apply(next.record());
    if (stagedBytes >= MOST_STAGED_BYTES) {
      journalStaged();
    }
  }

  private void apply(Record record) {
    if (shard == null) {
      shard = Shard.founded(record, directories);
    } else {
      shard.apply(record);
    }
  }

  private void journalStaged() {
    if (staged.isEmpty()) {
      return;
    }
    List<byte[]> entries = new ArrayList<>(staged.size());
    staged.forEach(s -> entries.add(s.entry()));
    journal.append(ref, staged.get(0).record().getSequence(), entries);
    staged.forEach(newest::add);
    position = positionOf(staged.get(staged.size() - 1));
    staged.clear();
    stagedBytes = 0;
  }

  /**
   * A promise forbids what owners of lower epochs send; not the older part of the history of an
   * owner of this epoch or a later one, without which a copy that lags behind could never catch up.
   */
  private boolean isStale(long epoch, long authority) {
    return Math.max(epoch, authority) < promises.promised(id.district());
  }

  /**
   * Puts a later snapshot in the place of what is here: the way out of a gap or of a tail that did
   * not survive. Never an earlier one, as what is here may have been confirmed; and it binds like a
   * promise, as whatever rests on it will be.
   *
   * @param authority as for {@link #take(JournaledRecord, long)}
   */
  public boolean install(ShardSnapshot snapshot, long authority) {
    if (!isWanted(snapshot.getPosition(), authority)) {
      return false;
    }
    promises.heard(id.district(), snapshot.getPosition().getEpoch(), Promises.UNKNOWN_OWNER);
    Shard restored = Shard.restored(snapshot, directories);
    boolean[] installed = {false};
    try {
      snapshots.write(snapshot, () -> installed[0] = put(restored, authority));
    } catch (JournalFull e) {
      return false;
    }
    return installed[0];
  }

  /** Again under the lock: records may have come, or a promise, while it was journaled. */
  private synchronized boolean put(Shard restored, long authority) {
    if (!isWanted(restored.position(), authority)) {
      return false;
    }
    restore(restored);
    return true;
  }

  private boolean isWanted(Position offered, long authority) {
    return !isStale(offered.getEpoch(), authority) && Positions.isAfter(offered, position);
  }

  private void restore(Shard restored) {
    newest.clear();
    shard = restored;
    position = restored.position();
  }

  /**
   * Takes the records that arrived while their predecessor was missing, as far as they connect now.
   */
  public synchronized void takeHeld() {
    List<JournaledRecord> arrived = new ArrayList<>(held);
    held.clear();
    arrived.removeIf(r -> Positions.isAfter(position, positionOf(r)));
    take(arrived);
  }

  private static Position positionOf(JournaledRecord record) {
    return Positions.of(record.record().getEpoch(), record.record().getSequence());
  }

  /** Journals and applies the start of an epoch; founds the shard if no record exists anywhere. */
  public synchronized JournaledRecord startEpoch(long epoch, Moment moment, String nodeId) {
    if (promises.promised(id.district()) != epoch) {
      throw new FencedException(id, epoch, promises.promised(id.district()));
    }
    Record record =
        shard == null
            ? Shard.founding(id, epoch, moment, nodeId)
            : shard.startEpoch(epoch, moment, nodeId);
    JournaledRecord encoded = JournaledRecord.encode(record);
    if (!hasRoomFor(encoded)) {
      throw new IllegalStateException(id + ": no room in the journal to begin epoch " + epoch);
    }
    stage(encoded);
    journalStaged();
    return encoded;
  }

  /**
   * Lets the owner of an epoch read and write.
   *
   * @return false if this node may not (any more) write in that epoch; nothing was called then
   */
  public synchronized boolean asOwner(long epoch, Consumer<Writer> work) {
    Shard here = shard;
    if (here == null || position.getEpoch() != epoch || promises.promised(id.district()) > epoch) {
      return false;
    }
    try {
      work.accept(new Writer(here));
    } finally {
      journalStaged();
    }
    return true;
  }

  /** Reads the state; empty while there is none. What is read may not be acknowledged yet. */
  public synchronized <T> Optional<T> read(Function<Shard, T> reader) {
    return shard == null ? Optional.empty() : Optional.of(reader.apply(shard));
  }

  /**
   * Records after a sequence, from memory.
   *
   * @param until the last sequence wanted
   * @return empty if the next one is no longer in memory: read the journal
   */
  public synchronized Optional<List<JournaledRecord>> newestAfter(
      long sequence, long until, int most) {
    return newest.after(sequence, until, most);
  }

  /** The surviving history, a copy. */
  public Chain chain() {
    return read(s -> new Chain(s.chain().links())).orElseGet(Chain::new);
  }

  /** Replays a journaled record at start-up. Returns false where it does not connect. */
  synchronized boolean replay(JournaledRecord journaled) {
    Record record = journaled.record();
    Shard here = shard;
    if (here != null && here.chain().contains(positionOf(record), position.getSequence())) {
      return true;
    }
    if (here == null ? record.getSequence() != 1 : !here.isNext(record)) {
      return false;
    }
    apply(record);
    newest.add(journaled);
    position = positionOf(record);
    return true;
  }

  private static Position positionOf(Record record) {
    return Positions.of(record.getEpoch(), record.getSequence());
  }

  /**
   * Replays a journaled snapshot at start-up. One that is not after what is here changes nothing:
   * it was written to shorten replay, maybe a while after it was taken.
   */
  synchronized void replay(ShardSnapshot snapshot) {
    if (Positions.isAfter(snapshot.getPosition(), position)) {
      restore(Shard.restored(snapshot, directories));
    }
  }

  /** The state as it is now, to be encoded elsewhere; empty while there is none. */
  public Optional<FrozenShard> freeze() {
    return read(Shard::freeze);
  }

  /**
   * What the owner may do while it holds the copy: decide by the state, then append. What was
   * appended is journaled in one go when the owner lets go of the copy. Do not keep it.
   */
  public final class Writer {
    private final Shard here;

    private Writer(Shard here) {
      this.here = here;
    }

    /** The state. */
    public Shard shard() {
      return here;
    }

    /**
     * Applies, and journals before anybody else can see it.
     *
     * @return null if the journal is not sure to have room: nothing has changed then
     */
    public @Nullable JournaledRecord append(Record record) {
      JournaledRecord encoded = JournaledRecord.encode(record);
      if (!hasRoomFor(encoded)) {
        return null;
      }
      stage(encoded);
      return encoded;
    }
  }

  /** This node promised a higher epoch: it may not write. */
  public static final class FencedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    FencedException(ShardId id, long epoch, long promised) {
      super(id + ": epoch " + epoch + " is over, " + promised + " was promised");
    }
  }
}
