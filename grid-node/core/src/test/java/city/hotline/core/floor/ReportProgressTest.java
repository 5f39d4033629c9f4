package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.EndedBy;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** Reports of a switch come late, twice and in the wrong order; the call is where it must be. */
class ReportProgressTest {

  private final FloorStage stage = new FloorStage();

  private static FloorCommand report(String callId, CallProgress progress) {
    return report(ReportProgress.newBuilder().setCallId(callId).setProgress(progress));
  }

  private static FloorCommand report(ReportProgress.Builder report) {
    return FloorCommand.newBuilder().setReportProgress(report).build();
  }

  private String offered() {
    stage.sitsDown("S001");
    return stage.arrives();
  }

  private String answered() {
    String call = offered();
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_ANSWERED));
    return call;
  }

  private void hasNoEffect(String call, CallProgress progress) {
    assertThat(
            stage.refused(report(call, progress), Refusal.REFUSAL_REPORT_WITHOUT_EFFECT).metadata())
        .containsEntry("call_id", call)
        .containsKey("state");
  }

  @Test
  void refusesAReportOfNoCall() {
    stage.refusedField(report("", CallProgress.CALL_PROGRESS_HUNG_UP), "switch_call_id");
  }

  @Test
  void refusesAReportOfNothing() {
    stage.refusedField(report(stage.arrives(), CallProgress.CALL_PROGRESS_UNSPECIFIED), "progress");
  }

  @Test
  void refusesAReportOfAnUnknownCall() {
    stage.refused(
        report("110105-9", CallProgress.CALL_PROGRESS_HUNG_UP), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(
        report(
            ReportProgress.newBuilder()
                .setSwitchCallId("never came")
                .setProgress(CallProgress.CALL_PROGRESS_HUNG_UP)),
        Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void findsACallByTheSwitchsOwnId() {
    String call =
        stage
            .accepted(
                FloorStage.arrival(
                    ReportArrival.newBuilder().setSwitchCallId("a84b4c76e66710").setSwitchId("k1")))
            .getCallId();
    assertThat(stage.call(call).getSwitchId()).isEqualTo("k1");
    assertThat(
            stage
                .accepted(
                    report(
                        ReportProgress.newBuilder()
                            .setSwitchCallId("a84b4c76e66710")
                            .setProgress(CallProgress.CALL_PROGRESS_HUNG_UP)))
                .getCallId())
        .isEqualTo(call);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_ABANDONED);
  }

  @Test
  void aCallerWhoHangsUpWaitingAbandonsAndInConversationEndsIt() {
    stage.accepted(report(stage.arrives(), CallProgress.CALL_PROGRESS_HUNG_UP));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_ABANDONED);
    stage.accepted(report(offered(), CallProgress.CALL_PROGRESS_HUNG_UP));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_ABANDONED);
    String call = answered();
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_HUNG_UP));
    assertThat(endedBy()).isEqualTo(EndedBy.ENDED_BY_CALLER);
    hasNoEffect(call, CallProgress.CALL_PROGRESS_HUNG_UP);
  }

  @Test
  void aCallThatIsLostWaitingFailsAndInConversationEndsByTheSwitch() {
    stage.accepted(report(stage.arrives(), CallProgress.CALL_PROGRESS_FAILED));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_FAILED);
    String call = answered();
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_FAILED));
    assertThat(endedBy()).isEqualTo(EndedBy.ENDED_BY_SWITCH);
    hasNoEffect(call, CallProgress.CALL_PROGRESS_FAILED);
  }

  private EndedBy endedBy() {
    return stage.log.get(stage.log.size() - 1).event().getCallEnded().getBy();
  }

  @Test
  void aTelephonePickedUpTakesTheOfferAndOnlyThatOffer() {
    String call = offered();
    stage.refused(
        report(
            ReportProgress.newBuilder()
                .setCallId(call)
                .setProgress(CallProgress.CALL_PROGRESS_ANSWERED)
                .setAttempt(7)),
        Refusal.REFUSAL_CALL_NOT_OFFERED);
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_ANSWERED));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    hasNoEffect(call, CallProgress.CALL_PROGRESS_ANSWERED);
  }

  @Test
  void refusesAnAnswerToACallThatIsOfferedToNobody() {
    stage.refused(
        report(stage.arrives(), CallProgress.CALL_PROGRESS_ANSWERED),
        Refusal.REFUSAL_CALL_NOT_OFFERED);
  }

  @Test
  void holdAndResumeCountOnceAndOnlyInConversation() {
    String waiting = stage.arrives();
    stage.refused(
        report(waiting, CallProgress.CALL_PROGRESS_HELD), Refusal.REFUSAL_CALL_NOT_CONNECTED);
    stage.refused(
        report(waiting, CallProgress.CALL_PROGRESS_RESUMED), Refusal.REFUSAL_CALL_NOT_CONNECTED);
    stage.accepted(report(waiting, CallProgress.CALL_PROGRESS_HUNG_UP));
    String call = answered();
    hasNoEffect(call, CallProgress.CALL_PROGRESS_RESUMED);
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_HELD));
    hasNoEffect(call, CallProgress.CALL_PROGRESS_HELD);
    stage.accepted(report(call, CallProgress.CALL_PROGRESS_RESUMED));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
  }

  @Test
  void ringingChangesNothing() {
    hasNoEffect(offered(), CallProgress.CALL_PROGRESS_RINGING);
  }
}
