package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.node.replica.Copy;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.proto.shard.v1.Record;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What readers can get of a shard's acknowledged records. */
class FeedLogTest {
  private final Copy owner = Copy.owner("A", 1, 0);
  private final FeedLog log = new FeedLog(owner.replica, owner.journal);

  private void publishes(int calls) {
    for (int i = 0; i < calls; i++) {
      JournaledRecord record = owner.takesCall(1, "call-" + owner.replica.position().getSequence());
      log.publish(List.of(record), record.record().getSequence());
    }
  }

  private static List<Long> sequences(List<Record> records) {
    return records.stream().map(Record::getSequence).toList();
  }

  @Test
  void givesWhatComesAfterAPositionAndNoMoreThanAsked() {
    log.begin(1);
    publishes(5);
    assertThat(sequences(log.after(1, 100))).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(sequences(log.after(3, 2))).containsExactly(4L, 5L);
    assertThat(log.after(6, 100)).isEmpty();
  }

  @Test
  void whatLeftMemoryIsReadFromTheJournal() {
    log.begin(1);
    publishes(Replica.NEWEST + 10);
    List<Long> found = sequences(log.after(1, 20));
    assertThat(found).hasSize(20).startsWith(2L).endsWith(21L);
    owner.journal.dropRecords();
    assertThat(log.after(1, 20)).isEmpty();
    assertThat(log.after(Replica.NEWEST + 5, 100)).hasSize(6);
  }

  @Test
  void showsNothingBeyondWhatIsAcknowledged() {
    log.begin(1);
    owner.takesCall(1, "not acknowledged");
    assertThat(log.acknowledged()).isEqualTo(1);
    assertThat(log.after(1, 100)).isEmpty();
    assertThat(log.connects(Positions.of(1, 2))).isFalse();
  }

  @Test
  void aPositionOfAnotherHistoryDoesNotConnect() {
    log.begin(1);
    publishes(3);
    assertThat(log.connects(Positions.of(1, 3))).isTrue();
    assertThat(log.connects(Positions.of(2, 3))).isFalse();
    assertThat(log.connects(Positions.of(1, 9))).isFalse();
  }

  @Test
  void aPositionOfAnEarlierEpochConnectsWhereItsHistorySurvived() {
    publishes(2);
    owner.begins(2);
    log.begin(4);
    assertThat(log.connects(Positions.of(1, 3))).isTrue();
    assertThat(log.connects(Positions.of(1, 4))).isFalse();
    assertThat(sequences(log.after(3, 10))).containsExactly(4L);
  }

  @Test
  void recordsOfAnEarlierTenureThatComeLateSetNothingBackAndLeaveNoGap() {
    JournaledRecord late = owner.takesCall(1, "published late");
    owner.begins(2);
    log.begin(3);
    log.publish(List.of(late), late.record().getSequence());
    assertThat(log.acknowledged()).isEqualTo(3);
    JournaledRecord next = owner.takesCall(2, "of this tenure");
    log.publish(List.of(next), next.record().getSequence());
    assertThat(sequences(log.after(2, 10))).containsExactly(3L, 4L);
    assertThat(sequences(log.after(3, 10))).containsExactly(4L);
  }

  @Test
  void aHoleInWhatIsPublishedIsFilledFromTheJournal() {
    log.begin(1);
    publishes(1);
    owner.takesCall(1, "never published");
    publishes(1);
    assertThat(sequences(log.after(1, 10))).containsExactly(2L, 3L, 4L);
  }

  @Test
  void readersAreWokenByNewRecordsAndByTheEnd() {
    AtomicInteger woken = new AtomicInteger();
    FeedLog.Reader reader = reader(woken, news -> false);
    log.begin(1);
    log.add(reader);
    publishes(1);
    assertThat(woken).hasValue(1);
    log.end();
    assertThat(woken).hasValue(2);
    assertThat(log.live()).isFalse();
    log.forget(reader);
    log.begin(2);
    publishes(1);
    assertThat(woken).hasValue(2);
  }

  @Test
  void aReaderWhoPassesTheNewsIsNotWoken() {
    AtomicInteger woken = new AtomicInteger();
    log.begin(1);
    log.add(reader(woken, news -> news.after() == 1 && news.concerned().isEmpty()));
    publishes(1);
    assertThat(woken).hasValue(0);
    publishes(1);
    assertThat(woken).hasValue(1);
  }

  @Test
  void newsWithAHoleWakeEveryReader() {
    AtomicInteger woken = new AtomicInteger();
    log.begin(1);
    log.add(reader(woken, news -> true));
    owner.takesCall(1, "never published");
    publishes(1);
    assertThat(woken).hasValue(1);
  }

  private static FeedLog.Reader reader(AtomicInteger woken, Predicate<News> passes) {
    return new FeedLog.Reader() {
      @Override
      public void wake() {
        woken.incrementAndGet();
      }

      @Override
      public long sequence() {
        return -1;
      }

      @Override
      public boolean passes(News news) {
        return passes.test(news);
      }
    };
  }
}
