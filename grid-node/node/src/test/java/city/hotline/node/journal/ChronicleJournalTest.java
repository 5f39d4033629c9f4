package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import city.hotline.node.journal.JournalOptions.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The contract, kept by the Chronicle writer. */
class ChronicleJournalTest extends JournalContract {

  @Override
  Kind kind() {
    return Kind.CHRONICLE;
  }

  @Test
  void isBrokenOnceTheMappedFileFails() throws Exception {
    LiveJournal journal = openFresh();
    journal.append(record(CHAOYANG, 1, 1));
    try (FileChannel channel = FileChannel.open(lastFile(), WRITE)) {
      channel.truncate(0);
    }
    Throwable seen = null;
    for (int i = 2; i < 10_000 && seen == null; i++) {
      int sequence = i;
      seen = catchThrowable(() -> journal.append(record(CHAOYANG, 1, sequence)));
    }
    assertThat(seen).isInstanceOf(JournalBroken.class).hasMessageContaining("Halt this process");
    assertThat(journal.hasRoom(1)).isFalse();
    assertThatThrownBy(() -> journal.append(record(CHAOYANG, 1, 3)))
        .isInstanceOf(JournalBroken.class);
    assertThatThrownBy(journal::force).isInstanceOf(JournalBroken.class);
    journal.close();
  }

  @Test
  void knowsTheTextThatMayFollowTheEndOfARolledFile() throws IOException {
    try (LiveJournal journal = openFresh()) {
      journal.append(record(CHAOYANG, 1, 1));
      clock.advance(Duration.ofHours(1));
      journal.keepHouse();
      journal.append(record(CHAOYANG, 1, 2));
    }
    Path rolled = Segment.list(folder.resolve("journal")).get(0).file();
    long end;
    try (SegmentReader reader = new SegmentReader(rolled, 0)) {
      while (reader.next() == SegmentReader.Step.FRAME) {
        // To the end.
      }
      end = (reader.position() + 3) & ~3L;
    }
    try (RandomAccessFile file = new RandomAccessFile(rolled.toFile(), "rw")) {
      file.setLength(Math.max(file.length(), end + 64));
      file.seek(end);
      file.write(new byte[] {0, 0, 0, (byte) 0xc0, (byte) 0xc3, 'E', 'O', 'F'});
    }
    assertThat(replayed()).hasSize(2);
  }
}
