package city.hotline.node.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file entries are written to, and the space reserved ahead in it. Guarded by the journal's
 * lock, but for {@link #prepare} and {@link #reserve}, which belong to one thread at a time.
 */
final class Tail {

  /** Kept free for what Chronicle writes into the file besides entries. */
  static final long MARGIN = 128 << 10;

  private final SegmentWriter writer;
  private final byte[] head;
  private final byte[] header = new byte[Frame.HEADER];

  private Reserve reserve;
  private Segment segment;
  private long reservedEnd;
  private Instant hour = Instant.EPOCH;

  private Tail(SegmentWriter writer, String nodeId, Prepared first) {
    this.writer = writer;
    this.head = ("hotline journal of node " + nodeId).getBytes(StandardCharsets.UTF_8);
    this.reserve = first.reserve;
    this.segment = new Segment(first.file);
  }

  /** A file of zeros with room reserved, not in use yet. */
  record Prepared(Instant hour, Path file, Path fresh, Reserve reserve) {}

  /** A tail whose first file is prepared, not begun. */
  static Tail of(SegmentWriter writer, String nodeId, Prepared first) {
    return new Tail(writer, nodeId, first);
  }

  /** Prepares the file of an hour; null if there is no room for it. */
  static @Nullable Prepared prepare(SegmentWriter writer, Instant now, long reserveBytes)
      throws IOException {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    Path file = writer.fileOf(hour);
    Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
    Files.deleteIfExists(fresh);
    Reserve reserve = Reserve.ofNew(fresh);
    if (!reserve.extendTo(reserveBytes)) {
      Files.deleteIfExists(fresh);
      return null;
    }
    return new Prepared(hour, file, fresh, reserve);
  }

  /** Goes on in a prepared file. */
  Segment begin(Prepared next, long place, long forced) throws IOException {
    Files.move(next.fresh, next.file);
    writer.begin(next.hour);
    hour = next.hour;
    segment = new Segment(next.file);
    Frame.fillHeader(
        header, Frame.HEAD, place, forced, Frame.crc(head, 0, head.length), head.length);
    writer.write(header, head, 0, head.length);
    segment.end(writer.end());
    reserve = new Reserve(next.file, next.reserve.end());
    reservedEnd = reserve.end();
    return segment;
  }

  /** Writes one frame; returns where it starts. */
  long write(int flags, long place, long forced, Slice slice) throws IOException {
    Frame.fillHeader(header, flags, place, forced, slice.crc(), slice.length());
    long offset = writer.write(header, slice.entry(), slice.from(), slice.length());
    segment.end(writer.end());
    return offset;
  }

  Reserve reserve() {
    return reserve;
  }

  /** Takes note of more reserved space, if the file is still the same. */
  void reserved(Reserve extended) {
    if (extended == reserve) {
      reservedEnd = extended.end();
    }
  }

  /** How many bytes fit into the reserved space. */
  long room() {
    return reservedEnd - segment.end() - MARGIN;
  }

  Segment segment() {
    return segment;
  }

  /** The hour of the current file. */
  Instant hour() {
    return hour;
  }

  SegmentWriter writer() {
    return writer;
  }

  void close() throws IOException {
    writer.close();
  }
}
