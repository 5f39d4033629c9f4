package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import city.hotline.proto.journal.v1.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every journal does about files that are not as it left them. */
abstract class DamageContract extends JournalFixture {

  private void closeAfterTen() {
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 10; i++) {
        journal.append(record(CHAOYANG, 1, i));
      }
    }
  }

  private void tear() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(lastFile().toFile(), "rw")) {
      bytes.setLength(bytes.length() - 5);
    }
  }

  /** Leaves the journal as a kill would: as if it had not been closed. */
  private void forgetClosing() throws IOException {
    new BootMark(folder).markOpen();
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private static void scan(Path folder) throws IOException {
    new Recovery(folder, new BootMark(folder))
        .scan((place, entry, encoded) -> {}, new ShardIndex(), false);
  }

  @Test
  void refusesATornEndAfterHavingBeenClosed() throws IOException {
    closeAfterTen();
    tear();
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class);
    }
  }

  @Test
  void refusesToMissEntriesItWasClosedAfter() throws IOException {
    closeAfterTen();
    Files.delete(lastFile());
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class)
          .hasMessageContaining("ends at place 0 (expected: 10, where it was closed)");
    }
  }

  @Test
  void cutsATornEnd() throws IOException {
    closeAfterTen();
    forgetClosing();
    tear();
    List<Entry> left = new ArrayList<>();
    try (Journal journal = open()) {
      ReplayReport report = journal.replay((place, entry, encoded) -> left.add(entry));
      assertThat(report.cutBytes()).isPositive();
      assertThat(left).hasSize(9);
      assertThat(journal.append(record(CHAOYANG, 2, 10))).isEqualTo(10);
    }
    assertThat(replayed()).hasSize(10).endsWith(record(CHAOYANG, 2, 10));
  }

  /** Killed between the last byte of an entry and the word that makes it a document. */
  @Test
  void keepsAWholeEntryWhoseDocumentWasNotFinished() throws IOException {
    for (int word : new int[] {0, Frame.NOT_READY}) {
      long before = replayed().size();
      try (Journal journal = openFresh()) {
        journal.append(record(CHAOYANG, 1, before + 1));
        journal.append(record(CHAOYANG, 1, before + 2));
      }
      forgetClosing();
      byte[] file = Files.readAllBytes(lastFile());
      int last = indexOf(file, record(CHAOYANG, 1, before + 2).toByteArray());
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(last - Frame.HEADER - 4, word);
      Files.write(lastFile(), file);
      assertThat(replayed()).hasSize((int) before + 2).endsWith(record(CHAOYANG, 1, before + 2));
    }
  }

  @Test
  void refusesAFlippedByteAnywhereAndChangesNothing() throws IOException {
    closeAfterTen();
    forgetClosing();
    Path file = lastFile();
    byte[] sound = Files.readAllBytes(file);
    int entries = indexOf(sound, "call-1".getBytes(StandardCharsets.UTF_8)) - 100;
    for (int at = entries; at < sound.length; at++) {
      Files.write(file, sound);
      flip(file, at);
      assertThat(catchThrowable(() -> scan(folder)))
          .as("byte %s of %s", at, sound.length)
          .isInstanceOf(JournalCorrupt.class);
    }
    byte[] flipped = Files.readAllBytes(file);
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("refreshes from its peers");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(flipped);
  }

  @Test
  void refusesAJournalOfANewerVersion() throws IOException {
    closeAfterTen();
    Path file = lastFile();
    byte[] bytes = Files.readAllBytes(file);
    byte[] magic = {'H', 'J', Frame.VERSION};
    int frame = indexOf(bytes, magic);
    bytes[frame + 2] = Frame.VERSION + 1;
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(frame + 4, Frame.headerCrc(bytes, frame));
    Files.write(file, bytes);
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining(
              "was written by a newer version of this program (journal format "
                  + (Frame.VERSION + 1)
                  + ";");
    }
  }

  @Test
  void replaysFromTheBeginningWhenTheCheckpointIsWrong() throws IOException {
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 100; i++) {
        journal.append(record(CHAOYANG, 1, i));
      }
      journal.checkpoint(90);
    }
    Path checkpoint = folder.resolve("checkpoint");
    Map<String, String> notes = new HashMap<>(requireNonNull(Notes.read(checkpoint)));
    flip(checkpoint, 7);
    assertThat(replayed()).hasSize(100);
    notes.put("place", "80");
    Notes.write(checkpoint, notes);
    assertThat(replayed()).hasSize(100);
  }

  @Test
  void refusesBytesAfterTheEndItWasClosedAt() throws IOException {
    closeAfterTen();
    byte[] padding = new byte[(int) (-Files.size(lastFile()) & 3)];
    byte[] unfinished = {4, 0, 0, (byte) 0x80, 'd', 'o', 'n', 'e'};
    Files.write(lastFile(), padding, APPEND);
    Files.write(lastFile(), unfinished, APPEND);
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class);
    }
  }

  @Test
  void refusesToMissAFileInTheMiddle() throws IOException {
    for (int start = 0; start < 3; start++) {
      closeAfterTen();
    }
    Files.delete(Segment.list(folder.resolve("journal")).get(1).file());
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class)
          .hasMessageContaining("place 21 (expected: 11)");
    }
  }
}
