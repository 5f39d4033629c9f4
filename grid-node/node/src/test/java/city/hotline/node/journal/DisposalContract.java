package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.journal.v1.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which old files go, and how the journal goes on without them. */
abstract class DisposalContract extends DamageContract {

  /** Four files of two records each: places 1-2, 3-4, 5-6, and an empty one. */
  private LiveJournal withHourlyFiles() {
    LiveJournal journal = openFresh();
    for (int hour = 0; hour < 3; hour++) {
      journal.append(record(CHAOYANG, 1, hour * 2 + 1));
      journal.append(record(CHAOYANG, 1, hour * 2 + 2));
      clock.advance(Duration.ofHours(1));
      journal.keepHouse();
    }
    return journal;
  }

  private int dispose(
      Journal journal, long belowPlace, int hoursOld, @Nullable Long wanted, long bytes) {
    return journal.dispose(
        new Disposal(
            belowPlace,
            clock.instant().minus(Duration.ofHours(hoursOld)),
            wanted == null ? Map.of() : Map.of(CHAOYANG, wanted),
            bytes));
  }

  @Test
  void deletesOldFilesBelowAPlaceAndGoesOnWithoutThem() throws IOException {
    try (LiveJournal journal = withHourlyFiles()) {
      assertThat(dispose(journal, 5, -3, null, 0)).isEqualTo(2);
      assertThat(sequences(journal, CHAOYANG, 1)).containsExactly(5L, 6L);
      assertThat(Segment.list(folder.resolve("journal"))).hasSize(2);
      assertThat(dispose(journal, 5, -3, null, 0)).isZero();
      assertThat(journal.append(record(CHAOYANG, 1, 7))).isEqualTo(7);
    }
    List<Entry> entries = new ArrayList<>();
    try (LiveJournal journal = openAndReplay(entries)) {
      assertThat(entries).extracting(e -> e.getRecord().getSequence()).containsExactly(5L, 6L, 7L);
      assertThat(sequences(journal, CHAOYANG, 1)).containsExactly(5L, 6L, 7L);
      assertThat(journal.append(record(CHAOYANG, 1, 8))).isEqualTo(8);
    }
  }

  @Test
  void keepsFilesWithEntriesAtOrAfterThePlaceAndTheOneInUse() {
    try (LiveJournal journal = withHourlyFiles()) {
      assertThat(dispose(journal, 4, -3, null, 0)).isEqualTo(1);
      assertThat(dispose(journal, 1_000, -3, null, 0)).isEqualTo(2);
      assertThat(journal.figures().files()).isEqualTo(1);
    }
  }

  @Test
  void keepsFilesThatAreNotOldEnough() {
    try (LiveJournal journal = withHourlyFiles()) {
      assertThat(dispose(journal, 7, 2, null, 0)).isZero();
      assertThat(dispose(journal, 7, 1, null, 0)).isEqualTo(1);
      assertThat(dispose(journal, 7, 0, null, 0)).isEqualTo(1);
    }
  }

  @Test
  void keepsFilesThatReadersWantUpToABound() {
    try (LiveJournal journal = withHourlyFiles()) {
      assertThat(dispose(journal, 7, -3, 3L, 1 << 20)).isEqualTo(1);
      assertThat(dispose(journal, 7, -3, 3L, 1 << 20)).isZero();
      assertThat(sequences(journal, CHAOYANG, 3)).containsExactly(3L, 4L, 5L, 6L);
      assertThat(dispose(journal, 7, -3, 3L, 10)).isEqualTo(2);
    }
  }

  @Test
  void finishesADeletionThatWasInterruptedAndRefusesFilesThatAreMissing() throws IOException {
    Path first;
    Path second;
    try (LiveJournal journal = withHourlyFiles()) {
      List<Segment> files = Segment.list(folder.resolve("journal"));
      first = files.get(0).file();
      second = files.get(1).file();
      byte[] bytes = Files.readAllBytes(first);
      assertThat(dispose(journal, 3, -3, null, 0)).isEqualTo(1);
      assertThat(first).doesNotExist();
      Files.write(first, bytes);
    }
    assertThat(replayed()).extracting(e -> e.getRecord().getSequence()).startsWith(3L).hasSize(4);
    assertThat(first).doesNotExist();
    Files.delete(second);
    assertThatThrownBy(this::replayed)
        .isInstanceOf(JournalCorrupt.class)
        .hasMessageContaining("which is missing");
  }

  @Test
  void aCheckpointAndADeletionGoTogether() {
    try (LiveJournal journal = withHourlyFiles()) {
      journal.checkpoint(5);
      assertThat(dispose(journal, 5, -3, null, 0)).isEqualTo(2);
    }
    List<Entry> entries = new ArrayList<>();
    try (Journal journal = open()) {
      assertThat(journal.replay((place, entry, encoded) -> entries.add(entry)).fromCheckpoint())
          .isTrue();
    }
    assertThat(entries).extracting(e -> e.getRecord().getSequence()).containsExactly(5L, 6L);
  }
}
