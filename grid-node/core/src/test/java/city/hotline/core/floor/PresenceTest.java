package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SetPresence;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private final FloorStage stage = new FloorStage();

  @Test
  void refusesAPresenceNobodyCanAskFor() {
    String seat = stage.sitsDown("S001");
    stage.refusedField(FloorStage.presence(seat, Presence.PRESENCE_UNSPECIFIED), "presence");
    stage.refusedField(FloorStage.presence(seat, Presence.PRESENCE_OFFLINE), "presence");
    stage.refusedField(FloorStage.presence(seat, Presence.PRESENCE_NO_ANSWER), "presence");
    stage.refusedField(
        FloorCommand.newBuilder()
            .setSetPresence(SetPresence.newBuilder().setSeatId(seat).setPresenceValue(99))
            .build(),
        "presence");
  }

  @Test
  void refusesThePresenceOfAnUnknownSeat() {
    stage.refused(
        FloorStage.presence("110105-S009", Presence.PRESENCE_BREAK), Refusal.REFUSAL_UNKNOWN_SEAT);
  }

  @Test
  void refusesThePresenceOfASeatNobodySitsAt() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.signOut(seat));
    stage.refused(
        FloorStage.presence(seat, Presence.PRESENCE_BREAK), Refusal.REFUSAL_SEAT_NOT_SIGNED_IN);
  }

  @Test
  void refusesThePresenceTheSeatHas() {
    String seat = stage.sitsDown("S001");
    stage.refused(
        FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE),
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED);
  }

  @Test
  void refusesTheNextPresenceTheSeatHasAskedForAlready() {
    String seat = stage.sitsDown("S001");
    stage.arrives();
    stage.refused(
        FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE),
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.refused(
        FloorStage.presence(seat, Presence.PRESENCE_BREAK),
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED);
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE));
  }

  @Test
  void aSeatOnABreakIsNotOfferedAnything() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(stage.floor.figures().getSeats().getNotReady()).isEqualTo(1);
    assertThat(stage.call(stage.arrives()).getSeatId()).isEmpty();
  }

  @Test
  void aBreakAskedForWhileACallRingsBeginsWhenTheCallIsGone() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.reject(seat, call));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
  }

  @Test
  void theLastExplicitWishWins() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE));
    stage.accepted(FloorStage.abandon(call));
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
  }

  @Test
  void goingFromOneReasonToAnotherKeepsTheSeatOffTheQueue() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_TRAINING));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_COACHING));
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_TECHNICAL));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_TECHNICAL);
  }

  @Test
  void comingBackFromABreakTheSeatGoesToTheEndOfTheLine() {
    String first = stage.sitsDown("S001");
    String second = stage.sitsDown("S002");
    stage.accepted(FloorStage.presence(first, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.presence(first, Presence.PRESENCE_AVAILABLE));
    assertThat(stage.call(stage.arrives()).getSeatId()).isEqualTo(second);
  }
}
