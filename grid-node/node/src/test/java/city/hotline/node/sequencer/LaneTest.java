package city.hotline.node.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.Copy;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How commands wait for their shard, and what they are told. */
class LaneTest {
  private static final ShardId FLOOR = Copy.FLOOR;
  private static final long LATE = 1_000;

  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final Lane lane = new Lane(FLOOR, lanes);

  @BeforeEach
  void open() {
    lanes.begin(FLOOR);
    lane.open(HandDrivenLanes.EPOCH);
  }

  private CompletableFuture<Answer> submits(ShardCommand command) {
    Ask.Command ask = new Ask.Command(command, LATE);
    lane.submit(ask);
    return ask.future;
  }

  private CompletableFuture<Answer> reports(String call) {
    return submits(Copy.arrival(call));
  }

  private CompletableFuture<Long> reads() {
    Ask.Read<Long> ask = new Ask.Read<>((shard, position) -> position.getSequence(), LATE);
    lane.submit(ask);
    return ask.future;
  }

  private void runAndAcknowledge() {
    lanes.execute();
    lanes.acknowledge(FLOOR, lane);
  }

  private static ShardCommand abandonOfNobody() {
    return ShardCommand.newBuilder()
        .setShard(FLOOR.toRef())
        .setFloor(
            FloorCommand.newBuilder()
                .setReportAbandon(ReportAbandon.newBuilder().setCallId("110105-99")))
        .build();
  }

  private static Refusal refusal(CompletableFuture<Answer> answer) {
    assertThat(answer).isCompleted();
    return ((Answer.Refused) answer.join()).refusal().getReason();
  }

  private static Answer.Accepted accepted(CompletableFuture<Answer> answer) {
    assertThat(answer).isCompleted();
    return (Answer.Accepted) answer.join();
  }

  @Test
  void aRefusalWaitsUntilItIsCertainThatTheEpochStood() {
    CompletableFuture<Boolean> stands = new CompletableFuture<>();
    lanes.stands(stands);
    CompletableFuture<Answer> answer = submits(abandonOfNobody());
    runAndAcknowledge();
    assertThat(answer).isNotDone();
    stands.complete(true);
    assertThat(refusal(answer)).isEqualTo(Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void whoMayHaveBeenReplacedDoesNotRefuse() {
    lanes.stands(CompletableFuture.completedFuture(false));
    CompletableFuture<Answer> answer = submits(abandonOfNobody());
    runAndAcknowledge();
    assertThat(refusal(answer)).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    lanes.stands(CompletableFuture.completedFuture(true));
    CompletableFuture<Answer> next = reports("next");
    runAndAcknowledge();
    assertThat(accepted(next).reply().getCallId()).isEqualTo("110105-1");
  }

  @Test
  void whatIsConfirmedBesideARefusalSpeaksForIt() {
    lanes.stands(new CompletableFuture<>());
    reports("first");
    CompletableFuture<Answer> accepted = reports("one");
    CompletableFuture<Answer> refused = submits(abandonOfNobody());
    runAndAcknowledge();
    runAndAcknowledge();
    assertThat(accepted(accepted)).isNotNull();
    assertThat(refusal(refused)).isEqualTo(Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void anIdleShardAddsNoDelay() {
    CompletableFuture<Answer> answer = reports("one");
    assertThat(lanes.waiting()).isEqualTo(1);
    runAndAcknowledge();
    assertThat(accepted(answer).reply().getCallId()).isEqualTo("110105-1");
  }

  @Test
  void whatArrivesWhileABatchIsInFlightFormsTheNextOne() {
    reports("one");
    List<CompletableFuture<Answer>> next = List.of(reports("two"), reports("three"));
    CompletableFuture<Long> read = reads();
    assertThat(lanes.waiting()).isEqualTo(1);
    assertThat(lane.depth()).isEqualTo(3);
    lanes.execute();
    assertThat(lanes.waiting()).isZero();
    lanes.acknowledge(FLOOR, lane);
    assertThat(lanes.waiting()).isEqualTo(1);
    runAndAcknowledge();
    assertThat(lanes.batches).containsExactly(1, 3);
    assertThat(next).allMatch(CompletableFuture::isDone);
    assertThat(read).isCompletedWithValue(4L);
  }

  @Test
  void aBatchIsBoundedAndNothingOvertakes() {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 1; i <= 601; i++) {
      answers.add(reports("call-" + i));
    }
    while (lanes.waiting() > 0) {
      runAndAcknowledge();
    }
    assertThat(lanes.batches).containsExactly(1, 256, 256, 88);
    for (int i = 1; i <= 601; i++) {
      assertThat(accepted(answers.get(i - 1)).reply().getCallId()).isEqualTo("110105-" + i);
    }
  }

  @Test
  void theQueueIsBoundedAndSaysWhenItIsFull() {
    reports("in flight");
    CompletableFuture<Answer> last = new CompletableFuture<>();
    for (int i = 0; i < Lane.MOST_WAITING; i++) {
      last = reports("waiting-" + i);
    }
    assertThat(last).isNotDone();
    assertThat(refusal(reports("too many"))).isEqualTo(Refusal.REFUSAL_QUEUE_FULL);
    assertThat(reads()).isCompletedExceptionally();
    assertThat(lane.depth()).isEqualTo(Lane.MOST_WAITING);
  }

  @Test
  void nobodyIsAnsweredBeforeWhatTheAnswerRestsOnIsAcknowledged() {
    reports("in flight, so that the others share a batch");
    CompletableFuture<Answer> accepted = reports("one");
    CompletableFuture<Answer> refused = submits(abandonOfNobody());
    CompletableFuture<Long> read = reads();
    runAndAcknowledge();
    lanes.execute();
    lane.acknowledged();
    assertThat(accepted).isNotDone();
    assertThat(refused).isNotDone();
    assertThat(read).isNotDone();
    lanes.acknowledge(FLOOR, lane);
    assertThat(accepted(accepted).acknowledgement().getPosition().getSequence()).isEqualTo(3);
    assertThat(refusal(refused)).isEqualTo(Refusal.REFUSAL_UNKNOWN_CALL);
    assertThat(read).isCompletedWithValue(3L);
  }

  @Test
  void aLoneRefusalWaitsForUnacknowledgedRecordsBeforeIt() {
    // A record that this tenure wrote and nobody confirmed yet.
    reports("never acknowledged");
    lanes.execute();
    lane.close();
    lane.open(HandDrivenLanes.EPOCH);
    CompletableFuture<Answer> refused = submits(abandonOfNobody());
    lanes.execute();
    assertThat(refused).isNotDone();
    lanes.acknowledge(FLOOR, lane);
    assertThat(refusal(refused)).isEqualTo(Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void readersSeeARecordBeforeItsCallerIsAnswered() {
    reports("one").thenAccept(answer -> lanes.happened.add("answered"));
    runAndAcknowledge();
    assertThat(lanes.happened).containsExactly("confirmed 2", "published 2", "answered");
  }

  @Test
  void aRefusalPublishesNothing() {
    CompletableFuture<Answer> refused = submits(abandonOfNobody());
    lanes.execute();
    assertThat(refusal(refused)).isEqualTo(Refusal.REFUSAL_UNKNOWN_CALL);
    assertThat(lanes.happened).isEmpty();
  }

  @Test
  void aRepeatInTheSameBatchGetsTheFirstAnswer() {
    ShardCommand command =
        Copy.arrival("one").toBuilder()
            .setRequestId(
                RequestId.newBuilder().setSession(7).setCounter(1).setWindow(8).setOpenedMs(1))
            .build();
    reports("in flight");
    CompletableFuture<Answer> first = submits(command);
    CompletableFuture<Answer> repeat = submits(command);
    runAndAcknowledge();
    runAndAcknowledge();
    assertThat(accepted(first).acknowledgement().getRepeated()).isFalse();
    assertThat(accepted(repeat).acknowledgement().getRepeated()).isTrue();
    assertThat(accepted(repeat).reply()).isEqualTo(accepted(first).reply());
    assertThat(lanes.published).hasSize(2);
  }

  @Test
  void aClosedLaneSaysThatNothingWasDecided() {
    lane.close();
    assertThat(refusal(reports("one"))).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    assertThat(reads()).isCompletedExceptionally();
  }

  @Test
  void closingTellsWaitingOnesUndecidedAndThoseInFlightUnknown() {
    CompletableFuture<Answer> inFlight = reports("in flight");
    CompletableFuture<Answer> waiting = reports("waiting");
    lane.close();
    assertThat(refusal(inFlight)).isEqualTo(Refusal.REFUSAL_OUTCOME_UNKNOWN);
    assertThat(refusal(waiting)).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    lanes.execute();
    lanes.acknowledge(FLOOR, lane);
    assertThat(lanes.published).isEmpty();
  }

  @Test
  void aBatchThatNeverRanIsUndecidedAndTheNextOneGoesOn() {
    CompletableFuture<Answer> lost = reports("one");
    CompletableFuture<Answer> next = reports("two");
    lanes.lose();
    assertThat(refusal(lost)).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    runAndAcknowledge();
    assertThat(accepted(next).reply().getCallId()).isEqualTo("110105-1");
  }

  @Test
  void anOwnerThatPromisedAHigherEpochDecidesNothing() {
    CompletableFuture<Answer> answer = reports("one");
    lanes.promises.promise(FLOOR.district(), 2, "B");
    lanes.execute();
    assertThat(refusal(answer)).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    assertThat(lanes.replicas.get(FLOOR).position().getSequence()).isEqualTo(1);
  }

  @Test
  void whoWaitsTooLongIsToldAndTheLaneGoesOn() {
    CompletableFuture<Answer> inFlight = reports("in flight");
    CompletableFuture<Answer> waiting = reports("waiting");
    lane.expire(LATE);
    assertThat(inFlight).isNotDone();
    lane.expire(LATE + 1);
    assertThat(refusal(inFlight)).isEqualTo(Refusal.REFUSAL_OUTCOME_UNKNOWN);
    assertThat(refusal(waiting)).isEqualTo(Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    runAndAcknowledge();
    assertThat(lanes.published).hasSize(1);
    CompletableFuture<Answer> next = reports("next");
    runAndAcknowledge();
    assertThat(accepted(next).reply().getCallId()).isEqualTo("110105-2");
  }

  @Test
  void aFullDiskRefusesAndFreedSpaceAccepts() {
    lanes.journal.full(true);
    CompletableFuture<Answer> refused = reports("one");
    lanes.execute();
    assertThat(refusal(refused)).isEqualTo(Refusal.REFUSAL_DISK_FULL);
    lanes.journal.full(false);
    CompletableFuture<Answer> accepted = reports("one");
    runAndAcknowledge();
    assertThat(accepted(accepted).reply().getCallId()).isEqualTo("110105-1");
  }

  @Test
  void aReaderOfRecordsThatFailsKeepsNeitherAnswersNorTheNextBatchBack() {
    lanes.failToPublish(new IllegalStateException("a reader failed, as the test wants"));
    CompletableFuture<Answer> first = reports("one");
    CompletableFuture<Answer> second = reports("two");
    runAndAcknowledge();
    runAndAcknowledge();
    assertThat(accepted(first).reply().getCallId()).isEqualTo("110105-1");
    assertThat(accepted(second).reply().getCallId()).isEqualTo("110105-2");
  }

  @Test
  void aReadThatFailsFailsAlone() {
    reports("in flight");
    CompletableFuture<Answer> before = reports("before");
    Ask.Read<Long> read =
        new Ask.Read<>(
            (shard, position) -> {
              throw new IllegalStateException("as the test wants");
            },
            LATE);
    lane.submit(read);
    CompletableFuture<Answer> after = reports("after");
    runAndAcknowledge();
    runAndAcknowledge();
    assertThat(accepted(before).reply().getCallId()).isEqualTo("110105-2");
    assertThat(read.future).isCompletedExceptionally();
    assertThat(accepted(after).reply().getCallId()).isEqualTo("110105-3");
    assertThat(lanes.published).hasSize(3);
  }

  @Test
  void aCommandThatCannotBeJudgedIsRefusedAlone() {
    reports("in flight");
    runAndAcknowledge();
    reports("in flight again");
    CompletableFuture<Answer> bad = reports("bad");
    CompletableFuture<Answer> good = reports("good");
    runAndAcknowledge();
    lanes.failToJudge(1);
    runAndAcknowledge();
    assertThat(refusal(bad)).isEqualTo(Refusal.REFUSAL_INVALID_FIELD);
    assertThat(accepted(good).reply().getCallId()).isEqualTo("110105-3");
  }

  @Test
  void theNextTickIsKnownAfterABatchOnly() {
    assertThat(lane.nextDeadlineMs()).isEqualTo(Long.MIN_VALUE);
    reports("one");
    runAndAcknowledge();
    assertThat(lane.nextDeadlineMs()).isGreaterThan(Copy.NOW_MS);
    lane.close();
    assertThat(lane.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
  }
}
