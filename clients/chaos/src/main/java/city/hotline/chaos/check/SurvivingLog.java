package city.hotline.chaos.check;

import city.hotline.chaos.history.Shards;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is true in the end: of each shard, the record with the highest epoch, and of these the
 * highest sequence, that any journal holds, and from there back from predecessor to predecessor.
 */
final class SurvivingLog {
  private static final Comparator<Position> BY_EPOCH =
      Comparator.comparingLong(Position::getEpoch).thenComparingLong(Position::getSequence);

  /** By sequence, from 1. */
  private final Map<ShardRef, NavigableMap<Long, Record>> shards =
      new TreeMap<>(Comparator.comparing(ShardRef::getDistrict).thenComparing(ShardRef::getDocket));

  private SurvivingLog() {}

  static SurvivingLog of(List<Evidence.Node> nodes, Findings findings) {
    Map<ShardRef, Map<Position, Record>> all = new HashMap<>();
    for (Evidence.Node node : nodes) {
      for (Entry entry : node.journal()) {
        if (entry.hasRecord()) {
          add(all, entry.getRecord(), node.name(), findings);
        }
      }
    }
    SurvivingLog log = new SurvivingLog();
    all.forEach((shard, records) -> log.shards.put(shard, chain(shard, records, findings)));
    return log;
  }

  private static void add(
      Map<ShardRef, Map<Position, Record>> all, Record record, String node, Findings findings) {
    Record before =
        all.computeIfAbsent(record.getShard(), s -> new HashMap<>())
            .putIfAbsent(positionOf(record), record);
    if (before != null && !before.equals(record)) {
      findings.add(
          Violation.Kind.TWO_RECORDS_AT_ONE_POSITION,
          name(record)
              + ": written by "
              + before.getNodeId()
              + " and by "
              + record.getNodeId()
              + ", the latter found at "
              + node);
    }
  }

  private static NavigableMap<Long, Record> chain(
      ShardRef shard, Map<Position, Record> records, Findings findings) {
    NavigableMap<Long, Record> chain = new TreeMap<>();
    Position at = records.keySet().stream().max(BY_EPOCH).orElseThrow();
    while (at.getSequence() > 0) {
      Record record = records.get(at);
      if (record == null) {
        findings.add(
            Violation.Kind.HOLE_IN_THE_LOG,
            Shards.name(shard) + ": no journal has the record at " + Shards.name(at));
        break;
      }
      chain.put(at.getSequence(), record);
      at = Shards.position(record.getPreviousEpoch(), at.getSequence() - 1);
    }
    return chain;
  }

  static Position positionOf(Record record) {
    return Shards.position(record.getEpoch(), record.getSequence());
  }

  static String name(Record record) {
    return Shards.name(record.getShard()) + " " + Shards.name(positionOf(record));
  }

  Set<ShardRef> shards() {
    return shards.keySet();
  }

  /** In order. */
  List<Record> records(ShardRef shard) {
    NavigableMap<Long, Record> chain = shards.get(shard);
    return chain == null ? List.of() : new ArrayList<>(chain.values());
  }

  /** In order, of all shards. */
  List<Record> records() {
    return shards.values().stream().flatMap(c -> c.values().stream()).toList();
  }

  @Nullable Record at(ShardRef shard, long sequence) {
    NavigableMap<Long, Record> chain = shards.get(shard);
    return chain == null ? null : chain.get(sequence);
  }

  @Nullable Record at(ShardRef shard, Position position) {
    Record record = at(shard, position.getSequence());
    return record != null && record.getEpoch() == position.getEpoch() ? record : null;
  }

  /** The position of a shard's last record; sequence 0 when it has none. */
  Position last(ShardRef shard) {
    NavigableMap<Long, Record> chain = shards.get(shard);
    return chain == null || chain.isEmpty()
        ? Position.getDefaultInstance()
        : positionOf(chain.lastEntry().getValue());
  }
}
