package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that keeps everything in memory, and fails when told. Thread-safe. */
public final class MemoryJournal implements Journal {
  private final List<byte[]> entries = new ArrayList<>();
  private final List<ForceListener> listeners = new ArrayList<>();
  private volatile long forcedPlace;
  private volatile boolean trusted;
  private final List<Disposal> disposals = new CopyOnWriteArrayList<>();
  private volatile boolean full;
  private volatile Runnable beforeAppend = () -> {};

  /** Says from now on that there is no room, or that there is. */
  public void full(boolean now) {
    full = now;
  }

  /** Does this on the appending thread before each append. */
  public void beforeAppend(Runnable action) {
    beforeAppend = action;
  }

  /** What was appended. */
  public synchronized List<Entry> written() {
    return entries.stream().map(MemoryJournal::parsed).toList();
  }

  /** Whether doubt about a restart of the machine was ended. */
  public boolean trusted() {
    return trusted;
  }

  /** Forgets all records, as if they had come by a snapshot. */
  public synchronized void dropRecords() {
    entries.removeIf(e -> parsed(e).hasRecord());
  }

  private static Entry parsed(byte[] entry) {
    try {
      return Entry.parseFrom(entry);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public long append(Entry entry) {
    return append(List.of(entry.toByteArray()));
  }

  @Override
  public long append(ShardRef shard, long firstSequence, List<byte[]> records) {
    return append(records);
  }

  private long append(List<byte[]> encoded) {
    beforeAppend.run();
    synchronized (this) {
      if (full) {
        throw new JournalFull("full, as the test wants", null);
      }
      entries.addAll(encoded);
      return (long) entries.size() - encoded.size() + 1;
    }
  }

  @Override
  public boolean hasRoom(long bytes) {
    return !full;
  }

  @Override
  public synchronized ReplayReport replay(EntryVisitor visitor) {
    for (int i = 0; i < entries.size(); i++) {
      visitor.visit(i + 1, parsed(entries.get(i)), entries.get(i));
    }
    return new ReplayReport(entries.size(), 1, entries.size(), false, 0, false, 0, 0);
  }

  @Override
  public void readShard(ShardRef shard, long fromSequence, RecordVisitor visitor) {
    List<byte[]> now;
    synchronized (this) {
      now = List.copyOf(entries);
    }
    for (byte[] entry : now) {
      Record record = parsed(entry).getRecord();
      if (record.getShard().equals(shard)
          && record.getSequence() >= fromSequence
          && !visitor.visit(record, entry)) {
        return;
      }
    }
  }

  @Override
  public void force() {
    long place;
    synchronized (this) {
      place = entries.size();
      forcedPlace = place;
    }
    listeners.forEach(l -> l.forced(place));
  }

  @Override
  public void forceSoon() {}

  @Override
  public synchronized long lastPlace() {
    return entries.size();
  }

  @Override
  public long forcedPlace() {
    return forcedPlace;
  }

  @Override
  public void onForced(ForceListener listener) {
    listeners.add(listener);
  }

  @Override
  public void checkpoint(long lowestPlace) {}

  @Override
  public int dispose(Disposal disposal) {
    disposals.add(disposal);
    return 0;
  }

  /** What was to be disposed of. */
  public List<Disposal> disposals() {
    return disposals;
  }

  @Override
  public void trust() {
    trusted = true;
  }

  @Override
  public JournalFigures figures() {
    throw new UnsupportedOperationException("no test asks for it");
  }

  @Override
  public void close() {}
}
