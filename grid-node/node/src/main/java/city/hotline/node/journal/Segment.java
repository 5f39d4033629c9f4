package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One file of the journal and what memory knows of it. Guarded by the journal's lock. */
final class Segment {

  /** Between two marks lie this many frames or more, so that a place is found by a short walk. */
  private static final int MARK_EVERY = 1024;

  private final Path file;
  private long end;
  private long[] markPlaces = new long[4];
  private long[] markOffsets = new long[4];
  private int marks;
  private volatile @Nullable Map<ShardRef, Long> highest;

  Segment(Path file) {
    this.file = file;
  }

  /** All files of a journal, oldest first: by start, then by hour. */
  static List<Segment> list(Path journal) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (Path start : starts(journal)) {
      try (Stream<Path> files = Files.list(start)) {
        files
            .filter(f -> f.toString().endsWith(".cq4") || f.toString().endsWith(".plain"))
            .sorted()
            .forEach(f -> segments.add(new Segment(f)));
      }
    }
    return segments;
  }

  /** The folders of all starts, oldest first. */
  static List<Path> starts(Path journal) throws IOException {
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    try (Stream<Path> starts = Files.list(journal)) {
      return starts
          .filter(s -> s.getFileName().toString().matches("\\d{6}") && Files.isDirectory(s))
          .sorted()
          .toList();
    }
  }

  Path file() {
    return file;
  }

  /** Its name below the journal's folder. */
  String name() {
    Path start = file.getName(file.getNameCount() - 2);
    return start + "/" + file.getFileName();
  }

  /** Where its last entry ends. */
  long end() {
    return end;
  }

  void end(long value) {
    end = value;
  }

  /** Whether an entry of it is known. */
  boolean hasEntries() {
    return marks > 0;
  }

  /**
   * Whether records of the shard from a sequence on may be in it: certain only once it has been
   * read through for that.
   */
  boolean mayHave(ShardRef shard, long fromSequence) {
    Map<ShardRef, Long> known = highest;
    return known == null || known.getOrDefault(shard, 0L) >= fromSequence;
  }

  /** Whether {@link #mayHave} is certain. */
  boolean isKnown() {
    return highest != null;
  }

  /** Keeps the highest sequence of each shard in it, once no more entries are written to it. */
  void highest(Map<ShardRef, Long> found) {
    highest = found;
  }

  /** Notes where an entry stands, in the order of places. */
  void note(long place, long offset) {
    if (marks > 0 && place - markPlaces[marks - 1] < MARK_EVERY) {
      return;
    }
    if (marks == markPlaces.length) {
      markPlaces = Arrays.copyOf(markPlaces, marks * 2);
      markOffsets = Arrays.copyOf(markOffsets, marks * 2);
    }
    markPlaces[marks] = place;
    markOffsets[marks++] = offset;
  }

  /** The offset of the last noted entry at or before a place; -1 if all known ones are after it. */
  long offsetBefore(long place) {
    int at = Arrays.binarySearch(markPlaces, 0, marks, place);
    int mark = at >= 0 ? at : -at - 2;
    return mark < 0 ? -1 : markOffsets[mark];
  }
}
