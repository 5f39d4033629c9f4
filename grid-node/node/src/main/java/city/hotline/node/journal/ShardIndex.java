package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ShardRef;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of each shard are, roughly: one point for each 64 records, and for one that
 * stands far behind the last point, so that a record of a shard that rarely changes is found
 * without reading a whole file. Thinned as they grow: a shard never takes more than 24 KiB. Guarded
 * by the journal's lock.
 *
 * <p>A shard's sequences may step back in the journal, when a higher epoch supersedes records. A
 * point therefore keeps the highest sequence seen before it: whoever looks for records from a
 * sequence on starts at the last point before which all sequences are lower, and misses none.
 */
final class ShardIndex {

  private static final int EVERY = 64;
  private static final int EVERY_BYTES = 256 << 10;
  private static final int MOST_POINTS = 1024;

  private final Map<ShardRef, Points> shards = new HashMap<>();

  /** A point to start reading from. */
  record Start(Segment segment, long offset) {}

  private static final class Points {
    private long[] below = new long[4];
    private @Nullable Segment[] segments = new Segment[4];
    private long[] offsets = new long[4];
    private int size;
    private int every = EVERY;
    private long everyBytes = EVERY_BYTES;
    private int sinceLast;
    private long highest;

    private Points(long highest) {
      this.highest = highest;
    }

    private void add(Segment segment, long offset) {
      if (size == MOST_POINTS) {
        thin();
      }
      if (size == below.length) {
        below = Arrays.copyOf(below, size * 2);
        segments = Arrays.copyOf(segments, size * 2);
        offsets = Arrays.copyOf(offsets, size * 2);
      }
      below[size] = highest;
      segments[size] = segment;
      offsets[size++] = offset;
      sinceLast = 0;
    }

    private void thin() {
      for (int i = 0; i < size / 2; i++) {
        below[i] = below[2 * i];
        segments[i] = segments[2 * i];
        offsets[i] = offsets[2 * i];
      }
      size /= 2;
      every *= 2;
      everyBytes *= 2;
    }

    private boolean isDue(Start next) {
      return size == 0
          || sinceLast >= every
          || !next.segment().equals(segments[size - 1])
          || next.offset() - offsets[size - 1] >= everyBytes;
    }

    private void forget(Collection<Segment> gone) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (!gone.contains(segments[i])) {
          below[kept] = below[i];
          segments[kept] = segments[i];
          offsets[kept++] = offsets[i];
        }
      }
      Arrays.fill(segments, kept, size, null);
      size = kept;
    }
  }

  /**
   * Notes records that stand together, in the order of the journal.
   *
   * @param firstSequence of the first of them
   * @param count how many
   * @param start where they stand
   * @param complete whether the index has seen all records of the journal before these
   */
  void note(ShardRef shard, long firstSequence, int count, Start start, boolean complete) {
    Points points = shards.get(shard);
    if (points == null) {
      points = new Points(complete ? 0 : firstSequence - 1);
      shards.put(shard, points);
    }
    points.sinceLast += count;
    if (points.isDue(start)) {
      points.add(start.segment(), start.offset());
    }
    points.highest = Math.max(points.highest, firstSequence + count - 1);
  }

  /** Forgets files that are deleted. */
  void forget(Collection<Segment> gone) {
    shards.values().forEach(points -> points.forget(gone));
  }

  /** Where to start for records from a sequence on; null if the index does not reach back to it. */
  @Nullable Start find(ShardRef shard, long fromSequence) {
    Points points = shards.get(shard);
    if (points == null) {
      return null;
    }
    int at = Arrays.binarySearch(points.below, 0, points.size, fromSequence);
    int last = at >= 0 ? at - 1 : -at - 2;
    while (last >= 0 && points.below[last] >= fromSequence) {
      last--;
    }
    Segment segment = last < 0 ? null : points.segments[last];
    return segment == null ? null : new Start(segment, points.offsets[last]);
  }
}
