package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be read of one shard, taken under the lock; read without it. */
final class ShardReading {

  /** A file from an offset to where its last entry ended when the reading was asked for. */
  private record Span(Path file, long from, long to) {}

  private final List<Span> spans = new ArrayList<>();

  private ShardReading() {}

  /** Everything from a start on; everything at all if there is none. */
  static ShardReading of(List<Segment> segments, ShardIndex.@Nullable Start start) {
    ShardReading reading = new ShardReading();
    boolean begun = start == null;
    for (Segment segment : segments) {
      long from = 0;
      if (start != null && start.segment() == segment) {
        begun = true;
        from = start.offset();
      }
      if (begun) {
        reading.spans.add(new Span(segment.file(), from, segment.end()));
      }
    }
    return reading;
  }

  void run(ShardRef shard, long fromSequence, RecordVisitor visitor) {
    for (Span span : spans) {
      try (EntryReader reader = new EntryReader(span.file, span.from, span.to, 0)) {
        while (reader.next()) {
          RecordName name = RecordName.of(reader.bytes());
          if (name != null
              && name.sequence() >= fromSequence
              && name.shard().equals(shard)
              && !visitor.visit(Entry.parseFrom(reader.bytes()).getRecord(), reader.bytes())) {
            return;
          }
        }
        if (reader.stop() != SegmentReader.Step.END || reader.end() < span.to) {
          throw Recovery.corrupt(
              new Segment(span.file), reader.end(), reader.nextPlace(), reader.reason());
        }
      } catch (IOException e) {
        throw new JournalUnavailable("Cannot read " + span.file + ": " + e + ". Check the disk", e);
      }
    }
  }
}
