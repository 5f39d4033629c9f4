package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.ForcePresence;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** A supervisor makes seats ready, or not, or signs them out. */
class ForcePresenceTest {

  private final FloorStage stage = new FloorStage();

  private static FloorCommand force(String seat, Presence presence) {
    return force(seat, presence, "chief");
  }

  private static FloorCommand force(String seat, Presence presence, String by) {
    return FloorCommand.newBuilder()
        .setForcePresence(
            ForcePresence.newBuilder().setSeatId(seat).setPresence(presence).setBy(by))
        .build();
  }

  @Test
  void forcesAPresenceAndKeepsWhoWantedIt() {
    String seat = stage.sitsDown("S1");
    stage.accepted(force(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    assertThat(stage.log.get(stage.log.size() - 1).event().getSeatPresenceChanged().getForcedBy())
        .isEqualTo("chief");
  }

  @Test
  void forcesTheNextPresenceDuringACall() {
    String seat = stage.sitsDown("S1");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(force(seat, Presence.PRESENCE_COACHING));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    assertThat(stage.seat(seat).getNextPresence()).isEqualTo(Presence.PRESENCE_COACHING);
  }

  @Test
  void signsASeatOutAndTakesItsOfferBack() {
    String seat = stage.sitsDown("S1");
    String call = stage.arrives();
    stage.accepted(force(seat, Presence.PRESENCE_OFFLINE));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.OFFER_RESCINDED, EventCase.SEAT_SIGNED_OUT);
    assertThat(stage.log.get(stage.log.size() - 1).event().getSeatSignedOut().getForcedBy())
        .isEqualTo("chief");
    assertThat(stage.call(call).getSeatId()).isEmpty();
  }

  @Test
  void refusesToSignASeatOutInConversation() {
    String seat = stage.sitsDown("S1");
    stage.accepted(FloorStage.accept(seat, stage.arrives()));
    stage.refused(force(seat, Presence.PRESENCE_OFFLINE), Refusal.REFUSAL_SEAT_ON_CONTACT);
  }

  @Test
  void refusesWhatNobodyMayAskFor() {
    String seat = stage.sitsDown("S1");
    stage.refusedField(force(seat, Presence.PRESENCE_NO_ANSWER), "presence");
    stage.refusedField(force(seat, Presence.PRESENCE_UNSPECIFIED), "presence");
    stage.refusedField(force(seat, Presence.PRESENCE_BREAK, ""), "by");
    stage.refusedField(force(seat, Presence.PRESENCE_BREAK, "x".repeat(65)), "by");
  }

  @Test
  void refusesForASeatThatIsNotThere() {
    stage.refused(force("110105-S9", Presence.PRESENCE_BREAK), Refusal.REFUSAL_UNKNOWN_SEAT);
    String seat = stage.sitsDown("S1");
    stage.accepted(FloorStage.signOut(seat));
    stage.refused(force(seat, Presence.PRESENCE_BREAK), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }

  @Test
  void refusesThePresenceThatIs() {
    stage.refused(
        force(stage.sitsDown("S1"), Presence.PRESENCE_AVAILABLE),
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED);
  }
}
