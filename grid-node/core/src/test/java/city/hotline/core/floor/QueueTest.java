package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.OpeningHours;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.SeatStrategy;
import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;

/** Queues that are run as somebody has said: steps, length, plans. */
class QueueTest {

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  @Test
  void asksForLessTheLongerTheCallerWaits() {
    queue.run(
        QueueStage.general()
            .addSteps(QueueStage.step(30, 4))
            .addSteps(QueueStage.step(20, 2))
            .addSteps(QueueStage.anySeat(1)));
    String novice = queue.sitsDown("S1", "english", 3);
    String other = stage.sitsDown("S2", "water");
    stage.accepted(FloorStage.presence(other, Presence.PRESENCE_MEAL));
    String call = queue.arrives(queue.caller().setSkill("english"));
    stage.pass(29.999);
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.pass(0.001);
    assertThat(stage.lastFacts(2)).containsExactly(EventCase.CALL_RELAXED, EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(call)).isEqualTo(novice);
    stage.accepted(FloorStage.reject(novice, call));
    stage.pass(20);
    assertThat(stage.call(call).getAsked().getAnySeat()).isTrue();
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.accepted(FloorStage.presence(other, Presence.PRESENCE_AVAILABLE));
    assertThat(queue.ringsAt(call)).isEqualTo(other);
  }

  @Test
  void countsTheTimeOfAFailedOfferToTheStep() {
    queue.run(
        QueueStage.general().addSteps(QueueStage.step(10, 5)).addSteps(QueueStage.step(10, 1)));
    String expert = queue.sitsDown("S1", "english", 5);
    String call = queue.arrives(queue.caller().setSkill("english"));
    stage.pass(12);
    String novice = queue.sitsDown("S2", "english", 1);
    assertThat(queue.ringsAt(call)).isEqualTo(expert);
    stage.accepted(FloorStage.reject(expert, call));
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.pass(0);
    assertThat(queue.ringsAt(call)).isEqualTo(novice);
  }

  @Test
  void offersACallAgainToWhoRefusedItAWhileAgo() {
    queue.run(QueueStage.general().setRefusedSeconds(45));
    String seat = stage.sitsDown("S1");
    String call = queue.arrives();
    stage.accepted(FloorStage.reject(seat, call));
    stage.pass(44.9);
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.pass(0.1);
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.REFUSAL_LAPSED, EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
  }

  @Test
  void leadsAwayWhoeverComesToAFullQueueAndCountsIt() {
    queue.run(QueueStage.general().setMaxLength(2));
    queue.arrives();
    queue.arrives();
    String third = queue.arrives();
    assertThat(stage.floor.call(third)).isEmpty();
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALL_QUEUED, EventCase.CALL_FLOWED_OUT);
    CallFigures total = stage.floor.figures().getTotal();
    assertThat(total.getOffered()).isEqualTo(3);
    assertThat(total.getFlowedOutFull()).isEqualTo(1);
    // Another queue has room.
    assertThat(stage.floor.call(queue.arrives(queue.caller().setHotline("95598")))).isPresent();
  }

  /** It is nine o'clock on a Tuesday. */
  @Test
  void leadsAwayWhoeverComesToAClosedQueueAndServesWhoeverIsInLine() {
    queue.run(QueueStage.general().setOpening(hours(540, 600)));
    String inLine = queue.arrives();
    stage.after(3_599);
    assertThat(stage.floor.call(queue.arrives())).isPresent();
    stage.after(1);
    assertThat(stage.floor.call(queue.arrives())).isEmpty();
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALL_QUEUED, EventCase.CALL_FLOWED_OUT);
    assertThat(stage.floor.figures().getTotal().getFlowedOutClosed()).isEqualTo(1);
    String seat = stage.sitsDown("S1");
    assertThat(stage.seat(seat).getCallId()).isEqualTo(inLine);
    queue.run(QueueStage.general());
    assertThat(stage.floor.call(queue.arrives())).isPresent();
  }

  @Test
  void aQueueForWorkdaysIsClosedOnSaturdays() {
    queue.run(QueueStage.general().setOpening(hours(0, 1_440).setWorkdaysOnly(true)));
    assertThat(stage.floor.call(queue.arrives())).isPresent();
    stage.pass(4 * 86_400);
    assertThat(stage.floor.call(queue.arrives())).isEmpty();
  }

  @Test
  void refusesOpeningHoursThatEndBeforeTheyBegin() {
    stage.refusedField(
        QueueStage.set(QueueStage.general().setOpening(hours(600, 600))),
        "settings.opening.to_minute");
    stage.refusedField(
        QueueStage.set(QueueStage.general().setOpening(hours(1_440, 1_440))),
        "settings.opening.from_minute");
    stage.refusedField(
        QueueStage.set(QueueStage.general().setOpening(hours(0, 1_441))),
        "settings.opening.to_minute");
  }

  private static OpeningHours.Builder hours(int from, int to) {
    return OpeningHours.newBuilder().setFromMinute(from).setToMinute(to);
  }

  @Test
  void refusesAReportThatTheQueueWasFullOrClosed() {
    stage.refusedField(
        FloorStage.flowOut(queue.arrives(), FlowOutKind.FLOW_OUT_KIND_CLOSED), "kind");
    stage.refusedField(FloorStage.flowOut(queue.arrives(), FlowOutKind.FLOW_OUT_KIND_FULL), "kind");
  }

  @Test
  void runsAQueueOtherwiseFromTheTimeOnThatWasSaid() {
    Timestamp soon = Times.timestamp(stage.nowMs() + 60_000);
    queue.run(QueueStage.general().setMaxLength(1).setValidFrom(soon));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.QUEUE_PLANNED);
    queue.arrives();
    queue.arrives();
    assertThat(stage.floor.waiting()).isEqualTo(2);
    stage.pass(60);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.QUEUE_CHANGED);
    assertThat(stage.floor.snapshot().getPlannedQueuesCount()).isZero();
    assertThat(stage.floor.call(queue.arrives())).isEmpty();
  }

  @Test
  void replacesAPlanForTheSameTimeAndDropsOlderOnes() {
    Timestamp soon = Times.timestamp(stage.nowMs() + 60_000);
    queue.run(QueueStage.general().setMaxLength(1).setValidFrom(soon));
    queue.run(QueueStage.general().setMaxLength(2).setValidFrom(soon));
    assertThat(stage.floor.snapshot().getPlannedQueuesList())
        .extracting(QueueSettings::getMaxLength)
        .containsExactly(2);
    stage.after(61);
    queue.run(QueueStage.general().setMaxLength(3).setValidFrom(stage.now().getTime()));
    assertThat(stage.floor.snapshot().getPlannedQueuesCount()).isZero();
  }

  @Test
  void isTheSameWhenItComesBackFromItsSnapshot() {
    Timestamp soon = Times.timestamp(stage.nowMs() + 60_000);
    queue.run(
        QueueStage.general()
            .setStrategy(SeatStrategy.SEAT_STRATEGY_FEWEST_CALLS)
            .addSteps(QueueStage.step(30, 4))
            .addSteps(QueueStage.anySeat(1)));
    queue.run(QueueStage.general().setMaxLength(1).setValidFrom(soon));
    queue.sitsDown("S1", "english", 3);
    queue.arrives(queue.caller("13800000001").setSkill("english"));
    stage.accepted(FloorStage.abandon(queue.arrives(queue.caller("13800000002"))));
    Floor restored = Floor.restored(stage.district, Directory.beijing(), stage.floor.snapshot());
    assertThat(restored.snapshot()).isEqualTo(stage.floor.snapshot());
    assertThat(restored.nextDeadlineMs()).isEqualTo(stage.floor.nextDeadlineMs());
    stage.floor = restored;
    stage.pass(30);
    assertThat(stage.floor.snapshot().getCalls(0).getSeatId()).isEqualTo("110105-S1");
  }

  @Test
  void refusesSettingsThatCannotBe() {
    refused(QueueStage.general().setQueue(""), "queue");
    refused(QueueStage.general().setQueue("a queue"), "queue");
    refused(QueueStage.general().setPriority(10), "priority");
    refused(QueueStage.general().setAgeingSeconds(3601), "ageing_seconds");
    refused(QueueStage.general().setMaxLength(-1), "max_length");
    refused(QueueStage.general().setEmergencySeconds(3601), "emergency_seconds");
    refused(QueueStage.general().setResumeSeconds(601), "resume_seconds");
    refused(QueueStage.general().setRepeatSeconds(86_401), "repeat_seconds");
    refused(QueueStage.general().setRefusedSeconds(3601), "refused_seconds");
    refused(QueueStage.general().setCallbackRingSeconds(121), "callback_ring_seconds");
    refused(QueueStage.general().setCallbackRestSeconds(86_401), "callback_rest_seconds");
    refused(QueueStage.general().setCallbackAttempts(11), "callback_attempts");
    refused(QueueStage.general().addSteps(QueueStage.step(0, 1)), "steps[0].seconds");
    refused(QueueStage.general().addSteps(QueueStage.step(1, 6)), "steps[0].min_level");
    QueueSettings.Builder steps = QueueStage.general();
    for (int i = 0; i < 9; i++) {
      steps.addSteps(QueueStage.step(1, 1));
    }
    refused(steps, "steps");
  }

  private void refused(QueueSettings.Builder settings, String field) {
    stage.refusedField(QueueStage.set(settings), "settings." + field);
  }

  @Test
  void makesASeatThatMissesTooOftenNotReadyWhateverTheQueue() {
    FloorStage strict =
        new FloorStage(
            FloorStage.CHAOYANG,
            FloorSettings.newBuilder(FloorDefaults.SETTINGS).setMissesUntilNotReady(1).build());
    String seat = strict.sitsDown("S1");
    strict.arrives();
    strict.pass(15);
    assertThat(strict.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_NO_ANSWER);
  }
}
