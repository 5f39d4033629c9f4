package city.hotline.node.feed;

import city.hotline.proto.shard.v1.Record;
import java.util.Set;

/**
 * Which records a reader of shards wants: those that concern one of these units, or all. A reader
 * is not woken by the others and gets none of them; it is told from time to time how far it is.
 *
 * @param units codes of units; empty means that every record is wanted
 */
public record Interest(Set<String> units) {

  /** Every record. */
  public static final Interest ALL = new Interest(Set.of());

  boolean isAll() {
    return units.isEmpty();
  }

  boolean wants(Record record) {
    return isAll() || wantsAny(WatchScope.concerned(record.getDocket().getEventsList()));
  }

  /** Whether one of these is among the reader's; asked of every reader for every record. */
  boolean wantsAny(Set<String> concerned) {
    if (isAll()) {
      return true;
    }
    for (String unit : concerned) {
      if (units.contains(unit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the unit is among the reader's. */
  boolean includes(String unit) {
    return isAll() || units.contains(unit);
  }
}
