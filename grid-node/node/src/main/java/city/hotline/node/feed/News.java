package city.hotline.node.feed;

import city.hotline.core.shard.Positions;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that were just acknowledged, and whom they concern. Used by one thread. */
final class News {
  private final long after;
  private final List<JournaledRecord> records;
  private @Nullable Set<String> concerned;
  private @Nullable Position position;

  /**
   * News of a shard.
   *
   * @param after the sequence that was acknowledged before
   * @param records in order; those up to that sequence are no news
   */
  News(long after, List<JournaledRecord> records) {
    this.after = after;
    this.records = records;
  }

  /** Whether these are all records up to a sequence, after the one acknowledged before. */
  boolean areAllUpTo(long sequence) {
    return !records.isEmpty()
        && first().getSequence() == after + 1
        && last().getSequence() == sequence;
  }

  long after() {
    return after;
  }

  /** Where a reader is who has them all. */
  Position position() {
    Position at = position;
    if (at == null) {
      at = Positions.of(last().getEpoch(), last().getSequence());
      position = at;
    }
    return at;
  }

  /** The units that one of them concerns. */
  Set<String> concerned() {
    Set<String> units = concerned;
    if (units == null) {
      List<DocketEvent> events = new ArrayList<>();
      records.forEach(r -> events.addAll(r.record().getDocket().getEventsList()));
      units = WatchScope.concerned(events);
      concerned = units;
    }
    return units;
  }

  private Record first() {
    return records.get(0).record();
  }

  private Record last() {
    return records.get(records.size() - 1).record();
  }
}
