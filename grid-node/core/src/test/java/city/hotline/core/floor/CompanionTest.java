package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.TakeBackCall;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** Whoever passes a caller on may stay on the line until somebody else has him. */
class CompanionTest {
  private static final String POWER = "95598";

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  private static FloorCommand accompany(String seat, String call) {
    return FloorCommand.newBuilder()
        .setTransferCall(
            TransferCall.newBuilder()
                .setSeatId(seat)
                .setCallId(call)
                .setHotline(POWER)
                .setAccompany(true))
        .build();
  }

  private static FloorCommand leave(String seat, String call) {
    return FloorCommand.newBuilder()
        .setLeaveCall(LeaveCall.newBuilder().setSeatId(seat).setCallId(call))
        .build();
  }

  private static FloorCommand takeBack(String seat, String call) {
    return FloorCommand.newBuilder()
        .setTakeBackCall(TakeBackCall.newBuilder().setSeatId(seat).setCallId(call))
        .build();
  }

  private String general(String name) {
    return queue.sitsDown(name, SignIn.newBuilder());
  }

  private String power(String name) {
    return queue.sitsDown(name, SignIn.newBuilder().addQueues("utility"));
  }

  /** A caller whom the seat passed on, staying on the line. */
  private String passedOn(String seat) {
    String call = queue.arrives();
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
    stage.accepted(FloorStage.accept(seat, call));
    stage.after(10).accepted(accompany(seat, call));
    return call;
  }

  private Routing routing(String seat) {
    return stage.seat(seat).getRouting();
  }

  @Test
  void theSeatStaysAndIsOfferedNothingUntilItLeaves() {
    String seat = general("S1");
    String call = passedOn(seat);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getCompanion()).isEqualTo(seat);
    assertThat(stage.seat(seat).getAccompanies()).isEqualTo(call);
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_INTERACTING);
    assertThat(stage.floor.picture().getSeats(0).getState())
        .isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
    String next = queue.arrives();
    assertThat(queue.ringsAt(next)).isEmpty();
    stage.accepted(leave(seat, call));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.COMPANION_LEFT, EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(next)).isEqualTo(seat);
    assertThat(stage.call(call).getCompanion()).isEmpty();
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
  }

  @Test
  void whoAnswersTalksWithBothUntilTheFirstLeaves() {
    String seat = general("S1");
    String call = passedOn(seat);
    String other = power("S2");
    stage.accepted(FloorStage.accept(other, call));
    Call connected = stage.call(call);
    assertThat(connected.getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(connected.getSeatId()).isEqualTo(other);
    assertThat(connected.getCompanion()).isEqualTo(seat);
    assertThat(connected.getTransfersList()).hasSize(1);
    stage.accepted(leave(seat, call));
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    stage.accepted(FloorStage.end(other, call));
    stage.accepted(FloorStage.wrapUp(other, call));
    assertThat(stage.floor.figures().getTotal().getHandled()).isEqualTo(2);
  }

  @Test
  void itIsCountedAsPassedOnWhenItIsNotWhenTheSeatLeaves() {
    String seat = general("S1");
    String call = passedOn(seat);
    assertThat(stage.floor.figures().getTotal().getTransferred()).isEqualTo(1);
    assertThat(stage.seat(seat).getHandled()).isEqualTo(1);
    assertThat(stage.seat(seat).getTalkMs()).isEqualTo(10_000);
    stage.after(30).accepted(leave(seat, call));
    assertThat(stage.seat(seat).getHandled()).isEqualTo(1);
    assertThat(stage.seat(seat).getTalkMs()).isEqualTo(10_000);
  }

  @Test
  void whoseCallerNobodyAnswersTakesHimBack() {
    String seat = general("S1");
    String call = passedOn(seat);
    stage.after(20).accepted(takeBack(seat, call));
    assertThat(stage.lastFacts(2)).containsExactly(EventCase.CALL_OFFERED, EventCase.CALL_ACCEPTED);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
    assertThat(stage.call(call).getCompanion()).isEmpty();
    assertThat(stage.seat(seat).getCallId()).isEqualTo(call);
    assertThat(stage.seat(seat).getAccompanies()).isEmpty();
    assertThat(stage.floor.figures().getTotal().getAnsweredWaitMs()).isEqualTo(20_000);
    stage.accepted(FloorStage.end(seat, call));
    stage.accepted(FloorStage.wrapUp(seat, call));
  }

  @Test
  void heIsTakenBackFromASeatWhereHeRings() {
    String seat = general("S1");
    String call = passedOn(seat);
    String other = power("S2");
    assertThat(queue.ringsAt(call)).isEqualTo(other);
    String waiting = queue.arrives(queue.caller().setHotline(POWER));
    stage.accepted(takeBack(seat, call));
    assertThat(stage.lastFacts(4))
        .containsExactly(
            EventCase.OFFER_RESCINDED,
            EventCase.CALL_OFFERED,
            EventCase.CALL_ACCEPTED,
            EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(waiting)).as("the seat it rang at takes the next").isEqualTo(other);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
  }

  @Test
  void whoTalksWithAnotherSeatIsNotTakenBack() {
    String seat = general("S1");
    String call = passedOn(seat);
    String other = power("S2");
    stage.accepted(FloorStage.accept(other, call));
    stage.refused(takeBack(seat, call), Refusal.REFUSAL_CALL_NOT_WAITING);
  }

  @Test
  void onlyWhoAccompaniesLeavesOrTakesBack() {
    String seat = general("S1");
    String call = queue.arrives();
    stage.refused(leave("110105-S9", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(leave(seat, "110105-99"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(leave(seat, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
    stage.refused(takeBack("110105-S9", call), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(takeBack(seat, "110105-99"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(takeBack(seat, call), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
  }

  @Test
  void whoHangsUpWhileHeWaitsSetsTheSeatFree() {
    String seat = general("S1");
    String call = passedOn(seat);
    String next = queue.arrives();
    stage.accepted(FloorStage.abandon(call));
    assertThat(stage.lastFacts(3))
        .containsExactly(
            EventCase.COMPANION_LEFT, EventCase.CALL_ABANDONED, EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(next)).isEqualTo(seat);
  }

  @Test
  void theCompanionIsNotOfferedHimWhoHasHungUp() {
    String seat =
        queue.sitsDown("S1", SignIn.newBuilder().addQueues("general").addQueues("utility"));
    String call = passedOn(seat);
    stage.pass(61);
    assertThat(stage.call(call).getRefusalsList()).isEmpty();
    stage.accepted(FloorStage.abandon(call));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.COMPANION_LEFT, EventCase.CALL_ABANDONED);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void whoLeavesAfterAWhileMayBeOfferedHim() {
    String seat =
        queue.sitsDown("S1", SignIn.newBuilder().addQueues("general").addQueues("utility"));
    String call = passedOn(seat);
    stage.pass(61);
    stage.accepted(leave(seat, call));
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
  }

  @Test
  void whoHangsUpWhileHeRingsSetsBothSeatsFreeForTwoWhoWait() {
    String seat =
        queue.sitsDown("S1", SignIn.newBuilder().addQueues("general").addQueues("utility"));
    String call = passedOn(seat);
    String other = power("S2");
    assertThat(queue.ringsAt(call)).isEqualTo(other);
    String one = queue.arrives(queue.caller().setHotline(POWER));
    String two = queue.arrives(queue.caller().setHotline(POWER));
    stage.accepted(FloorStage.abandon(call));
    assertThat(queue.ringsAt(one)).isNotEmpty();
    assertThat(queue.ringsAt(two)).isNotEmpty().isNotEqualTo(queue.ringsAt(one));
  }

  @Test
  void anEndedConversationSetsTheCompanionFree() {
    String seat = general("S1");
    String call = passedOn(seat);
    String other = power("S2");
    stage.accepted(FloorStage.accept(other, call));
    stage.accepted(FloorStage.end(other, call));
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_WRAPPING);
  }

  @Test
  void whoIsPassedOnAgainLeavesTheFirstCompanionBehind() {
    String seat = general("S1");
    String call = passedOn(seat);
    String other = power("S2");
    stage.accepted(FloorStage.accept(other, call));
    stage.accepted(accompany(other, call));
    assertThat(stage.call(call).getCompanion()).isEqualTo(other);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
    assertThat(stage.seat(other).getAccompanies()).isEqualTo(call);
  }

  @Test
  void theFirstCompanionIsNotOfferedHimAgainAtOnce() {
    String seat =
        queue.sitsDown("S1", SignIn.newBuilder().addQueues("general").addQueues("utility"));
    String call = passedOn(seat);
    String other = power("S2");
    stage.accepted(FloorStage.accept(other, call));
    stage.accepted(accompany(other, call));
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE));
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.pass(60);
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
  }

  @Test
  void aWishHoldsOnceTheSeatHasLeft() {
    String seat = general("S1");
    String call = passedOn(seat);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    stage.accepted(leave(seat, call));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_MEAL);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_OFF_QUEUE);
  }

  @Test
  void aWishMadeBeforePassingOnHoldsOnceTheSeatHasLeft() {
    String seat = general("S1");
    String call = queue.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    stage.accepted(accompany(seat, call));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    stage.accepted(leave(seat, call));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_MEAL);
  }

  @Test
  void whoSignsOutLeavesTheLine() {
    String seat = general("S1");
    String call = passedOn(seat);
    stage.accepted(FloorStage.signOut(seat));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.COMPANION_LEFT, EventCase.SEAT_SIGNED_OUT);
    assertThat(stage.call(call).getCompanion()).isEmpty();
  }

  @Test
  void aLapsedSessionIsOnNoLineAndNotStuck() {
    String seat = general("S1");
    String call = passedOn(seat);
    stage.accepted(FloorStage.silent(seat));
    assertThat(stage.call(call).getCompanion()).isEmpty();
    assertThat(stage.floor.picture().getAlertsList())
        .noneMatch(alert -> alert.getKind() == AlertKind.ALERT_KIND_SEAT_STUCK);
  }

  @Test
  void aSilentSeatPassesOnWithoutStaying() {
    String seat = general("S1");
    String call = queue.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(accompany(seat, call));
    assertThat(stage.call(call).getCompanion()).isEmpty();
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_NOT_RESPONDING);
  }

  @Test
  void nobodyIsCalledBackWhileASeatIsOnTheLine() {
    String seat = general("S1");
    String call = passedOn(seat);
    var refused =
        stage.refused(
            FloorCommand.newBuilder()
                .setAskCallback(AskCallback.newBuilder().setCallId(call))
                .build(),
            Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE);
    assertThat(refused.metadata()).containsEntry("why", "accompanied");
  }

  @Test
  void aTextContactIsNotAccompanied() {
    String seat = queue.sitsDown("S1", SignIn.newBuilder().setTextContacts(1));
    String text = queue.arrives(queue.caller().setMedium(Medium.MEDIUM_TEXT));
    stage.accepted(FloorStage.accept(seat, text));
    stage.refusedField(accompany(seat, text), "accompany");
  }

  @Test
  void textContactsGoOnWhileTheSeatIsOnTheLine() {
    String seat = queue.sitsDown("S1", SignIn.newBuilder().setTextContacts(2));
    String text = queue.arrives(queue.caller().setMedium(Medium.MEDIUM_TEXT));
    stage.accepted(FloorStage.accept(seat, text));
    String call = passedOn(seat);
    stage.accepted(FloorStage.end(seat, text));
    stage.accepted(FloorStage.wrapUp(seat, text));
    assertThat(stage.seat(seat).getAccompanies()).isEqualTo(call);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_INTERACTING);
  }

  @Test
  void aFloorComesBackWithWhoAccompaniesWhom() {
    String seat = general("S1");
    String call = passedOn(seat);
    stage.floor = Floor.restored(stage.district, Directory.beijing(), stage.floor.snapshot());
    stage.accepted(leave(seat, call));
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
  }
}
