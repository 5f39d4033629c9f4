package city.hotline.node.feed;

import static city.hotline.node.replica.Copy.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Copy;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader at the owner: snapshot, then every change once, or an explicit break. */
class LocalLegTest {
  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private BiFunction<Position, Long, CompletableFuture<List<Record>>> elsewhere =
      (after, until) -> CompletableFuture.completedFuture(List.of());
  private final Feeds feeds =
      new Feeds(
          lanes.replicas,
          new Acknowledgements((shard, epoch, sequence) -> {}),
          lanes.journal,
          (shard, after, until) -> elsewhere.apply(after, until));
  private final Tenure tenure = new Tenure(FLOOR.district(), HandDrivenLanes.EPOCH, 1, true);
  private final AtomicInteger woken = new AtomicInteger();

  @BeforeEach
  void begin() {
    for (Replica replica : lanes.replicas.of(FLOOR.district())) {
      lanes.begin(replica.id());
    }
    lanes.sequencer.began(tenure);
    feeds.log(FLOOR).begin(1);
  }

  private LocalLeg leg(@Nullable Position from) {
    return leg(from, Interest.ALL);
  }

  private LocalLeg leg(@Nullable Position from, Interest interest) {
    Map<ShardId, @Nullable Position> positions = new HashMap<>();
    positions.put(FLOOR, from);
    return new LocalLeg(feeds, lanes.sequencer, positions, interest, woken::incrementAndGet);
  }

  private void takesCalls(int calls) {
    for (int i = 0; i < calls; i++) {
      int before = lanes.published.size();
      lanes.sequencer.submit(FLOOR, Copy.arrival("call-" + before), 1_000);
      JournaledRecord record = lanes.published.get(before);
      feeds.log(FLOOR).publish(List.of(record), record.record().getSequence());
    }
  }

  private static List<String> all(LocalLeg leg) {
    List<String> got = new ArrayList<>();
    for (FeedItem item = leg.poll(); item != null; item = leg.poll()) {
      if (item instanceof FeedItem.Change change) {
        got.add("change " + change.record().getSequence());
      } else if (item instanceof FeedItem.Snapshot snapshot) {
        got.add("snapshot " + snapshot.snapshot().getPosition().getSequence());
      } else if (item instanceof FeedItem.Passed passed) {
        got.add("passed " + passed.position().getSequence());
      } else {
        got.add("gone");
      }
    }
    return got;
  }

  @Test
  void withoutAPositionASnapshotComesFirstThenChanges() {
    takesCalls(2);
    LocalLeg leg = leg(null);
    assertThat(all(leg)).containsExactly("snapshot 3");
    takesCalls(2);
    assertThat(all(leg)).containsExactly("change 4", "change 5");
    assertThat(all(leg)).isEmpty();
  }

  @Test
  void withAPositionItGoesOnExactlyAfterIt() {
    takesCalls(3);
    assertThat(all(leg(Positions.of(1, 2)))).containsExactly("change 3", "change 4");
    assertThat(all(leg(Positions.of(1, 4)))).isEmpty();
  }

  @Test
  void aReaderFarBehindGetsEveryRecordInOrder() {
    takesCalls(Replica.NEWEST + 100);
    List<String> got = all(leg(Positions.of(1, 1)));
    assertThat(got).hasSize(Replica.NEWEST + 100).startsWith("change 2").doesNotHaveDuplicates();
    assertThat(got).endsWith("change " + (Replica.NEWEST + 101));
  }

  @Test
  void aPositionOfAHistoryThatDidNotSurviveIsToldAndASnapshotFollows() {
    takesCalls(3);
    assertThat(all(leg(Positions.of(HandDrivenLanes.EPOCH - 1, 2))))
        .containsExactly("gone", "snapshot 4");
  }

  @Test
  void whoKnowsALaterEpochThanThisNodeIsSentElsewhereAndNotToldThatHistoryIsGone() {
    takesCalls(3);
    LocalLeg leg = leg(Positions.of(HandDrivenLanes.EPOCH + 1, 2));
    assertThat(all(leg)).isEmpty();
    assertThat(leg.ended()).isTrue();
  }

  @Test
  void whoKnowsMoreOfThisEpochThanThisNodeIsSentElsewhere() {
    takesCalls(3);
    LocalLeg leg = leg(Positions.of(HandDrivenLanes.EPOCH, 9));
    assertThat(all(leg)).isEmpty();
    assertThat(leg.ended()).isTrue();
  }

  @Test
  void recordsThatAreNoLongerThereAreToldAndASnapshotFollows() {
    takesCalls(Replica.NEWEST + 10);
    lanes.journal.dropRecords();
    assertThat(all(leg(Positions.of(1, 2))))
        .containsExactly("gone", "snapshot " + (Replica.NEWEST + 11));
  }

  @Test
  void recordsThatAnotherMemberStillHasAreReadThereBeforeTheBreakIsTold() {
    takesCalls(Replica.NEWEST + 10);
    List<Record> all = lanes.published.stream().map(JournaledRecord::record).toList();
    lanes.journal.dropRecords();
    elsewhere =
        (after, until) ->
            CompletableFuture.completedFuture(
                all.stream()
                    .filter(r -> r.getSequence() > after.getSequence() && r.getSequence() <= until)
                    .limit(7)
                    .toList());
    List<String> got = all(leg(Positions.of(1, 2)));
    assertThat(got).hasSize(Replica.NEWEST + 9).startsWith("change 3").doesNotHaveDuplicates();
    assertThat(got).doesNotContain("gone").endsWith("change " + (Replica.NEWEST + 11));
  }

  @Test
  void recordsOfAHistoryThatDidNotSurviveAreNotTakenFromAnybody() {
    takesCalls(Replica.NEWEST + 10);
    lanes.journal.dropRecords();
    elsewhere =
        (after, until) ->
            CompletableFuture.completedFuture(
                List.of(
                    Record.newBuilder().setEpoch(9).setSequence(after.getSequence() + 1).build()));
    assertThat(all(leg(Positions.of(1, 2))))
        .containsExactly("gone", "snapshot " + (Replica.NEWEST + 11));
  }

  @Test
  void whileAnotherMemberCannotBeAskedNothingIsSaidToBeGone() {
    takesCalls(Replica.NEWEST + 10);
    lanes.journal.dropRecords();
    elsewhere =
        (after, until) -> CompletableFuture.failedFuture(new IllegalStateException("not here"));
    LocalLeg leg = leg(Positions.of(1, 2));
    assertThat(all(leg)).isEmpty();
    assertThat(leg.ended()).isTrue();
  }

  @Test
  void aReaderWhoWaitsForAnotherMembersRecordsIsNotMovedOnOverThem() {
    takesCalls(Replica.NEWEST + 10);
    lanes.journal.dropRecords();
    elsewhere = (after, until) -> new CompletableFuture<>();
    LocalLeg leg = leg(Positions.of(1, 2), new Interest(Set.of("a unit")));
    assertThat(all(leg)).isEmpty();
    takesCalls(1);
    assertThat(feeds.wanted()).containsOnly(Map.entry(FLOOR.toRef(), 3L));
  }

  @Test
  void saysFromWhereOnAReaderThatIsBehindStillWantsRecords() {
    takesCalls(5);
    assertThat(feeds.wanted()).isEmpty();
    LocalLeg leg = leg(Positions.of(1, 2));
    assertThat(feeds.wanted()).containsOnly(Map.entry(FLOOR.toRef(), 3L));
    all(leg);
    assertThat(feeds.wanted()).isEmpty();
  }

  @Test
  void theLegEndsWhenTheDistrictMoves() {
    LocalLeg leg = leg(Positions.of(1, 1));
    assertThat(all(leg)).isEmpty();
    assertThat(leg.ended()).isFalse();
    feeds.ended(tenure);
    assertThat(all(leg)).isEmpty();
    assertThat(leg.ended()).isTrue();
  }

  @Test
  void aClosedLegIsWokenNoMore() {
    LocalLeg leg = leg(Positions.of(1, 1));
    leg.close();
    int before = woken.get();
    takesCalls(1);
    assertThat(woken).hasValue(before);
  }

  /** A record published at the very moment of the look is not missing: no break may be told. */
  @Test
  void aReaderThatKeepsUpIsNeverToldThatHistoryIsGone() throws Exception {
    int calls = 1_000;
    for (int i = 0; i < calls; i++) {
      lanes.sequencer.submit(FLOOR, Copy.arrival("call-" + i), 1_000);
    }
    LocalLeg leg = leg(Positions.of(1, 1));
    List<String> got = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < calls; i++) {
                while (i - got.size() > Replica.NEWEST / 2) {
                  Thread.onSpinWait();
                }
                feeds.log(FLOOR).publish(List.of(), i + 2);
              }
            });
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (got.size() < calls && System.nanoTime() - deadline < 0) {
      got.addAll(all(leg));
    }
    assertThat(got).hasSize(calls).doesNotContain("gone").endsWith("change " + (calls + 1));
    publishing.get(10, TimeUnit.SECONDS);
  }

  @Test
  void recordsOfNoInterestWakeNobodyAndAreSaidToHavePassed() {
    LocalLeg leg = leg(Positions.of(1, 1), new Interest(Set.of("a unit")));
    takesCalls(2);
    assertThat(all(leg)).isSubsetOf("passed 3");
    int before = woken.get();
    takesCalls(3);
    assertThat(woken).hasValue(before);
    assertThat(leg.ended()).isFalse();
    assertThat(saidIn(leg)).last().isEqualTo("passed 6");
    assertThat(feeds.wanted()).isEmpty();
  }

  @Test
  void aReaderWhoLeftRecordsOfNoInterestBehindReadsThemOnceAndGoesOn() {
    takesCalls(100);
    LocalLeg leg = leg(Positions.of(1, 1), new Interest(Set.of("a unit")));
    assertThat(saidIn(leg)).last().isEqualTo("passed 101");
    int before = woken.get();
    takesCalls(1);
    assertThat(woken).hasValue(before);
  }

  /** A unit that nothing happened to for a week does not keep a thread for all that passed. */
  @Test
  void whoReadsForLongWithoutFindingAnythingIsAskedToGoOnLater() {
    takesCalls(5_000);
    LocalLeg leg = leg(Positions.of(1, 1), new Interest(Set.of("a unit")));
    int before = woken.get();
    assertThat(leg.poll()).isNull();
    assertThat(feeds.wanted()).as("there is more").isNotEmpty();
    assertThat(woken).as("once a page, and once more").hasValue(before + 65);
    all(leg);
    assertThat(feeds.wanted()).isEmpty();
    takesCalls(1);
    assertThat(saidIn(leg)).last().isEqualTo("passed 5002");
  }

  private static List<String> saidIn(LocalLeg leg) {
    List<String> got = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (got.isEmpty() && System.nanoTime() - deadline < 0) {
      got.addAll(all(leg));
    }
    return got;
  }
}
