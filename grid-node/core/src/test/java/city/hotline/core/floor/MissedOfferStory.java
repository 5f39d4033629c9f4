package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** A call rings at a seat where nobody picks up. */
class MissedOfferStory {

  private final FloorStage stage = new FloorStage();

  @Test
  void aMissedCallGoesBackToTheHeadOfTheLineWithItsOwnQueueTime() {
    String away = stage.sitsDown("S001");
    String call = stage.arrives();
    long queuedAt = stage.nowMs();
    String later = stage.after(5).arrives();
    assertThat(stage.floor.nextDeadlineMs()).isEqualTo(queuedAt + 15_000);
    stage.after(9.999).refused(FloorStage.tick(), Refusal.REFUSAL_NOTHING_DUE);

    // Fifteen seconds: the seat is offered the other call, this one waits at the head.
    stage.after(0.001).accepted(FloorStage.tick());
    assertThat(stage.lastFacts(2)).containsExactly(EventCase.OFFER_MISSED, EventCase.CALL_OFFERED);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getRefusalsList())
        .extracting(RefusedOffer::getSeatId)
        .containsExactly(away);
    assertThat(Times.millis(stage.call(call).getQueuedAt())).isEqualTo(queuedAt);
    assertThat(stage.call(later).getSeatId()).isEqualTo(away);
    assertThat(stage.floor.figures().getOldestCallId()).isEqualTo(call);
    assertThat(stage.floor.figures().getSeats().getMissed()).isEqualTo(1);

    // Whoever comes next takes it first, and its wait is the whole wait.
    String third = stage.arrives();
    String fresh = stage.sitsDown("S002");
    assertThat(stage.call(call).getSeatId()).isEqualTo(fresh);
    stage.after(5).accepted(FloorStage.accept(fresh, call));
    assertThat(stage.floor.figures().getTotal().getAnsweredWaitMs()).isEqualTo(20_000);
    assertThat(stage.floor.figures().getTotal().getAnsweredInLevel()).isZero();
    assertThat(stage.floor.figures().getTotal().getOffersMissed()).isEqualTo(1);
    assertThat(stage.call(third).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
  }

  @Test
  void afterThreeMissedCallsTheSeatIsNotReady() {
    String away = stage.sitsDown("S001");
    for (int i = 0; i < 5; i++) {
      stage.arrives();
    }
    stage.pass(30);
    assertThat(stage.seat(away).getMissedInARow()).isEqualTo(2);
    assertThat(stage.seat(away).getRouting()).isEqualTo(Routing.ROUTING_INTERACTING);
    stage.pass(15);
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.OFFER_MISSED, EventCase.SEAT_PRESENCE_CHANGED);
    assertThat(stage.seat(away).getPresence()).isEqualTo(Presence.PRESENCE_NO_ANSWER);
    assertThat(stage.seat(away).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
    assertThat(stage.floor.figures().getSeats().getNotReady()).isEqualTo(1);
    assertThat(stage.floor.waiting()).isEqualTo(5);

    // Back at the desk: the calls it let ring are for others, the next one is offered.
    stage.accepted(FloorStage.presence(away, Presence.PRESENCE_AVAILABLE));
    assertThat(stage.seat(away).getCallId()).isEqualTo("110105-4");
  }

  @Test
  void onlyMissesInARowCount() {
    String seat = stage.sitsDown("S001");
    stage.arrives();
    stage.pass(15);
    stage.arrives();
    stage.pass(15);
    String taken = stage.arrives();
    stage.accepted(FloorStage.accept(seat, taken));
    stage.accepted(FloorStage.end(seat, taken));
    stage.accepted(FloorStage.wrapUp(seat, taken));
    assertThat(stage.floor.figures().getSeats().getAvailable()).isEqualTo(1);
    stage.arrives();
    stage.pass(15);
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
  }

  @Test
  void anOperatorWhoAskedForABreakGetsItAndNotTheBlame() {
    String seat = stage.sitsDown("S001");
    stage.arrives();
    stage.pass(15);
    stage.arrives();
    stage.pass(15);
    stage.arrives();
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.pass(15);
    assertThat(stage.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
  }

  @Test
  void evenWhereOneMissMakesASeatNotReadyTheWishComesFirst() {
    FloorStage strict =
        new FloorStage(
            FloorStage.CHAOYANG,
            FloorDefaults.SETTINGS.toBuilder().setMissesUntilNotReady(1).build());
    String seat = strict.sitsDown("S001");
    strict.arrives();
    strict.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    strict.pass(15);
    assertThat(strict.seat(seat).getPresence()).isEqualTo(Presence.PRESENCE_BREAK);
    String other = strict.sitsDown("S002");
    strict.pass(15);
    assertThat(strict.seat(other).getPresence()).isEqualTo(Presence.PRESENCE_NO_ANSWER);
  }

  @Test
  void whoeverTurnsACallDownIsThereAndStartsCountingAnew() {
    String seat = stage.sitsDown("S001");
    stage.arrives();
    stage.pass(15);
    assertThat(stage.seat(seat).getMissedInARow()).isEqualTo(1);
    stage.accepted(FloorStage.reject(seat, stage.arrives()));
    assertThat(stage.seat(seat).getMissedInARow()).isZero();
    assertThat(stage.floor.figures().getSeats().getAvailable()).isEqualTo(1);
  }

  @Test
  void oneTickCarriesOutOneDeadline() {
    stage.sitsDown("S001");
    stage.sitsDown("S002");
    stage.arrives();
    stage.arrives();
    stage.after(15);
    stage.accepted(FloorStage.tick());
    assertThat(stage.somethingDue()).isTrue();
    stage.accepted(FloorStage.tick());
    assertThat(stage.somethingDue()).isFalse();
    stage.refused(FloorStage.tick(), Refusal.REFUSAL_NOTHING_DUE);
  }
}
