package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.HAIDIAN;
import static city.hotline.node.journal.Entries.promised;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every journal does, whatever writes its files. */
abstract class JournalContract extends DisposalContract {

  @Test
  void replaysWhatWasAppendedInOrder() {
    List<Entry> appended = new ArrayList<>();
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 1000; i++) {
        Entry entry = i % 10 == 0 ? promised("110105", i) : record(CHAOYANG, 1, i);
        appended.add(entry);
        assertThat(journal.append(entry)).isEqualTo(i);
      }
    }
    assertThat(replayed()).isEqualTo(appended);
  }

  @Test
  void goesOnAfterEachStart() {
    for (int start = 0; start < 4; start++) {
      List<Entry> before = new ArrayList<>();
      try (Journal journal = openAndReplay(before)) {
        assertThat(before).hasSize(start * 10);
        for (int i = 1; i <= 10; i++) {
          assertThat(journal.append(record(CHAOYANG, 1, start * 10 + i))).isEqualTo(start * 10 + i);
        }
      }
    }
    assertThat(replayed()).hasSize(40);
  }

  @Test
  void appendsRecordsOfAShardInOneGo() {
    List<Entry> written = new ArrayList<>();
    try (Journal journal = openFresh()) {
      for (int batch = 0; batch < 3; batch++) {
        List<Entry> records = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
          records.add(record(HAIDIAN, 1, batch * 100 + i));
        }
        long place =
            journal.append(
                HAIDIAN, batch * 100 + 1, records.stream().map(Entry::toByteArray).toList());
        assertThat(place).isEqualTo(2 * batch + 1);
        journal.append(record(CHAOYANG, 1, batch + 1));
        written.addAll(records);
        written.add(record(CHAOYANG, 1, batch + 1));
      }
      assertThat(journal.figures().appends()).isEqualTo(6);
      List<Long> read = new ArrayList<>();
      journal.readShard(
          HAIDIAN,
          195,
          (record, entry) -> {
            assertThat(entry).isEqualTo(record(HAIDIAN, 1, record.getSequence()).toByteArray());
            return read.add(record.getSequence()) && read.size() < 10;
          });
      assertThat(read).containsExactly(195L, 196L, 197L, 198L, 199L, 200L, 201L, 202L, 203L, 204L);
    }
    assertThat(replayed()).isEqualTo(written);
  }

  @Test
  void appendsRecordsThatNeedMoreThanOneFrame() {
    List<Entry> records = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      records.add(record(HAIDIAN, 1, i, "x".repeat(i == 3 ? Frame.SLICE + 17 : 400_000)));
    }
    try (Journal journal = openFresh()) {
      journal.append(HAIDIAN, 1, records.stream().map(Entry::toByteArray).toList());
    }
    assertThat(replayed()).isEqualTo(records);
  }

  @Test
  void keepsEntriesLargerThanASlice() {
    Entry large = record(CHAOYANG, 1, 1, "x".repeat(2 * Frame.SLICE + 17));
    try (Journal journal = openFresh()) {
      journal.append(large);
      journal.append(record(CHAOYANG, 1, 2));
      assertThat(sequences(journal, CHAOYANG, 1)).containsExactly(1L, 2L);
    }
    assertThat(replayed()).containsExactly(large, record(CHAOYANG, 1, 2));
  }

  @Test
  void beginsANewFileAtTheFullHour() throws IOException {
    try (LiveJournal journal = openFresh()) {
      for (int hour = 0; hour < 3; hour++) {
        journal.append(record(CHAOYANG, 1, hour * 2 + 1));
        journal.append(record(CHAOYANG, 1, hour * 2 + 2));
        clock.advance(Duration.ofHours(1));
        journal.keepHouse();
      }
      assertThat(journal.figures().files()).isEqualTo(4);
      assertThat(Files.size(Segment.list(folder.resolve("journal")).get(1).file()))
          .as("gives back what was reserved")
          .isLessThan(options().reserveBytes());
      for (int reading = 0; reading < 2; reading++) {
        assertThat(sequences(journal, HAIDIAN, 1)).isEmpty();
        assertThat(sequences(journal, CHAOYANG, 2)).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(sequences(journal, CHAOYANG, 5)).containsExactly(5L, 6L);
      }
      journal.force();
      assertThat(journal.forcedPlace()).isEqualTo(6);
    }
    assertThat(Segment.list(folder.resolve("journal"))).hasSize(4);
    assertThat(replayed()).hasSize(6);
  }

  @Test
  void forcesBothFilesAtTheRoll() throws IOException {
    try (LiveJournal journal = openFresh()) {
      journal.append(record(CHAOYANG, 1, 1));
      Path before = lastFile();
      clock.advance(Duration.ofHours(1));
      journal.keepHouse();
      journal.append(record(CHAOYANG, 1, 2));
      Syncer.Work work = journal.unforced();
      assertThat(work.files()).containsExactly(before, lastFile());
      assertThat(work.newNamesIn()).isEqualTo(before.getParent());
      assertThat(work.place()).isEqualTo(2);
      journal.append(record(CHAOYANG, 1, 3));
      assertThat(journal.unforced().files()).containsExactly(lastFile());
    }
    try (LiveJournal journal = openFresh()) {
      assertThat(journal.unforced().files()).as("those of earlier starts too").hasSize(3);
    }
  }

  @Test
  void doesNotBeginFilesWhileIdle() {
    try (LiveJournal journal = openFresh()) {
      for (int hour = 0; hour < 5; hour++) {
        clock.advance(Duration.ofHours(1));
        journal.keepHouse();
      }
      assertThat(journal.figures().files()).isEqualTo(1);
    }
  }

  @Test
  void readsAShardFromASequenceOn() {
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 5000; i++) {
        journal.append(record(i % 2 == 0 ? CHAOYANG : HAIDIAN, 1, (i + 1) / 2));
      }
      assertThat(sequences(journal, CHAOYANG, 2400)).hasSize(101).startsWith(2400L);
      assertThat(sequences(journal, HAIDIAN, 1)).hasSize(2500).startsWith(1L).endsWith(2500L);
      List<Long> some = new ArrayList<>();
      journal.readShard(
          CHAOYANG,
          7,
          (record, encoded) -> {
            some.add(record.getSequence());
            return some.size() < 3;
          });
      assertThat(some).containsExactly(7L, 8L, 9L);
    }
  }

  @Test
  void readsSupersededRecordsToo() {
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 300; i++) {
        journal.append(record(CHAOYANG, 1, i));
      }
      for (int i = 100; i <= 300; i++) {
        journal.append(record(CHAOYANG, 2, i));
      }
      assertThat(sequences(journal, CHAOYANG, 250)).hasSize(51 + 51);
      assertThat(sequences(journal, CHAOYANG, 90)).hasSize(211 + 201);
    }
  }

  @Test
  void startsReplayAtTheCheckpoint() {
    try (Journal journal = openFresh()) {
      for (int i = 1; i <= 3000; i++) {
        journal.append(record(CHAOYANG, 1, i));
      }
      journal.checkpoint(2900);
    }
    List<Entry> entries = new ArrayList<>();
    try (Journal journal = open()) {
      ReplayReport report = journal.replay((place, entry, encoded) -> entries.add(entry));
      assertThat(report.fromCheckpoint()).isTrue();
      assertThat(report.firstPlace()).isEqualTo(2900);
      assertThat(report.lastPlace()).isEqualTo(3000);
      assertThat(entries).hasSize(101).startsWith(record(CHAOYANG, 1, 2900));
      assertThat(sequences(journal, CHAOYANG, 2890)).hasSize(111);
      assertThat(journal.append(record(CHAOYANG, 1, 3001))).isEqualTo(3001);
    }
  }

  @Test
  void appendsOnAnInterruptedThread() {
    try (Journal journal = openFresh()) {
      Thread.currentThread().interrupt();
      journal.append(record(CHAOYANG, 1, 1));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(record(CHAOYANG, 1, 2));
    }
    assertThat(replayed()).hasSize(2);
  }

  @Test
  void keepsEveryEntryOfManyThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try (Journal journal = openFresh()) {
      for (ShardRef shard : List.of(CHAOYANG, HAIDIAN)) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 1; i <= 2000; i++) {
                    journal.append(record(shard, 1, i));
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(journal.figures().lastPlace()).isEqualTo(4000);
      assertThat(sequences(journal, HAIDIAN, 1)).hasSize(2000).isSorted();
    }
    assertThat(replayed()).hasSize(4000);
  }

  @Test
  void refusesASecondOpener() {
    try (Journal journal = openFresh()) {
      assertThat(journal.hasRoom(1000)).isTrue();
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
    }
    openFresh().close();
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    folder = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("is a file (expected: a folder)");
  }

  @Test
  void forcesOnDemandAndTellsListeners() {
    try (Journal journal = openFresh()) {
      List<Long> told = new ArrayList<>();
      journal.onForced(
          new ForceListener() {
            @Override
            public void forced(long place) {
              synchronized (told) {
                told.add(place);
                told.notifyAll();
              }
            }

            @Override
            public void broken(JournalBroken why) {}
          });
      journal.append(record(CHAOYANG, 1, 1));
      assertThat(journal.forcedPlace()).isZero();
      journal.force();
      assertThat(journal.forcedPlace()).isEqualTo(1);
      assertThat(journal.figures().forces()).isEqualTo(1);
    }
  }

  @Test
  void refusesAppendsBeforeReplay() {
    try (Journal journal = open()) {
      assertThat(journal.hasRoom(1)).isFalse();
      assertThatThrownBy(() -> journal.append(record(CHAOYANG, 1, 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("replay comes first");
    }
  }
}
