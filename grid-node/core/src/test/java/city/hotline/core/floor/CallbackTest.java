package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** A caller keeps his place without staying on the line. */
class CallbackTest {
  private static final CallProgress PICKED_UP = CallProgress.CALL_PROGRESS_ANSWERED;
  private static final CallProgress HUNG_UP = CallProgress.CALL_PROGRESS_HUNG_UP;
  private static final CallProgress FAILED = CallProgress.CALL_PROGRESS_FAILED;

  private final FloorStage stage = new FloorStage();

  private static ReportArrival.Builder arrival(String switchCall) {
    return ReportArrival.newBuilder()
        .setSwitchCallId(switchCall)
        .setSwitchId("west")
        .setCaller(Citizen.newBuilder().setPhone("010-" + switchCall));
  }

  private String arrives(String switchCall) {
    return stage.accepted(FloorStage.arrival(arrival(switchCall))).getCallId();
  }

  private static FloorCommand ask(String call) {
    return FloorCommand.newBuilder()
        .setAskCallback(AskCallback.newBuilder().setCallId(call))
        .build();
  }

  private FloorCommand rung(String call, CallProgress progress) {
    return rung(call, progress, stage.call(call).getAttempt());
  }

  private static FloorCommand rung(String call, CallProgress progress, int attempt) {
    return FloorCommand.newBuilder()
        .setReportProgress(
            ReportProgress.newBuilder().setCallId(call).setProgress(progress).setAttempt(attempt))
        .build();
  }

  /** Comes and asks to be called back. */
  private String asks(String switchCall) {
    String call = arrives(switchCall);
    stage.accepted(ask(call));
    return call;
  }

  /** A seat has taken a caller, who is being rung up. */
  private String isRungUp(String call) {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.accept(seat, call));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_DIALLING);
    return seat;
  }

  private CallFigures counted() {
    return stage.floor.figures().getTotal();
  }

  @Test
  void whoAsksKeepsHisPlaceAndMayHangUp() {
    String first = asks("1");
    String second = stage.after(5).accepted(FloorStage.arrival(arrival("2"))).getCallId();
    stage.refused(rung(first, HUNG_UP, 0), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    stage.refused(rung(first, FAILED, 0), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    stage.refused(FloorStage.abandon(first), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    stage.refused(FloorStage.failure(first), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    assertThat(stage.floor.figures().getWaiting()).isEqualTo(2);
    assertThat(stage.floor.figures().getCallbacks()).isEqualTo(1);
    assertThat(stage.floor.picture().getQueues(0).getCallbacks()).isEqualTo(1);
    String seat = stage.sitsDown("S001");
    assertThat(stage.seat(seat).getCallId()).as("first come").isEqualTo(first);
    assertThat(stage.call(second).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
  }

  @Test
  void theSeatThatTakesHimHasHimRungUpAndHeWaitsUntilHePicksUp() {
    String call = asks("1");
    String seat = isRungUp(call);
    assertThat(stage.call(call).getDeadline().getSeconds() * 1000)
        .isEqualTo(stage.nowMs() + 30_000);
    assertThat(stage.floor.figures().getSeats().getOnContact()).isEqualTo(1);
    assertThat(stage.floor.figures().getWaiting()).isEqualTo(1);
    assertThat(counted().getAnswered()).isZero();
    stage.after(20).accepted(rung(call, PICKED_UP));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(counted().getAnsweredWaitMs()).as("all of his wait").isEqualTo(20_000);
    assertThat(stage.floor.figures().getWaiting()).isZero();
    assertThat(stage.floor.figures().getCallbacks()).isZero();
    stage.accepted(FloorStage.end(seat, call));
    stage.accepted(FloorStage.wrapUp(seat, call));
    assertThat(stage.floor.call(call)).isEmpty();
  }

  @Test
  void whoDoesNotPickUpIsLeftAloneForAWhileAndKeepsHisPlace() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.accepted(rung(call, HUNG_UP));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_RESTING);
    assertThat(stage.call(call).getSeatId()).isEmpty();
    assertThat(stage.seat(seat).getRouting()).as("free at once").isEqualTo(Routing.ROUTING_IDLE);
    assertThat(stage.floor.figures().getWaiting()).isEqualTo(1);
    String later = arrives("2");
    assertThat(stage.seat(seat).getCallId()).as("nobody is blocked").isEqualTo(later);
    stage.accepted(FloorStage.accept(seat, later));
    stage.pass(299);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_RESTING);
    stage.pass(1);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    arrives("3");
    stage.accepted(FloorStage.end(seat, later));
    stage.accepted(FloorStage.wrapUp(seat, later));
    assertThat(stage.seat(seat).getCallId()).as("ahead of who came later").isEqualTo(call);
  }

  @Test
  void anIdleSeatGetsHimWhenHisRestIsOver() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.accepted(rung(call, FAILED));
    stage.pass(300);
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALLBACK_RESTED, EventCase.CALL_OFFERED);
    assertThat(stage.seat(seat).getCallId()).isEqualTo(call);
  }

  @Test
  void afterThreeTimesHeIsGivenUpAndCounted() {
    String call = asks("1");
    String seat = isRungUp(call);
    for (int unanswered = 1; unanswered <= 2; unanswered++) {
      stage.accepted(rung(call, HUNG_UP));
      assertThat(stage.call(call).getCallback().getUnanswered()).isEqualTo(unanswered);
      stage.pass(300);
      stage.accepted(FloorStage.accept(seat, call));
    }
    stage.accepted(rung(call, HUNG_UP));
    assertThat(stage.floor.call(call)).isEmpty();
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    assertThat(counted().getFlowedOutUnreachable()).isEqualTo(1);
    assertThat(counted().getCallbacksAsked()).isEqualTo(1);
    assertThat(counted().getCallbacksUnanswered()).isEqualTo(3);
    stage.refusedField(
        FloorStage.flowOut(arrives("2"), FlowOutKind.FLOW_OUT_KIND_UNREACHABLE), "kind");
  }

  @Test
  void aSwitchThatSaysNothingCannotKeepASeat() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.pass(30);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_RESTING);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void theQueueSaysHowLongAndHowOften() {
    stage.accepted(
        QueueStage.set(
            QueueStage.general()
                .setCallbackRingSeconds(10)
                .setCallbackRestSeconds(60)
                .setCallbackAttempts(2)));
    String call = asks("1");
    String seat = isRungUp(call);
    stage.pass(10);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_RESTING);
    stage.pass(60);
    stage.accepted(FloorStage.accept(seat, call));
    stage.pass(10);
    assertThat(stage.floor.call(call)).isEmpty();
  }

  @Test
  void whatIsSaidOfAnotherAttemptOrOfTheLineHeHungUpDoesNoHarm() {
    String call = asks("1");
    isRungUp(call);
    for (CallProgress progress : new CallProgress[] {PICKED_UP, HUNG_UP, FAILED}) {
      stage.refused(rung(call, progress, 0), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
      stage.refused(rung(call, progress, 2), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    }
    stage.refused(FloorStage.abandon(call), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_DIALLING);
    stage.accepted(rung(call, HUNG_UP));
    stage.refused(rung(call, PICKED_UP), Refusal.REFUSAL_CALL_NOT_OFFERED);
    stage.refused(rung(call, HUNG_UP), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
  }

  @Test
  void aSeatThatLeavesOrFallsSilentWhileHeIsRungUpGivesHimBack() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.accepted(FloorStage.silent(seat));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getCallback().getUnanswered()).as("not his fault").isZero();
    stage.accepted(FloorStage.back(seat));
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.signOut(seat));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getSeatId()).isEmpty();
  }

  @Test
  void aWishDuringTheRingingIsForAfterIt() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    stage.accepted(rung(call, HUNG_UP));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
  }

  @Test
  void whoIsOfferedAlreadyMayAskStill() {
    String seat = stage.sitsDown("S001");
    String call = asks("1");
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_OFFERED);
    stage.accepted(FloorStage.accept(seat, call));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_DIALLING);
    assertThat(stage.floor.picture().getSeats(0).getState())
        .isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
  }

  @Test
  void whoIsPassedOnAfterHePickedUpWaitsOnTheLineAgain() {
    String call = asks("1");
    String seat = isRungUp(call);
    stage.accepted(rung(call, PICKED_UP));
    stage.accepted(FloorStage.transfer(seat, call, "95598"));
    assertThat(stage.call(call).hasCallback()).isFalse();
    stage.accepted(FloorStage.abandon(call));
    assertThat(stage.floor.figures().getCallbacks()).isZero();
  }

  @Test
  void aNewOwnerLetsTheTelephoneRingAnewAndChangesNoRest() {
    String ringing = asks("1");
    isRungUp(ringing);
    stage.after(20).floor.epochStarted(stage.now());
    assertThat(stage.call(ringing).getDeadline().getSeconds() * 1000)
        .isEqualTo(stage.nowMs() + 30_000);
    stage.accepted(rung(ringing, HUNG_UP));
    Call resting = stage.call(ringing);
    stage.after(299).floor.epochStarted(stage.now());
    assertThat(stage.call(ringing)).isEqualTo(resting);
  }

  @Test
  void aCallbackThatNobodyCouldMakeIsNotPromised() {
    String nameless = stage.accepted(FloorStage.arrival(arrival("1").clearCaller())).getCallId();
    assertThat(stage.refused(ask(nameless), Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE).metadata())
        .containsEntry("why", "no_phone");
    String reported = stage.accepted(FloorStage.arrival(arrival("2").clearSwitchId())).getCallId();
    assertThat(stage.refused(ask(reported), Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE).metadata())
        .containsEntry("why", "no_switch");
  }

  @Test
  void onlyWhoWaitsCanAskAndOnlyOnce() {
    stage.refused(ask("110105-99"), Refusal.REFUSAL_UNKNOWN_CALL);
    String call = asks("1");
    stage.refused(ask(call), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    isRungUp(call);
    stage.refused(ask(call), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT);
    stage.accepted(rung(call, PICKED_UP));
    stage.refused(ask(call), Refusal.REFUSAL_CALL_NOT_WAITING);
  }
}
