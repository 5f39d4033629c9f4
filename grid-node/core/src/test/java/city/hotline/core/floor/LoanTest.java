package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.AskSeatBack;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.ForcePresence;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RecallSeat;
import city.hotline.proto.floor.v1.ReturnSeat;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.TakeSeat;
import city.hotline.proto.floor.v1.WelcomeSeat;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seats are lent, work on another floor, and come home; each is counted once. */
class LoanTest {
  private static final String HAIDIAN = "110108";

  private final FloorStage stage = new FloorStage();

  private static FloorCommand lend(String seat) {
    return lend(seat, HAIDIAN, "chief");
  }

  private static FloorCommand lend(String seat, String borrower, String by) {
    return FloorCommand.newBuilder()
        .setLendSeat(LendSeat.newBuilder().setSeatId(seat).setBorrower(borrower).setBy(by))
        .build();
  }

  private static FloorCommand take(String seat, String... skills) {
    return FloorCommand.newBuilder()
        .setTakeSeat(
            TakeSeat.newBuilder()
                .setSeat(
                    Seat.newBuilder()
                        .setSeatId(seat)
                        .setOperator("op")
                        .addAllSkills(List.of(skills))))
        .build();
  }

  private static FloorCommand askBack(String seat, String by) {
    return FloorCommand.newBuilder()
        .setAskSeatBack(AskSeatBack.newBuilder().setSeatId(seat).setBy(by))
        .build();
  }

  private static FloorCommand recall(String seat) {
    return FloorCommand.newBuilder().setRecallSeat(RecallSeat.newBuilder().setSeatId(seat)).build();
  }

  private static FloorCommand giveBack(String seat, String by) {
    return FloorCommand.newBuilder()
        .setReturnSeat(ReturnSeat.newBuilder().setSeatId(seat).setBy(by))
        .build();
  }

  private static FloorCommand welcome(String seat, Presence presence) {
    return FloorCommand.newBuilder()
        .setWelcomeSeat(WelcomeSeat.newBuilder().setSeatId(seat).setPresence(presence))
        .build();
  }

  private String guest() {
    String guest = HAIDIAN + "-S7";
    stage.accepted(take(guest, "general"));
    return guest;
  }

  private String lent() {
    String seat = stage.sitsDown("S1");
    stage.accepted(lend(seat));
    return seat;
  }

  @Test
  void aLentSeatIsOfferedNothingAndCountedAsLent() {
    String seat = lent();
    String call = stage.arrives();
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_LENT);
    assertThat(stage.seat(seat).getLentTo()).isEqualTo(HAIDIAN);
    assertThat(stage.floor.figures().getSeats().getSignedIn()).isZero();
    assertThat(stage.floor.figures().getSeats().getLent()).isEqualTo(1);
    assertThat(stage.floor.picture().getSeats(0).getState())
        .isEqualTo(DisplayedState.DISPLAYED_STATE_LENT);
    assertThat(stage.log.get(stage.log.size() - 2).event().getSeatLent().getBy())
        .isEqualTo("chief");
  }

  @Test
  void aSeatThatComesHomeIsOfferedWhoeverWaits() {
    String seat = lent();
    String call = stage.arrives();
    stage.accepted(welcome(seat, Presence.PRESENCE_AVAILABLE));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.SEAT_CAME_HOME, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
    assertThat(stage.floor.figures().getSeats().getLent()).isZero();
  }

  @Test
  void aSeatComesHomeWithThePresenceItHad() {
    String seat = lent();
    stage.accepted(welcome(seat, Presence.PRESENCE_MEAL));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_MEAL);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
  }

  @Test
  void anOperatorWhoLeftOnTheOtherFloorHasLeft() {
    String seat = lent();
    stage.accepted(welcome(seat, Presence.PRESENCE_OFFLINE));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_OFFLINE);
    stage.accepted(FloorStage.signIn(seat, "somebody else"));
  }

  @Test
  void aGuestIsOfferedCallsOfThisFloorAndCountedHere() {
    String call = stage.arrives();
    String guest = guest();
    assertThat(stage.call(call).getSeatId()).isEqualTo(guest);
    assertThat(stage.floor.figures().getSeats().getSignedIn()).isEqualTo(1);
    assertThat(stage.floor.figures().getSeats().getGuests()).isEqualTo(1);
    stage.accepted(FloorStage.accept(guest, call));
    stage.accepted(FloorStage.end(guest, call));
    stage.accepted(FloorStage.wrapUp(guest, call));
    assertThat(stage.floor.figures().getTotal().getHandled()).isEqualTo(1);
  }

  @Test
  void aGuestThatIsWantedBackEndsItsCallAndGoesHomeByItself() {
    String call = stage.arrives();
    String guest = guest();
    stage.accepted(FloorStage.accept(guest, call));
    stage.accepted(recall(guest));
    stage.arrives();
    stage.accepted(FloorStage.end(guest, call));
    stage.accepted(FloorStage.wrapUp(guest, call));
    assertThat(stage.seat(guest).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    stage.pass(0);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.SEAT_RETURNED);
    assertThat(stage.floor.figures().getSeats().getGuests()).isZero();
    assertThat(stage.floor.figures().getSeats().getSignedIn()).isZero();
  }

  @Test
  void aGuestThatSignsOutEndsTheLoan() {
    String guest = guest();
    stage.accepted(FloorStage.signOut(guest));
    assertThat(stage.log.get(stage.log.size() - 1).event().getSeatReturned().getPresence())
        .isEqualTo(Presence.PRESENCE_OFFLINE);
  }

  @Test
  void aGuestThatIsGivenBackLosesTheOfferThatRings() {
    String call = stage.arrives();
    String guest = guest();
    stage.accepted(giveBack(guest, "chief"));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.OFFER_RESCINDED, EventCase.SEAT_RETURNED);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
  }

  @Test
  void whatTheCourierBringsTwiceChangesNothing() {
    String seat = lent();
    stage.accepted(welcome(seat, Presence.PRESENCE_AVAILABLE));
    String guest = guest();
    int facts = stage.log.size();
    stage.accepted(welcome(seat, Presence.PRESENCE_BREAK));
    stage.accepted(take(guest, "english"));
    stage.accepted(recall(seat));
    stage.accepted(recall("110101-S9"));
    stage.accepted(welcome("110105-S9", Presence.PRESENCE_AVAILABLE));
    assertThat(stage.log).hasSize(facts);
  }

  @Test
  void itsOperatorMaySignInAgainAndTheLoanGoesOn() {
    String seat = lent();
    stage.accepted(FloorStage.signIn(seat, "op-S1", "english"));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_LENT);
  }

  @Test
  void theLenderMayAskOnce() {
    String seat = lent();
    stage.accepted(askBack(seat, "chief"));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.SEAT_ASKED_BACK);
    stage.refused(askBack(seat, "chief"), Refusal.REFUSAL_SEAT_ASKED_BACK);
    stage.refusedField(askBack(seat, ""), "by");
    stage.accepted(welcome(seat, Presence.PRESENCE_AVAILABLE));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    stage.refused(askBack(seat, "chief"), Refusal.REFUSAL_SEAT_NOT_LENT);
    stage.refused(askBack("110105-S9", "chief"), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesEverythingElseForASeatThatIsLent() {
    String seat = lent();
    for (FloorCommand command :
        List.of(
            lend(seat),
            FloorStage.signOut(seat),
            FloorStage.presence(seat, Presence.PRESENCE_BREAK),
            FloorStage.silent(seat),
            giveBack(seat, "chief"),
            FloorCommand.newBuilder()
                .setForcePresence(
                    ForcePresence.newBuilder()
                        .setSeatId(seat)
                        .setPresence(Presence.PRESENCE_OFFLINE)
                        .setBy("chief"))
                .build())) {
      assertThat(stage.refused(command, Refusal.REFUSAL_SEAT_LENT).metadata())
          .containsEntry("borrower", HAIDIAN);
    }
  }

  @Test
  void refusesToLendWhatDoesNotWaitForACall() {
    String seat = stage.sitsDown("S1");
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.refused(lend(seat), Refusal.REFUSAL_SEAT_NOT_IDLE);
    stage.refused(lend(guest()), Refusal.REFUSAL_SEAT_IS_GUEST);
    stage.refused(lend("110105-S9"), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.accepted(FloorStage.signOut(seat));
    stage.refused(lend(seat), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }

  @Test
  void refusesABorrowerThatIsNone() {
    String seat = stage.sitsDown("S1");
    stage.refusedField(lend(seat, FloorStage.CHAOYANG, "chief"), "borrower");
    stage.refusedField(lend(seat, HAIDIAN, ""), "by");
    stage.refused(lend(seat, "119999", "chief"), Refusal.REFUSAL_UNKNOWN_DISTRICT);
  }

  @Test
  void refusesToGiveBackWhatIsNotOrCannotGo() {
    stage.refused(giveBack(stage.sitsDown("S1"), "chief"), Refusal.REFUSAL_SEAT_NOT_GUEST);
    stage.refused(giveBack("110108-S9", "chief"), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.accepted(FloorStage.signOut("110105-S1"));
    String guest = guest();
    stage.refusedField(giveBack(guest, ""), "by");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(guest, call));
    stage.refused(giveBack(guest, "chief"), Refusal.REFUSAL_SEAT_ON_CONTACT);
    stage.accepted(FloorStage.end(guest, call));
    stage.accepted(FloorStage.wrapUp(guest, call));
    stage.accepted(giveBack(guest, "chief"));
    stage.refused(giveBack(guest, "chief"), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }
}
