package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written in one go: an entry of any kind, or consecutive records of one shard, one after
 * the other in one frame. Entries in a frame need no bounds of their own, as each is exactly one
 * top-level field: see {@link EntryReader}.
 *
 * @param shard of the records; null if this is no record
 * @param firstSequence of the records
 * @param records how many; 0 if this is no record
 * @param slices the bytes; one slice, but for an entry larger than a frame
 */
record Pack(@Nullable ShardRef shard, long firstSequence, int records, List<Slice> slices) {

  /** One entry. */
  static List<Pack> of(Entry entry) {
    RecordName name = RecordName.of(entry);
    byte[] encoded = entry.toByteArray();
    return name == null
        ? List.of(new Pack(null, 0, 0, Slice.cut(encoded)))
        : of(name.shard(), name.sequence(), List.of(encoded));
  }

  /** Records, in as few packs as their size allows: usually one. */
  static List<Pack> of(ShardRef shard, long firstSequence, List<byte[]> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("records: none (expected: at least one)");
    }
    List<Pack> packs = new ArrayList<>(1);
    int from = 0;
    while (from < records.size()) {
      int to = from + 1;
      int bytes = records.get(from).length;
      while (to < records.size() && bytes + records.get(to).length <= Frame.SLICE) {
        bytes += records.get(to++).length;
      }
      byte[] joined = joined(records.subList(from, to), bytes);
      packs.add(new Pack(shard, firstSequence + from, to - from, Slice.cut(joined)));
      from = to;
    }
    return packs;
  }

  private static byte[] joined(List<byte[]> records, int bytes) {
    if (records.size() == 1) {
      return records.get(0);
    }
    byte[] joined = new byte[bytes];
    int at = 0;
    for (byte[] record : records) {
      System.arraycopy(record, 0, joined, at, record.length);
      at += record.length;
    }
    return joined;
  }

  /** The room it takes, at most. */
  long room() {
    long bytes = 0;
    for (Slice slice : slices) {
      bytes += slice.length();
    }
    return Frame.room(bytes);
  }
}
