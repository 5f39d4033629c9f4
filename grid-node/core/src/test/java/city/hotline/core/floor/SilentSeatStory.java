package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** A seat's machine crashes: nothing stays reserved for it, nothing it has is lost. */
class SilentSeatStory {

  private final FloorStage stage = new FloorStage();

  @Test
  void anOfferGoesBackToTheHeadAndOnToSomebodyElse() {
    String silent = stage.sitsDown("S001");
    String call = stage.arrives();
    long queuedAt = stage.nowMs();
    String other = stage.sitsDown("S002");
    stage.after(3).accepted(FloorStage.silent(silent));
    assertThat(stage.lastFacts(3))
        .containsExactly(
            EventCase.OFFER_RESCINDED, EventCase.SEAT_FELL_SILENT, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(other);
    assertThat(stage.call(call).getRefusalsList()).isEmpty();
    assertThat(Times.millis(stage.call(call).getQueuedAt())).isEqualTo(queuedAt);
    assertThat(stage.seat(silent).getRouting()).isEqualTo(Routing.ROUTING_NOT_RESPONDING);
    assertThat(stage.floor.figures().getSeats().getError()).isEqualTo(1);
    assertThat(stage.floor.figures().getSeats().getSignedIn()).isEqualTo(2);
  }

  @Test
  void aSeatThatIsBackIsOfferedTheVeryCallItLost() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.silent(seat));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.after(20).accepted(FloorStage.back(seat));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.SEAT_CAME_BACK, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
  }

  @Test
  void aLateWordAboutTheOfferItLostDoesNotTakeTheNextOfferOfTheCall() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    int lost = stage.call(call).getAttempt();
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.back(seat));
    int standing = stage.call(call).getAttempt();
    assertThat(standing).isGreaterThan(lost);
    var late = AcceptCall.newBuilder().setSeatId(seat).setCallId(call).setAttempt(lost);
    stage.refused(
        FloorCommand.newBuilder().setAcceptCall(late).build(), Refusal.REFUSAL_CALL_NOT_OFFERED);
    var lateNo = RejectCall.newBuilder().setSeatId(seat).setCallId(call).setAttempt(lost);
    stage.refused(
        FloorCommand.newBuilder().setRejectCall(lateNo).build(), Refusal.REFUSAL_CALL_NOT_OFFERED);
    stage.accepted(FloorCommand.newBuilder().setAcceptCall(late.setAttempt(standing)).build());
  }

  @Test
  void aConversationIsKeptAndGoesOnWhenTheSeatIsBack() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.silent(seat));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(stage.floor.figures().getSeats().getError()).isEqualTo(1);
    stage.accepted(FloorStage.back(seat));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_INTERACTING);
    assertThat(stage.floor.figures().getSeats().getOnContact()).isEqualTo(1);
    stage.accepted(FloorStage.end(seat, call));
    stage.accepted(FloorStage.wrapUp(seat, call));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void aWrapUpNobodyFinishesEndsByItsDeadlineAndTheSeatStaysSilent() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.callerLeaves(call));
    String next = stage.arrives();
    stage.pass(60);
    assertThat(stage.floor.call(call)).isEmpty();
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_NOT_RESPONDING);
    assertThat(stage.call(next).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.accepted(FloorStage.back(seat));
    assertThat(stage.call(next).getSeatId()).isEqualTo(seat);
  }

  @Test
  void aSilentSeatOnABreakComesBackToItsBreak() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.back(seat));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
  }

  @Test
  void aSilentSeatMayBeSignedOutAndStartsFresh() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.signOut(seat));
    assertThat(stage.floor.figures().getSeats().getError()).isZero();
    stage.accepted(FloorStage.signIn(seat, "op-S001"));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void refusesSilenceOfAnUnknownSeat() {
    stage.refused(FloorStage.silent("110105-S009"), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesSilenceOfASeatNobodySitsAt() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.signOut(seat));
    stage.refused(FloorStage.silent(seat), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }

  @Test
  void refusesSilenceTwice() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.silent(seat));
    stage.refused(FloorStage.silent(seat), Refusal.REFUSAL_SEAT_ALREADY_SILENT);
  }

  @Test
  void refusesTheReturnOfAnUnknownSeat() {
    stage.refused(FloorStage.back("110105-S009"), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesTheReturnOfASeatThatNeverFellSilent() {
    stage.refused(FloorStage.back(stage.sitsDown("S001")), Refusal.REFUSAL_SEAT_NOT_SILENT);
  }
}
