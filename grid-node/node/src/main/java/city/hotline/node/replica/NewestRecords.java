package city.hotline.node.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest records of a copy, in order, bounded. Guarded by the copy's lock. */
final class NewestRecords {
  private final ArrayDeque<JournaledRecord> records = new ArrayDeque<>();
  private final int most;

  NewestRecords(int most) {
    this.most = most;
  }

  void add(JournaledRecord record) {
    records.add(record);
    if (records.size() > most) {
      records.remove();
    }
  }

  void clear() {
    records.clear();
  }

  /** At most so many after a sequence, up to another; empty if the next one is not among them. */
  Optional<List<JournaledRecord>> after(long sequence, long until, int mostWanted) {
    JournaledRecord oldest = records.peek();
    if (oldest == null || oldest.record().getSequence() > sequence + 1) {
      return Optional.empty();
    }
    List<JournaledRecord> found = new ArrayList<>();
    for (JournaledRecord record : records) {
      long at = record.record().getSequence();
      if (at > sequence && at <= until && found.size() < mostWanted) {
        found.add(record);
      }
    }
    return Optional.of(found);
  }
}
