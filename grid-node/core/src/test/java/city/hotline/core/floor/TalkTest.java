package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndedBy;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TalkTest {

  private final FloorStage stage = new FloorStage();
  private String seat = "";
  private String other = "";
  private String call = "";

  @BeforeEach
  void twoSeatsAndOneConversation() {
    seat = stage.sitsDown("S001");
    other = stage.sitsDown("S002", "english");
    call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
  }

  @Test
  void refusesToHoldForAnUnknownSeatOrCallOrAnothersCall() {
    stage.refused(FloorStage.hold("110105-S009", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.hold(seat, "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(FloorStage.hold(other, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void refusesToHoldACallTwice() {
    stage.accepted(FloorStage.hold(seat, call));
    assertThat(
            stage
                .refused(FloorStage.hold(seat, call), Refusal.REFUSAL_CALL_NOT_CONNECTED)
                .metadata())
        .containsEntry("state", "HELD");
  }

  @Test
  void refusesToResumeForAnUnknownSeatOrCallOrAnothersCall() {
    stage.accepted(FloorStage.hold(seat, call));
    stage.refused(FloorStage.resume("110105-S009", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.resume(seat, "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(FloorStage.resume(other, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void refusesToResumeACallThatIsNotHeld() {
    stage.refused(FloorStage.resume(seat, call), Refusal.REFUSAL_CALL_NOT_HELD);
  }

  @Test
  void refusesToEndForAnUnknownSeatOrCallOrAnothersCall() {
    stage.refused(FloorStage.end("110105-S009", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.end(seat, "110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(FloorStage.end(other, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void refusesToEndACallTwice() {
    stage.accepted(FloorStage.end(seat, call));
    stage.refused(FloorStage.end(seat, call), Refusal.REFUSAL_CALL_NOT_CONNECTED);
    stage.refused(FloorStage.callerLeaves(call), Refusal.REFUSAL_CALL_NOT_CONNECTED);
  }

  @Test
  void refusesTheEndOfAnUnknownCall() {
    stage.refused(FloorStage.callerLeaves("110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void refusesTheEndOfACallThatOnlyWaits() {
    stage.refused(FloorStage.callerLeaves(stage.arrives()), Refusal.REFUSAL_CALL_NOT_CONNECTED);
  }

  @Test
  void fifteenSecondsAreWithinTheServiceLevelAndAMomentMoreIsNot() {
    String first = stage.arrives("english");
    stage.after(14);
    stage.accepted(FloorStage.presence(other, Presence.PRESENCE_BREAK));
    stage.after(1).accepted(FloorStage.accept(other, first));
    assertThat(stage.floor.figures().getTotal().getAnsweredInLevel()).isEqualTo(2);
    assertThat(stage.floor.figures().getTotal().getAnsweredWaitBuckets(4)).isEqualTo(1);
    stage.accepted(FloorStage.end(seat, call));
    String second = stage.arrives();
    stage.after(15.001).accepted(FloorStage.wrapUp(seat, call));
    stage.accepted(FloorStage.accept(seat, second));
    assertThat(stage.floor.figures().getTotal().getAnsweredInLevel()).isEqualTo(2);
    assertThat(stage.floor.figures().getTotal().getAnsweredWaitBuckets(5)).isEqualTo(1);
  }

  @Test
  void saysWhoEndedTheConversation() {
    stage.accepted(FloorStage.callerLeaves(call));
    assertThat(stage.log.get(stage.log.size() - 1).event().getCallEnded().getBy())
        .isEqualTo(EndedBy.ENDED_BY_CALLER);
  }

  @Test
  void aCallerWhoHangsUpOnHoldHasBeenOnHoldUntilThen() {
    stage.after(10).accepted(FloorStage.hold(seat, call));
    stage.after(5).accepted(FloorStage.resume(seat, call));
    stage.after(10).accepted(FloorStage.hold(seat, call));
    stage.after(7).accepted(FloorStage.callerLeaves(call));
    assertThat(stage.call(call).getHeldMs()).isEqualTo(12_000);
    assertThat(stage.call(call).hasHeldAt()).isFalse();
    stage.after(3).accepted(FloorStage.wrapUp(seat, call));
    CallFigures total = stage.floor.figures().getTotal();
    assertThat(total.getTalkMs()).isEqualTo(20_000);
    assertThat(total.getHoldMs()).isEqualTo(12_000);
    assertThat(total.getWrapMs()).isEqualTo(3_000);
    assertThat(total.getHandled()).isEqualTo(1);
  }

  /** The time in which it rings counts for neither: occupancy leaves it out. */
  @Test
  void theIdleTimeOfASeatIsCountedWhenItEnds() {
    FloorStage quiet = new FloorStage();
    String one = quiet.sitsDown("S1");
    quiet.after(40).accepted(FloorStage.presence(one, Presence.PRESENCE_MEAL));
    assertThat(quiet.floor.figures().getTotal().getIdleMs()).isEqualTo(40_000);
    quiet.after(100).accepted(FloorStage.presence(one, Presence.PRESENCE_AVAILABLE));
    String ringing = quiet.after(30).arrives();
    assertThat(quiet.floor.figures().getToday().getIdleMs()).isEqualTo(70_000);
    quiet.after(5).accepted(FloorStage.accept(one, ringing));
    quiet.after(20).accepted(FloorStage.end(one, ringing));
    quiet.after(10).accepted(FloorStage.wrapUp(one, ringing));
    CallFigures day = quiet.floor.figures().getToday();
    assertThat(day.getIdleMs()).isEqualTo(70_000);
    assertThat(day.getTalkMs() + day.getHoldMs() + day.getWrapMs()).isEqualTo(30_000);
    DayDetail detail = quiet.floor.day("").orElseThrow().getDetail();
    assertThat(detail.getQuarters(0).getFigures().getIdleMs()).isEqualTo(70_000);
    assertThat(detail.getQueues(0).getFigures().getIdleMs()).isZero();
  }

  @Test
  void aWrapUpThatTakesTooLongIsOverWithItsOwnDisposition() {
    stage.accepted(FloorStage.end(seat, call));
    stage.after(59.999).refused(FloorStage.tick(), Refusal.REFUSAL_NOTHING_DUE);
    stage.after(0.001).accepted(FloorStage.tick());
    assertThat(stage.log.get(stage.log.size() - 1).event().getCallWrappedUp().getDisposition())
        .isEqualTo(Disposition.DISPOSITION_WRAP_UP_TIMED_OUT);
    assertThat(stage.floor.call(call)).isEmpty();
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    stage.refused(FloorStage.wrapUp(seat, call), Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void aSeatsOwnWrapUpLimitHolds() {
    stage.accepted(
        FloorStage.signIn(
            SignIn.newBuilder().setSeatId(seat).setOperator("op-S001").setWrapUpSeconds(120)));
    stage.accepted(FloorStage.end(seat, call));
    assertThat(Times.millis(stage.call(call).getDeadline())).isEqualTo(stage.nowMs() + 120_000);
  }

  @Test
  void anOutageOfTheGridCountsAgainstNobody() {
    String ringing = stage.arrives("english");
    stage.accepted(FloorStage.end(seat, call));
    stage.after(3600).floor.epochStarted(stage.now());
    stage.refused(FloorStage.tick(), Refusal.REFUSAL_NOTHING_DUE);
    assertThat(Times.millis(stage.call(ringing).getDeadline())).isEqualTo(stage.nowMs() + 15_000);
    assertThat(Times.millis(stage.call(call).getDeadline())).isEqualTo(stage.nowMs() + 60_000);
    assertThat(stage.floor.nextDeadlineMs()).isEqualTo(stage.nowMs() + 15_000);
    stage.pass(15);
    assertThat(stage.call(ringing).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.pass(45);
    assertThat(stage.floor.call(call)).isEmpty();
  }
}
