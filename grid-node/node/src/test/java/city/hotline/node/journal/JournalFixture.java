package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.record;

import city.hotline.node.journal.JournalOptions.Kind;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a folder of its own, under a clock of its own. */
abstract class JournalFixture {

  @TempDir Path folder;
  final SettableClock clock = new SettableClock();

  abstract Kind kind();

  JournalOptions options() {
    return new JournalOptions(folder, "0a0b0c0d", 4 << 20, kind(), clock);
  }

  LiveJournal open() {
    return (LiveJournal) Journal.open(options());
  }

  LiveJournal openAndReplay(List<Entry> into) {
    LiveJournal journal = open();
    journal.replay((place, entry, encoded) -> into.add(entry));
    return journal;
  }

  LiveJournal openFresh() {
    return openAndReplay(new ArrayList<>());
  }

  List<Entry> replayed() {
    List<Entry> entries = new ArrayList<>();
    openAndReplay(entries).close();
    return entries;
  }

  Path lastFile() throws IOException {
    List<Segment> segments = Segment.list(folder.resolve("journal"));
    return segments.get(segments.size() - 1).file();
  }

  static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int before = bytes.read();
      bytes.seek(at);
      bytes.write(before ^ 0x10);
    }
  }

  static List<Long> sequences(Journal journal, ShardRef shard, long from) {
    List<Long> seen = new ArrayList<>();
    journal.readShard(shard, from, (record, encoded) -> seen.add(record.getSequence()));
    return seen;
  }
}
