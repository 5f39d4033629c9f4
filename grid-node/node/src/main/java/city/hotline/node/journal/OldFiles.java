package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the old files of a journal that may go, oldest first, and deletes them. Reads files without
 * the journal's lock; one thread.
 */
final class OldFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyyMMdd-HH");

  /** A file may be written to for a while after its hour: the next one had no space, say. */
  private static final Duration LATE = Duration.ofHours(1);

  private final Path folder;
  private final ReentrantLock lock;
  private final List<Segment> all;
  private final ShardIndex index;

  /** Of a journal whose files and index are guarded by the lock. */
  OldFiles(Path folder, ReentrantLock lock, List<Segment> all, ShardIndex index) {
    this.folder = folder;
    this.lock = lock;
    this.all = all;
    this.index = index;
  }

  /** Deletes what may go; returns how many. */
  int dispose(Disposal disposal) {
    try {
      List<Segment> segments = now();
      List<Segment> gone = segments.subList(0, count(segments, disposal));
      if (!gone.isEmpty()) {
        Segment first = segments.get(gone.size());
        new Begin(first.name(), beginOf(first)).write(folder);
        forget(gone);
        delete(gone);
      }
      return gone.size();
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot delete old files of the journal in " + folder + ": " + e + ". Check the disk", e);
    }
  }

  private List<Segment> now() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  private void forget(List<Segment> gone) {
    for (Segment segment : gone) {
      LOG.info(
          "deleting the journal's file {}, {} KiB: old enough, and a majority has a checkpoint"
              + " after it",
          segment.name(),
          segment.end() >> 10);
    }
    lock.lock();
    try {
      all.removeAll(gone);
      index.forget(gone);
    } finally {
      lock.unlock();
    }
  }

  private static int count(List<Segment> segments, Disposal disposal) throws IOException {
    int old = 0;
    while (old < segments.size() - 1 && mayGo(segments.get(old + 1), disposal)) {
      old++;
    }
    int count = 0;
    while (count < old && !isWanted(segments.get(count), disposal)) {
      count++;
    }
    long kept = segments.subList(count, old).stream().mapToLong(Segment::end).sum();
    while (count < old && kept > disposal.wantedBytes()) {
      kept -= segments.get(count++).end();
    }
    return count;
  }

  /** Whether everything before this file is below the place and old enough. */
  private static boolean mayGo(Segment next, Disposal disposal) throws IOException {
    return beginOf(next) <= disposal.belowPlace()
        && !hourOf(next.file()).plus(LATE).isAfter(disposal.before());
  }

  private static boolean isWanted(Segment segment, Disposal disposal) throws IOException {
    if (disposal.wanted().isEmpty()) {
      return false;
    }
    if (!segment.isKnown()) {
      segment.highest(readThrough(segment));
    }
    return disposal.wanted().entrySet().stream()
        .anyMatch(w -> segment.mayHave(w.getKey(), w.getValue()));
  }

  private static Map<ShardRef, Long> readThrough(Segment segment) throws IOException {
    Map<ShardRef, Long> highest = new HashMap<>();
    try (EntryReader reader = new EntryReader(segment.file(), 0, segment.end(), 0)) {
      while (reader.next()) {
        RecordName name = RecordName.of(reader.bytes());
        if (name != null) {
          highest.merge(name.shard(), name.sequence(), Math::max);
        }
      }
    }
    return highest;
  }

  /** The place of the first entry of a file, as its head says. */
  static long beginOf(Segment segment) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment.file(), 0)) {
      if (reader.next() != SegmentReader.Step.FRAME || !reader.head()) {
        throw new IOException(segment.file() + " does not begin with a head");
      }
      return reader.place();
    }
  }

  private static Instant hourOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      return LocalDateTime.parse(name.substring(0, 11), HOUR).toInstant(ZoneOffset.UTC);
    } catch (RuntimeException e) {
      throw new IOException(file + " is not named after an hour", e);
    }
  }

  /** Deletes files, and the folder of a start that has none left. */
  static void delete(List<Segment> gone) throws IOException {
    for (Segment segment : gone) {
      Files.deleteIfExists(segment.file());
      Path start = DurableFile.folderOf(segment.file());
      if (Files.isDirectory(start)) {
        Recovery.removeIfEmpty(start);
      }
    }
  }
}
