package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.journal.JournalOptions.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After a restart of the machine pages may be missing anywhere after the forced place, in any
 * order. The disk is a copy of the folder taken while the journal is open, with a page of zeros.
 */
class PowerCutTest {

  private static final int FORCED = 1000;
  private static final int LAST = 2000;

  @TempDir Path temp;
  private Path running;
  private Path disk;

  @BeforeEach
  void folders() {
    running = temp.resolve("running");
    disk = temp.resolve("disk");
  }

  /** Appends 2000 entries, forces the first 1000, and leaves a copy without closing. */
  private void crash(Kind kind) throws IOException {
    try (Journal journal = Journal.open(JournalOptions.of(running, "0a0b0c0d").with(kind))) {
      journal.replay((place, entry, encoded) -> {});
      for (int i = 1; i <= LAST; i++) {
        journal.append(record(CHAOYANG, 1, i));
        if (i == FORCED) {
          journal.force();
        }
      }
      try (Stream<Path> files = Files.walk(running)) {
        for (Path file : files.toList()) {
          Files.copy(file, disk.resolve(running.relativize(file).toString()));
        }
      }
    }
  }

  private void reboot() throws IOException {
    Notes.write(disk.resolve("boot"), Map.of("boot", "an earlier one"));
  }

  /** Loses the page in which the entry of this place begins. */
  private void losePage(int lost) throws IOException {
    Path file = Segment.list(disk.resolve("journal")).get(0).file();
    try (EntryReader reader = new EntryReader(file, 0, Long.MAX_VALUE, 0);
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      while (reader.next() && reader.place() < lost) {
        // on to the entry
      }
      bytes.seek(reader.offset() & ~4095L);
      bytes.write(new byte[4096]);
    }
  }

  private Journal openDisk(Kind kind) {
    return Journal.open(JournalOptions.of(disk, "0a0b0c0d").with(kind));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void cutsAtAPageLostAfterTheForcedPlace(Kind kind) throws IOException {
    crash(kind);
    reboot();
    losePage(1500);
    try (Journal journal = openDisk(kind)) {
      ReplayReport report = journal.replay((place, entry, encoded) -> {});
      assertThat(report.rebooted()).isTrue();
      assertThat(report.lastPlace()).isBetween((long) FORCED, 1500L);
      assertThat(report.cutBytes()).isPositive();
      assertThat(journal.append(record(CHAOYANG, 2, report.lastPlace() + 1)))
          .isEqualTo(report.lastPlace() + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesAPageLostBeforeTheForcedPlace(Kind kind) throws IOException {
    crash(kind);
    reboot();
    losePage(500);
    try (Journal journal = openDisk(kind)) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesALostPageWithoutARestartOfTheMachine(Kind kind) throws IOException {
    crash(kind);
    losePage(1500);
    try (Journal journal = openDisk(kind)) {
      assertThatThrownBy(() -> journal.replay((place, entry, encoded) -> {}))
          .isInstanceOf(JournalCorrupt.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void doubtsUntilTrusted(Kind kind) throws IOException {
    crash(kind);
    reboot();
    for (int start = 0; start < 2; start++) {
      try (Journal journal = openDisk(kind)) {
        ReplayReport report = journal.replay((place, entry, encoded) -> {});
        assertThat(report.rebooted()).isTrue();
        assertThat(report.lastPlace()).isEqualTo(LAST);
        if (start == 1) {
          journal.trust();
        }
      }
    }
    try (Journal journal = openDisk(kind)) {
      assertThat(journal.replay((place, entry, encoded) -> {}).rebooted()).isFalse();
    }
  }
}
