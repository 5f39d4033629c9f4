package city.hotline.node.journal;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be read of one shard, taken under the lock; read without it. */
final class ShardReading {

  /** A file from an offset to where its last entry ended when the reading was asked for. */
  private record Span(Segment segment, long from, long to, boolean finished) {}

  private final ShardRef shard;
  private final long fromSequence;
  private final List<Span> spans = new ArrayList<>();

  private ShardReading(ShardRef shard, long fromSequence) {
    this.shard = shard;
    this.fromSequence = fromSequence;
  }

  /** Everything from a start on; everything at all if there is none. */
  static ShardReading of(
      ShardRef shard, long fromSequence, List<Segment> segments, ShardIndex.@Nullable Start start) {
    ShardReading reading = new ShardReading(shard, fromSequence);
    int begin = start == null ? 0 : segments.indexOf(start.segment());
    for (int i = begin; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.mayHave(shard, fromSequence)) {
        long from = start != null && i == begin ? start.offset() : 0;
        boolean finished = i < segments.size() - 1;
        reading.spans.add(new Span(segment, from, segment.end(), finished));
      }
    }
    return reading;
  }

  void run(RecordVisitor visitor) {
    for (Span span : spans) {
      try {
        if (!run(span, visitor)) {
          return;
        }
      } catch (NoSuchFileException e) {
        // Deleted meanwhile: as if it had been before.
      } catch (IOException e) {
        throw new JournalUnavailable(
            "Cannot read " + span.segment.file() + ": " + e + ". Check the disk", e);
      }
    }
  }

  private boolean run(Span span, RecordVisitor visitor) throws IOException {
    Map<ShardRef, Long> highest = new HashMap<>();
    try (EntryReader reader = new EntryReader(span.segment.file(), span.from, span.to, 0)) {
      while (reader.next()) {
        RecordName name = RecordName.of(reader.bytes());
        if (name == null) {
          continue;
        }
        highest.merge(name.shard(), name.sequence(), Math::max);
        if (name.sequence() >= fromSequence
            && name.shard().equals(shard)
            && !visitor.visit(Entry.parseFrom(reader.bytes()).getRecord(), reader.bytes())) {
          return false;
        }
      }
      if (reader.stop() != SegmentReader.Step.END || !reader.frames().blankFromHere()) {
        throw Recovery.corrupt(span.segment, reader.end(), reader.nextPlace(), reader.reason());
      }
    }
    if (span.finished && span.from == 0) {
      span.segment.highest(highest);
    }
    return true;
  }
}
