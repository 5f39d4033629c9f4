package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.journal.JournalOptions.Kind;
import city.hotline.proto.journal.v1.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A full disk is met before a decision, never within the mapped file. */
class FullDiskTest {

  private static final int RESERVE = 4 << 20;

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock();

  private LiveJournal open(Kind kind, List<Entry> into) {
    LiveJournal journal =
        (LiveJournal) Journal.open(new JournalOptions(folder, "0a0b0c0d", RESERVE, kind, clock));
    journal.replay((place, entry, encoded) -> into.add(entry));
    return journal;
  }

  private static long appendUntilFull(Journal journal, long sequence) {
    while (journal.hasRoom(1000)) {
      journal.append(record(CHAOYANG, 1, ++sequence));
    }
    return sequence;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesWhileFullAndGoesOnOnceThereIsSpace(Kind kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 32)) {
      long sequence;
      try (LiveJournal journal = open(kind, new ArrayList<>())) {
        Path ballast = disk.fill();
        sequence = appendUntilFull(journal, 0);
        assertThat(sequence).isGreaterThan(RESERVE / 2 / 250);
        while (true) {
          try {
            journal.append(record(CHAOYANG, 1, sequence + 1));
            sequence++;
          } catch (JournalFull e) {
            assertThat(e).hasMessageContaining("Free disk space");
            break;
          }
        }
        journal.force();
        clock.advance(Duration.ofHours(1));
        journal.keepHouse();
        assertThat(journal.hasRoom(1000)).isFalse();
        Files.delete(ballast);
        journal.keepHouse();
        assertThat(journal.hasRoom(1000)).isTrue();
        disk.fill();
        sequence = appendUntilFull(journal, sequence);
        assertThat(journal.figures().files()).isEqualTo(2);
        Files.delete(ballast);
      }
      List<Entry> entries = new ArrayList<>();
      open(kind, entries).close();
      assertThat(entries).hasSize((int) sequence).endsWith(record(CHAOYANG, 1, sequence));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isBrokenByRecordsThatNobodyAskedRoomFor(Kind kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 32);
        LiveJournal journal = open(kind, new ArrayList<>())) {
      disk.fill();
      long sequence = appendUntilFull(journal, 0);
      List<byte[]> records = new ArrayList<>();
      for (int i = 1; i <= 100_000; i++) {
        records.add(record(CHAOYANG, 1, sequence + i).toByteArray());
      }
      assertThatThrownBy(() -> journal.append(CHAOYANG, sequence + 1, records))
          .isInstanceOf(JournalBroken.class)
          .hasCauseInstanceOf(JournalFull.class);
      assertThatThrownBy(() -> journal.append(record(CHAOYANG, 1, 1)))
          .isInstanceOf(JournalBroken.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void reservesByItselfOnceThereIsSpace(Kind kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 32);
        LiveJournal journal = open(kind, new ArrayList<>())) {
      Path ballast = disk.fill();
      appendUntilFull(journal, 0);
      Files.delete(ballast);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!journal.hasRoom(1000)) {
        assertThat(System.nanoTime()).as("no room again").isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysHowMuchSpaceIsMissingAtTheStart(Kind kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 8)) {
      disk.fill();
      assertThatThrownBy(() -> open(kind, new ArrayList<>()))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("Free disk space, or name another data folder");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesAReadOnlyFolder(Kind kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 32)) {
      disk.makeReadOnly();
      assertThatThrownBy(() -> open(kind, new ArrayList<>()))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("cannot be written. Make it writable");
    }
  }
}
