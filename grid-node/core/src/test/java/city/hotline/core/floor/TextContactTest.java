package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seat has one call, and several text contacts beside it; each is a contact of its own. */
class TextContactTest {
  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  private ReportArrival.Builder message() {
    return queue.caller().setMedium(Medium.MEDIUM_TEXT);
  }

  private String writes() {
    return queue.arrives(message());
  }

  private String sitsDown(String name, int textContacts) {
    return queue.sitsDown(name, SignIn.newBuilder().setTextContacts(textContacts));
  }

  private String taken(String seat, String call) {
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
    stage.accepted(FloorStage.accept(seat, call));
    return call;
  }

  private DisplayedState shown() {
    return stage.floor.picture().getSeats(0).getState();
  }

  private Routing routing(String seat) {
    return stage.seat(seat).getRouting();
  }

  @Test
  void aSeatHoldsAsManyTextContactsAsItsOperatorSaid() {
    String seat = sitsDown("S1", 2);
    List<String> taken = new ArrayList<>();
    taken.add(taken(seat, writes()));
    taken.add(taken(seat, writes()));
    String third = writes();
    assertThat(stage.call(third).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.seat(seat).getTextsList()).isEqualTo(taken);
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    stage.accepted(FloorStage.end(seat, taken.get(0)));
    assertThat(queue.ringsAt(third))
        .as("a written-up contact makes room, an ended one not")
        .isEmpty();
    stage.accepted(FloorStage.wrapUp(seat, taken.get(0)));
    assertThat(queue.ringsAt(third)).isEqualTo(seat);
  }

  @Test
  void whoTakesCallsOnlyIsOfferedNoText() {
    sitsDown("S1", 0);
    assertThat(queue.ringsAt(writes())).isEmpty();
  }

  @Test
  void aTextContactDoesNotKeepTheSeatFromACall() {
    String seat = sitsDown("S1", 1);
    String text = taken(seat, writes());
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
    String call = taken(seat, queue.arrives());
    assertThat(stage.seat(seat).getCallId()).isEqualTo(call);
    assertThat(stage.seat(seat).getTextsList()).containsExactly(text);
    assertThat(stage.call(text).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
  }

  @Test
  void duringACallNoTextIsOffered() {
    String seat = sitsDown("S1", 3);
    String call = taken(seat, queue.arrives());
    String text = writes();
    assertThat(queue.ringsAt(text)).isEmpty();
    stage.accepted(FloorStage.end(seat, call));
    assertThat(queue.ringsAt(text)).isEmpty();
    stage.accepted(FloorStage.wrapUp(seat, call));
    assertThat(queue.ringsAt(text)).isEqualTo(seat);
  }

  @Test
  void oneThingIsOfferedAtATime() {
    String seat = sitsDown("S1", 3);
    String first = writes();
    String second = writes();
    String call = queue.arrives();
    assertThat(queue.ringsAt(first)).isEqualTo(seat);
    assertThat(queue.ringsAt(second)).isEmpty();
    assertThat(queue.ringsAt(call)).isEmpty();
    stage.accepted(FloorStage.accept(seat, first));
    assertThat(queue.ringsAt(second)).as("who came first, whatever the medium").isEqualTo(seat);
  }

  @Test
  void theSeatWithTheFewestTextContactsGetsTheNextOne() {
    String first = sitsDown("S1", 5);
    String second = sitsDown("S2", 5);
    taken(first, writes());
    taken(second, writes());
    String third = taken(first, writes());
    stage.accepted(FloorStage.presence(second, Presence.PRESENCE_MEAL));
    stage.after(1).accepted(FloorStage.presence(second, Presence.PRESENCE_AVAILABLE));
    assertThat(queue.ringsAt(writes())).as("though the other is idle for longer").isEqualTo(second);
    stage.accepted(FloorStage.end(first, third));
    stage.accepted(FloorStage.wrapUp(first, third));
    assertThat(stage.seat(first).getTextsCount()).isEqualTo(1);
  }

  @Test
  void eachTextContactHasItsOwnHoldWrapUpAndDisposition() {
    String seat = sitsDown("S1", 2);
    String one = taken(seat, writes());
    String other = taken(seat, writes());
    stage.accepted(FloorStage.hold(seat, other));
    stage.after(10).accepted(FloorStage.end(seat, one));
    assertThat(stage.call(one).getState()).isEqualTo(CallState.CALL_STATE_WRAPPING);
    assertThat(stage.call(other).getState()).isEqualTo(CallState.CALL_STATE_HELD);
    stage.accepted(FloorStage.resume(seat, other));
    stage.pass(60);
    assertThat(stage.floor.call(one)).as("its wrap-up timed out").isEmpty();
    assertThat(stage.seat(seat).getTextsList()).containsExactly(other);
    stage.accepted(FloorStage.end(seat, other));
    stage.accepted(FloorStage.wrapUp(seat, other, Disposition.DISPOSITION_NO_DEMAND));
    assertThat(stage.seat(seat).getTextsList()).isEmpty();
    assertThat(stage.floor.figures().getTotal().getHandled()).isEqualTo(2);
    assertThat(stage.seat(seat).getHandled()).isEqualTo(2);
    assertThat(stage.seat(seat).getTalkMs()).as("written, not talked").isZero();
  }

  @Test
  void aMissedOrRejectedTextGoesBackAndTheSeatKeepsItsOthers() {
    String seat = sitsDown("S1", 3);
    String kept = taken(seat, writes());
    String text = writes();
    stage.accepted(FloorStage.reject(seat, text));
    assertThat(stage.call(text).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.seat(seat).getTextsList()).containsExactly(kept);
    String next = writes();
    assertThat(queue.ringsAt(next)).isEqualTo(seat);
    stage.pass(15);
    assertThat(stage.seat(seat).getMissedInARow()).isEqualTo(1);
    assertThat(stage.seat(seat).getTextsList()).containsExactly(kept);
  }

  @Test
  void notReadyAppliesAtOnceAndTheTextContactsGoOn() {
    String seat = sitsDown("S1", 2);
    String text = taken(seat, writes());
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(queue.ringsAt(writes())).isEmpty();
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
    stage.accepted(FloorStage.end(seat, text));
    stage.accepted(FloorStage.wrapUp(seat, text));
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_NOT_READY);
  }

  @Test
  void aWishMadeWhileATextIsOfferedHoldsOnceItIsTaken() {
    String seat = sitsDown("S1", 2);
    String text = writes();
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    taken(seat, text);
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_MEAL);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_OFF_QUEUE);
  }

  @Test
  void theHighestStateOfAllItHasIsShown() {
    String seat = sitsDown("S1", 2);
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_AVAILABLE);
    String text = writes();
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_OFFERED);
    taken(seat, text);
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
    stage.accepted(FloorStage.end(seat, text));
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_WRAPPING);
    taken(seat, queue.arrives());
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
    assertThat(stage.floor.picture().getSeats(0).getTexts()).isEqualTo(1);
    assertThat(stage.floor.figures().getSeats().getOnContact()).isEqualTo(1);
  }

  @Test
  void whoStillHasATextContactCannotLeaveNorBeLent() {
    String seat = sitsDown("S1", 2);
    String text = taken(seat, writes());
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_ON_CONTACT);
    stage.refused(
        FloorCommand.newBuilder()
            .setLendSeat(LendSeat.newBuilder().setSeatId(seat).setBorrower("110108").setBy("chief"))
            .build(),
        Refusal.REFUSAL_SEAT_NOT_IDLE);
    stage.accepted(FloorStage.end(seat, text));
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_ON_CONTACT);
    stage.accepted(FloorStage.wrapUp(seat, text));
    stage.accepted(FloorStage.signOut(seat));
  }

  @Test
  void aLapsedSessionKeepsItsTextContactsAndIsStuck() {
    String seat = sitsDown("S1", 3);
    String text = taken(seat, writes());
    String offered = writes();
    stage.accepted(FloorStage.silent(seat));
    assertThat(stage.call(offered).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.seat(seat).getTextsList()).containsExactly(text);
    assertThat(stage.floor.picture().getAlerts(0).getKind())
        .isEqualTo(AlertKind.ALERT_KIND_SEAT_STUCK);
    stage.accepted(FloorStage.back(seat));
    assertThat(queue.ringsAt(offered)).isEqualTo(seat);
    assertThat(stage.floor.picture().getAlertsList()).isEmpty();
  }

  @Test
  void theWriterMayLeaveAndTheSeatWritesUp() {
    String seat = sitsDown("S1", 2);
    String text = taken(seat, writes());
    stage.accepted(FloorStage.callerLeaves(text));
    assertThat(stage.call(text).getState()).isEqualTo(CallState.CALL_STATE_WRAPPING);
    assertThat(routing(seat)).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void aTextContactIsPassedOnLikeACall() {
    String seat = sitsDown("S1", 1);
    String text = taken(seat, writes());
    stage.accepted(FloorStage.transfer(seat, text, "12345"));
    assertThat(stage.seat(seat).getTextsList()).isEmpty();
    assertThat(stage.call(text).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(queue.ringsAt(text)).as("not to who passed it on").isEmpty();
    String other = sitsDown("S2", 1);
    assertThat(queue.ringsAt(text)).isEqualTo(other);
  }

  @Test
  void whoSignsInAgainWithLessRoomKeepsWhatThereIs() {
    String seat = sitsDown("S1", 2);
    taken(seat, writes());
    taken(seat, writes());
    assertThat(sitsDown("S1", 1)).isEqualTo(seat);
    assertThat(stage.seat(seat).getTextsCount()).isEqualTo(2);
    assertThat(queue.ringsAt(writes())).isEmpty();
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(seat);
  }

  @Test
  void whoSignsInAgainWithMoreRoomIsOfferedWhoWaits() {
    String seat = sitsDown("S1", 0);
    String text = writes();
    sitsDown("S1", 1);
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.SEAT_SIGNED_IN, EventCase.CALL_OFFERED);
    assertThat(queue.ringsAt(text)).isEqualTo(seat);
  }

  @Test
  void nobodyIsCalledBackForAText() {
    String text =
        queue.arrives(message().setSwitchId("app").setCaller(Citizen.newBuilder().setPhone("1")));
    var refused =
        stage.refused(
            FloorCommand.newBuilder()
                .setAskCallback(AskCallback.newBuilder().setCallId(text))
                .build(),
            Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE);
    assertThat(refused.metadata()).containsEntry("why", "text");
  }

  @Test
  void aFloorComesBackWithItsTextContacts() {
    String seat = sitsDown("S1", 3);
    taken(seat, writes());
    stage.floor = Floor.restored(stage.district, Directory.beijing(), stage.floor.snapshot());
    String text = writes();
    assertThat(queue.ringsAt(text)).isEqualTo(seat);
    assertThat(stage.seat(seat).getTextsCount()).isEqualTo(1);
    assertThat(shown()).isEqualTo(DisplayedState.DISPLAYED_STATE_ON_CONTACT);
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    SignIn.Builder signIn = SignIn.newBuilder().setSeatId("110105-S9").setOperator("op");
    stage.refusedField(FloorStage.signIn(signIn.setTextContacts(11)), "text_contacts");
    stage.refusedField(FloorStage.signIn(signIn.setTextContacts(-1)), "text_contacts");
    stage.refusedField(FloorStage.arrival(queue.caller().setMediumValue(7)), "medium");
  }
}
