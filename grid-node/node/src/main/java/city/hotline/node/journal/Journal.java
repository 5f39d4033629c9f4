package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.List;

/**
 * The durable log of one member: everything its shards accepted, all promises and the founding.
 *
 * <p>Places count from 1 and grow with each append, though not always by one; records that were
 * appended together share one. {@link #replay} comes first, once; then any thread may call
 * anything. Nothing is deleted but by {@link #dispose}.
 */
public interface Journal extends AutoCloseable {

  /**
   * Opens the journal of this member, making the folder if need be.
   *
   * @throws JournalUnavailable when the folder is no folder, read-only, full, on a file system that
   *     cannot reserve space, or open in another process; the message says what to do
   */
  static Journal open(JournalOptions options) {
    return LiveJournal.open(options);
  }

  /**
   * Appends one entry; returns its place. The entry is in the page cache when this returns, not
   * forced.
   *
   * @throws JournalFull if no space is reserved for it: nothing was written
   * @throws JournalBroken when memory and file may differ: the caller must halt the process
   */
  long append(Entry entry);

  /**
   * Appends consecutive records of one shard, encoded already; returns the place of the first. They
   * share a place, and survive a kill together or not at all, as long as they take less than 1 MiB.
   * Their names are given along with them, so that nobody reads them from the bytes again.
   *
   * @param shard of the records
   * @param firstSequence of the first one
   * @param records the bytes of the {@link Entry} of each, at least one
   * @throws JournalBroken as above, and if no space is reserved for them: they are part of the
   *     state already, so ask {@link #hasRoom} before that
   */
  long append(ShardRef shard, long firstSequence, List<byte[]> records);

  /**
   * Whether appending this many bytes is sure not to meet a full disk. A read of two fields: to be
   * asked before each change of a state. If not, space is sought in the background, and the answer
   * turns to yes by itself once there is some.
   *
   * @param bytes of encoded entries, in up to 16,384 entries
   */
  boolean hasRoom(long bytes);

  /**
   * Replays everything from the last checkpoint on, oldest first; once, before the first append.
   * Cuts a torn end.
   *
   * @throws JournalCorrupt for any other damage; nothing was changed
   * @throws JournalUnavailable when a newer version of this program wrote the journal
   */
  ReplayReport replay(EntryVisitor visitor);

  /**
   * Shows the records of one shard from a sequence on, in the order of the journal, up to what was
   * appended before this call. Records that a higher epoch superseded may be among them: the caller
   * knows the chain.
   *
   * @throws JournalCorrupt when a record cannot be read
   */
  void readShard(ShardRef shard, long fromSequence, RecordVisitor visitor);

  /**
   * Blocks until everything appended before this call is on disk.
   *
   * @throws JournalBroken when the disk refused
   */
  void force();

  /** Asks the sync thread to force what has been appended by now; returns at once. */
  void forceSoon();

  /** The highest place appended or replayed; 0 while there is none. */
  long lastPlace();

  /**
   * The highest place known to be on disk, and everything before it; 0 until the first force since
   * the start.
   */
  long forcedPlace();

  /** Registers who is told each time more is on disk, and when the journal is broken. */
  void onForced(ForceListener listener);

  /**
   * Lets the next replay start at a place: promises, the founding and a snapshot of every shard
   * newer than all its records below that place must be at or after it. Forces the journal first.
   *
   * @param lowestPlace the place of an entry
   */
  void checkpoint(long lowestPlace);

  /**
   * Deletes old files; says so in the log. What was in them cannot be read any more, and a reader
   * that asks for it finds the records after it, or none.
   *
   * @return how many files
   * @throws JournalUnavailable when a file cannot be read or deleted; the next call goes on
   */
  int dispose(Disposal disposal);

  /**
   * Ends the doubt of {@link ReplayReport#rebooted()}: all shards have been refreshed from a
   * serving grid, or only forced entries count as copies.
   */
  void trust();

  /** What there is to show on a gauge; cheap. */
  JournalFigures figures();

  /** Forces, closes and gives back the reserved space. Safe to call twice. */
  @Override
  void close();
}
