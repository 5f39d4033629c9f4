package city.hotline.node.replica;

import static city.hotline.node.replica.Copy.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.Positions;
import city.hotline.node.replica.Replica.FencedException;
import city.hotline.node.replica.Replica.Take;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a copy takes, and what it refuses. */
class ReplicaTest {

  private final Copy owner = Copy.owner("A", 1, 3);
  private final Copy holder = new Copy("B");

  @Test
  void takesEachRecordOntoItsPredecessorAndBecomesTheSame() {
    for (JournaledRecord record : owner.records()) {
      assertThat(holder.replica.take(List.of(record))).isEqualTo(Take.TAKEN);
    }
    assertThat(holder.replica.position()).isEqualTo(Positions.of(1, 4));
    assertThat(holder.snapshot()).isEqualTo(owner.snapshot());
  }

  @Test
  void journalsTheSameBytesThatTheOwnerJournaled() {
    holder.takes(owner.records());
    List<JournaledRecord> theirs = owner.records();
    List<JournaledRecord> ours = holder.records();
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i).entry()).isEqualTo(theirs.get(i).entry());
    }
  }

  @Test
  void refusesARecordWhosePredecessorIsMissing() {
    holder.takes(owner.records().subList(0, 2));
    assertThat(holder.replica.take(List.of(owner.records().get(3))))
        .isEqualTo(Take.MISSING_PREDECESSOR);
    assertThat(holder.replica.position()).isEqualTo(Positions.of(1, 2));
  }

  @Test
  void refusesARecordOfTheRightNumberOntoAnotherEpochsRecord() {
    holder.takes(owner.records());
    Copy other = Copy.owner("C", 2, 3);
    JournaledRecord next = other.takesCall(2, "one more");
    assertThat(next.record().getSequence()).isEqualTo(5);
    assertThat(holder.replica.take(List.of(next))).isEqualTo(Take.MISSING_PREDECESSOR);
    assertThat(holder.snapshot()).isEqualTo(owner.snapshot());
  }

  @Test
  void saysOfARepeatedRecordThatItHadItAndJournalsItOnce() {
    holder.takes(owner.records());
    int written = holder.journal.written().size();
    for (JournaledRecord record : owner.records()) {
      assertThat(holder.replica.take(List.of(record))).isEqualTo(Take.HAD);
    }
    assertThat(holder.journal.written()).hasSize(written);
  }

  @Test
  void refusesRecordsOfLowerEpochsThanPromised() {
    holder.takes(owner.records().subList(0, 2));
    holder.promises.promise(FLOOR.district(), 2, "C");
    assertThat(holder.replica.take(List.of(owner.records().get(2)))).isEqualTo(Take.STALE);
    assertThat(holder.replica.position()).isEqualTo(Positions.of(1, 2));
  }

  @Test
  void takesOlderRecordsForTheTakeoverThatGotThePromise() {
    holder.takes(owner.records().subList(0, 2));
    holder.promises.promise(FLOOR.district(), 2, "B");
    assertThat(holder.replica.take(List.of(owner.records().get(2)), 2)).isEqualTo(Take.TAKEN);
    assertThat(holder.replica.take(List.of(owner.records().get(3)), 1)).isEqualTo(Take.STALE);
  }

  /** Else a copy that promised before it had everything could never catch up by records. */
  @Test
  void takesTheOlderPartOfTheHistoryOfTheOwnerItPromised() {
    holder.takes(owner.records().subList(0, 2));
    holder.promises.promise(FLOOR.district(), 2, "A");
    owner.begins(2);
    for (JournaledRecord record : owner.records().subList(2, 5)) {
      assertThat(holder.replica.take(List.of(record), 2)).isEqualTo(Take.TAKEN);
    }
    assertThat(holder.snapshot()).isEqualTo(owner.snapshot());
  }

  @Test
  void aRecordTakenBindsLikeAPromise() {
    Copy next = Copy.owner("C", 5, 0);
    holder.takes(next.records());
    assertThat(holder.promises.promised(FLOOR.district())).isEqualTo(5);
    assertThat(holder.promises.promise(FLOOR.district(), 5, "A")).isFalse();
  }

  @Test
  void takesNothingWhileTheDiskIsFullAndEverythingAfterwards() {
    holder.journal.full(true);
    assertThat(holder.replica.take(List.of(owner.records().get(0)))).isEqualTo(Take.NO_ROOM);
    assertThat(holder.replica.position()).isEqualTo(Positions.NONE);
    holder.journal.full(false);
    assertThat(holder.takes(owner.records())).isEqualTo(Take.TAKEN);
  }

  @Test
  void journalsTogetherWhatTheOwnerDecidesTogetherAndShowsNothingBefore() {
    List<Position> seen = new ArrayList<>();
    owner.journal.beforeAppend(() -> seen.add(owner.replica.position()));
    int before = owner.journal.written().size();
    owner.replica.asOwner(
        1,
        writer -> {
          for (String name : List.of("a", "b", "c")) {
            Outcome outcome = writer.shard().decide(Copy.arrival(name), Copy.moment(), 1, "A");
            writer.append(((Outcome.Accepted) outcome).record());
          }
          assertThat(owner.journal.written()).hasSize(before);
          assertThat(owner.replica.position()).isEqualTo(Positions.of(1, 4));
        });
    assertThat(seen).containsExactly(Positions.of(1, 4));
    assertThat(owner.journal.written()).hasSize(before + 3);
    assertThat(owner.replica.position()).isEqualTo(Positions.of(1, 7));
  }

  @Test
  void journalsWhatWasDecidedBeforeADefect() {
    assertThatThrownBy(
            () ->
                owner.replica.asOwner(
                    1,
                    writer -> {
                      Outcome outcome =
                          writer.shard().decide(Copy.arrival("a"), Copy.moment(), 1, "A");
                      writer.append(((Outcome.Accepted) outcome).record());
                      throw new IllegalStateException("a defect");
                    }))
        .hasMessage("a defect");
    assertThat(owner.replica.position()).isEqualTo(Positions.of(1, 5));
    assertThat(owner.records()).hasSize(5);
  }

  @Test
  void aSnapshotSupersedesATailThatDidNotSurvive() {
    holder.takes(owner.records());
    Copy survivor = new Copy("C");
    survivor.takes(owner.records().subList(0, 2));
    survivor.begins(2);

    assertThat(holder.replica.install(survivor.snapshot(), Replica.ITS_OWN_EPOCH)).isTrue();
    assertThat(holder.replica.position()).isEqualTo(Positions.of(2, 3));
    assertThat(holder.snapshot()).isEqualTo(survivor.snapshot());
    assertThat(holder.replica.take(List.of(survivor.takesCall(2, "after it"))))
        .isEqualTo(Take.TAKEN);
  }

  @Test
  void aSnapshotOfALowerEpochThanPromisedIsRefused() {
    holder.promises.promise(FLOOR.district(), 2, "C");
    assertThat(holder.replica.install(owner.snapshot(), Replica.ITS_OWN_EPOCH)).isFalse();
    assertThat(holder.replica.install(owner.snapshot(), 2)).isTrue();
  }

  @Test
  void anOlderSnapshotNeverTakesBackWhatWasConfirmed() {
    ShardSnapshot early = owner.snapshot();
    owner.takesCall(1, "one more");
    holder.takes(owner.records());
    assertThat(holder.replica.install(early, Replica.ITS_OWN_EPOCH)).isFalse();
    assertThat(holder.snapshot()).isEqualTo(owner.snapshot());
  }

  @Test
  void aSnapshotInstalledBindsLikeAPromise() {
    Copy next = Copy.owner("C", 5, 2);
    holder.replica.install(next.snapshot(), Replica.ITS_OWN_EPOCH);
    assertThat(holder.promises.promise(FLOOR.district(), 5, "A")).isFalse();
    assertThat(holder.replica.take(List.of(Copy.owner("D", 4, 0).records().get(0))))
        .isEqualTo(Take.STALE);
  }

  @Test
  void recordsThatCameTooEarlyConnectAfterARepair() {
    List<JournaledRecord> all = owner.records();
    holder.takes(List.of(all.get(0), all.get(2), all.get(3)));
    assertThat(holder.replica.position()).isEqualTo(Positions.of(1, 1));
    holder.replica.take(List.of(all.get(1)));
    holder.replica.takeHeld();
    assertThat(holder.replica.position()).isEqualTo(Positions.of(1, 4));
    assertThat(holder.snapshot()).isEqualTo(owner.snapshot());
  }

  @Test
  void aStaleRecordAmongThoseThatCameTooEarlyDoesNotHoldUpTheOthers() {
    List<JournaledRecord> all = owner.records();
    holder.takes(all.subList(0, 2));
    holder.replica.take(List.of(Copy.owner("C", 2, 3).records().get(3)));
    Copy next = new Copy("D");
    next.takes(all.subList(0, 3));
    holder.replica.take(List.of(next.begins(3), next.takesCall(3, "after it")));
    holder.promises.promise(FLOOR.district(), 3, "D");
    holder.replica.take(List.of(all.get(2)), 3);
    holder.replica.takeHeld();
    assertThat(holder.replica.position()).isEqualTo(Positions.of(3, 5));
    assertThat(holder.snapshot()).isEqualTo(next.snapshot());
  }

  @Test
  void aReplayOfTheJournalGivesTheSameState() {
    holder.takes(owner.records());
    Copy survivor = new Copy("C");
    survivor.takes(owner.records().subList(0, 2));
    survivor.begins(2);
    holder.replica.install(survivor.snapshot(), Replica.ITS_OWN_EPOCH);
    holder.replica.take(List.of(survivor.takesCall(2, "after it")));

    Replicas again = new Replicas(Directory.beijing(), holder.journal, holder.promises);
    for (Entry entry : holder.journal.written()) {
      if (entry.hasRecord()) {
        again.replay(JournaledRecord.of(entry.getRecord(), entry.toByteArray()));
      } else if (entry.hasSnapshotPart()) {
        again.replay(entry.getSnapshotPart());
      }
    }
    assertThat(again.get(FLOOR).position()).isEqualTo(Positions.of(2, 4));
    assertThat(again.get(FLOOR).read(s -> s.snapshot())).contains(survivor.snapshot());
  }

  /** It was taken for a checkpoint, and overtaken before it was written. */
  @Test
  void aSnapshotReplayedAfterOneOfAHigherEpochBringsNothingBack() {
    holder.takes(owner.records());
    ShardSnapshot overtaken = holder.snapshot();
    Copy survivor = new Copy("C");
    survivor.takes(owner.records().subList(0, 2));
    survivor.begins(2);
    Replicas again = new Replicas(Directory.beijing(), holder.journal, holder.promises);
    again.replay(survivor.snapshot());
    again.replay(overtaken);
    assertThat(again.get(FLOOR).read(s -> s.snapshot())).contains(survivor.snapshot());
  }

  @Test
  void aRecordReplayedBeforeItsBaseWaitsForIt() {
    Replicas again = new Replicas(Directory.beijing(), holder.journal, holder.promises);
    ShardSnapshot base = owner.snapshot();
    again.replay(owner.takesCall(1, "after the base"));
    assertThat(again.get(FLOOR).position()).isEqualTo(Positions.NONE);
    again.replay(base);
    assertThat(again.get(FLOOR).position()).isEqualTo(Positions.of(1, 5));
  }

  @Test
  void anOwnerWritesInItsOwnEpochOnlyAndNotAfterAHigherPromise() {
    assertThat(owner.replica.asOwner(2, writer -> {})).isFalse();
    assertThat(owner.replica.asOwner(1, writer -> {})).isTrue();
    owner.promises.promise(FLOOR.district(), 2, "B");
    assertThat(owner.replica.asOwner(1, writer -> {})).isFalse();
    assertThatThrownBy(() -> owner.replica.startEpoch(1, Copy.moment(), "A"))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("epoch 1 is over");
  }

  /**
   * The owner counts a record as soon as it is confirmed, so a voter that promises a new epoch
   * while it takes the record must name it in its answer.
   */
  @Test
  void whatIsBeingTakenWhenAPromiseIsGivenIsInItsAnswer() throws Exception {
    Replicas replicas = new Replicas(Directory.beijing(), holder.journal, holder.promises);
    Replica replica = replicas.get(FLOOR);
    CountDownLatch passedTheCheck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    holder.journal.beforeAppend(
        () -> {
          holder.journal.beforeAppend(() -> {});
          passedTheCheck.countDown();
          await(goOn);
        });
    CompletableFuture<Take> taking =
        CompletableFuture.supplyAsync(() -> replica.take(List.of(owner.records().get(0))));
    await(passedTheCheck);

    assertThat(holder.promises.promise(FLOOR.district(), 2, "C")).isTrue();
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(() -> replicas.holdings(FLOOR.district()).size());
    // Either the answer waits for the record, or it is wrong at once.
    goOnWhenAnsweredOrBlocked(answer, goOn);
    assertThat(taking.get(10, TimeUnit.SECONDS)).isEqualTo(Take.TAKEN);
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  private static void goOnWhenAnsweredOrBlocked(CompletableFuture<?> answer, CountDownLatch goOn)
      throws Exception {
    try {
      answer.get(200, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException waitsAsItShould) {
      assertThat(answer).isNotDone();
    }
    goOn.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came within 10 s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
