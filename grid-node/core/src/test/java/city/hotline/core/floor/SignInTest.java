package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SignInTest {

  private final FloorStage stage = new FloorStage();

  private static SignIn.Builder signIn() {
    return SignIn.newBuilder().setSeatId("110105-S001").setOperator("op");
  }

  @Test
  void refusesASeatIdThatIsNotOfThisFloor() {
    stage.refusedField(FloorStage.signIn(signIn().setSeatId("110101-S001")), "seat_id");
    stage.refusedField(FloorStage.signIn(signIn().setSeatId("110105S001")), "seat_id");
    stage.refusedField(FloorStage.signIn(signIn().setSeatId("110105-")), "seat_id");
    stage.refusedField(FloorStage.signIn(signIn().setSeatId("110105-S 1")), "seat_id");
    stage.refusedField(
        FloorStage.signIn(signIn().setSeatId("110105-" + "S".repeat(33))), "seat_id");
    stage.accepted(FloorStage.signIn(signIn().setSeatId("110105-" + "a-Z9".repeat(8))));
  }

  @Test
  void refusesNobodyAndNamesThatAreTooLong() {
    stage.refusedField(FloorStage.signIn(signIn().setOperator("")), "operator");
    stage.refusedField(FloorStage.signIn(signIn().setOperator("o".repeat(65))), "operator");
  }

  @Test
  void refusesTooManySkillsOrTooLongOnes() {
    stage.refusedField(
        FloorStage.signIn(signIn().addAllSkills(Collections.nCopies(33, "s"))), "skills");
    stage.refusedField(FloorStage.signIn(signIn().addSkills("s").addSkills("")), "skills[1]");
    stage.refusedField(FloorStage.signIn(signIn().addSkills("s".repeat(33))), "skills[0]");
  }

  @Test
  void refusesAWrapUpLimitOutOfRange() {
    stage.refusedField(FloorStage.signIn(signIn().setWrapUpSeconds(-1)), "wrap_up_seconds");
    stage.refusedField(FloorStage.signIn(signIn().setWrapUpSeconds(3601)), "wrap_up_seconds");
  }

  @Test
  void refusesASeatThatIsTakenBySomebodyElse() {
    stage.accepted(FloorStage.signIn(signIn()));
    stage.refused(FloorStage.signIn(signIn().setOperator("other")), Refusal.REFUSAL_SEAT_TAKEN);
    stage.accepted(FloorStage.signOut("110105-S001"));
    stage.accepted(FloorStage.signIn(signIn().setOperator("other")));
    assertThat(stage.seat("110105-S001").getOperator()).isEqualTo("other");
  }

  @Test
  void sitsDownReadyWithTheGeneralSkillAndNamesASkillOnce() {
    stage.accepted(FloorStage.signIn(signIn()));
    assertThat(stage.seat("110105-S001").getSkillsList()).containsExactly("general");
    assertThat(stage.seat("110105-S001").getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    assertThat(stage.seat("110105-S001").getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    stage.accepted(FloorStage.signIn(signIn().addSkills("a").addSkills("b").addSkills("a")));
    assertThat(stage.seat("110105-S001").getSkillsList()).containsExactly("a", "b");
  }

  @Test
  void theSameOperatorSigningInAgainKeepsTheCall() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.accepted(FloorStage.signIn(seat, "op-S001", "english")).getCallId())
        .isEqualTo(call);
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.SEAT_SIGNED_IN);
    assertThat(stage.seat(seat).getCallId()).isEqualTo(call);
    assertThat(stage.seat(seat).getNextPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    stage.accepted(FloorStage.end(seat, call));
  }

  @Test
  void theSameOperatorSigningInAgainStaysOnTheBreak() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.signIn(seat, "op-S001", "english"));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    assertThat(stage.seat(seat).getSkillsList()).containsExactly("english");
  }

  @Test
  void aNewSkillBringsTheCallThatWaitedForIt() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives("english");
    stage.accepted(FloorStage.signIn(seat, "op-S001", "general", "english"));
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
  }

  @Test
  void aSeatKeepsItsPlaceInLineWhenItsSkillsChange() {
    String first = stage.sitsDown("S002");
    stage.sitsDown("S001", "english");
    stage.accepted(FloorStage.signIn(first, "op-S002", "english"));
    assertThat(stage.call(stage.arrives("english")).getSeatId()).isEqualTo(first);
  }

  @Test
  void aSilentSeatWhoseOperatorSignsInAgainIsBack() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.signIn(seat, "op-S001"));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.SEAT_SIGNED_IN, EventCase.SEAT_CAME_BACK);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void refusesToSignOutAnUnknownSeat() {
    stage.refused(FloorStage.signOut("110105-S009"), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesToSignOutTwice() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.signOut(seat));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_OFFLINE);
    assertThat(stage.floor.signedInSeats()).isEmpty();
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }

  @Test
  void refusesToSignOutDuringAConversationOrItsWrapUp() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_ON_CONTACT);
    stage.accepted(FloorStage.hold(seat, call));
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_ON_CONTACT);
    stage.accepted(FloorStage.end(seat, call));
    stage.refused(FloorStage.signOut(seat), Refusal.REFUSAL_SEAT_ON_CONTACT);
  }

  @Test
  void anOfferedCallGoesBackBeforeTheSeatLeaves() {
    String leaving = stage.sitsDown("S001");
    String call = stage.arrives();
    String other = stage.sitsDown("S002");
    stage.accepted(FloorStage.signOut(leaving));
    assertThat(stage.lastFacts(3))
        .containsExactly(
            EventCase.OFFER_RESCINDED, EventCase.SEAT_SIGNED_OUT, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getSeatId()).isEqualTo(other);
    assertThat(stage.call(call).getRefusalsList()).isEmpty();
  }
}
