package city.hotline.core.floor;

import static city.hotline.core.floor.QueueStage.general;
import static city.hotline.core.floor.QueueStage.set;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Outbox;
import city.hotline.core.shard.Positions;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatLent;
import city.hotline.proto.floor.v1.SeatWanted;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SpareSeat;
import city.hotline.proto.floor.v1.TakeSeat;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A floor whose callers wait for long asks its neighbours for seats, and sends them home after. */
class BorrowTest {
  private static final String HAIDIAN = "110108";
  private static final String DONGCHENG = "110101";
  private static final SpareSeat NEEDED =
      SpareSeat.newBuilder()
          .setBorrower(HAIDIAN)
          .setQueue("general")
          .setSkill("general")
          .setLevel(1)
          .setCallId(HAIDIAN + "-1")
          .build();

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  private static QueueSettings.Builder borrows(String... lenders) {
    return general().addAllBorrowFrom(List.of(lenders)).setBorrowSeconds(20);
  }

  private static FloorCommand spare(SpareSeat.Builder wanted) {
    return FloorCommand.newBuilder().setSpareSeat(wanted).build();
  }

  /** The guest arrives as its own floor let it go. */
  private static FloorCommand take(SeatLent lent) {
    return FloorCommand.newBuilder()
        .setTakeSeat(TakeSeat.newBuilder().setSeat(lent.getSeat()))
        .build();
  }

  private FloorEvent last() {
    return stage.log.get(stage.log.size() - 1).event();
  }

  private SeatWanted lastWanted() {
    assertThat(last().getEventCase()).isEqualTo(EventCase.SEAT_WANTED);
    return last().getSeatWanted();
  }

  /** A guest of Haidian that came because it was asked for. */
  private String guest() {
    FloorStage haidian = new FloorStage(HAIDIAN);
    haidian.accepted(set(general().setLendAbove(1)));
    haidian.sitsDown("S1");
    haidian.sitsDown("S2");
    haidian.accepted(spare(NEEDED.toBuilder().setBorrower(stage.district)));
    SeatLent lent = haidian.log.get(haidian.log.size() - 1).event().getSeatLent();
    stage.accepted(take(lent));
    return lent.getSeatId();
  }

  @Test
  void whoHasWaitedForLongAsksTheNeighboursByTurns() {
    queue.run(borrows(HAIDIAN, DONGCHENG));
    String call = queue.arrives(queue.caller().setSkill("english"));
    stage.pass(19.9);
    assertThat(stage.call(call).getSeatsAsked()).isZero();
    stage.pass(0.1);
    assertThat(lastWanted().getLender()).isEqualTo(HAIDIAN);
    assertThat(lastWanted().getQueue()).isEqualTo("general");
    assertThat(lastWanted().getSkill()).isEqualTo("english");
    assertThat(lastWanted().getLevel()).isEqualTo(1);
    stage.pass(20);
    assertThat(lastWanted().getLender()).isEqualTo(DONGCHENG);
    stage.pass(20);
    assertThat(lastWanted().getLender()).isEqualTo(HAIDIAN);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(3);
  }

  @Test
  void whatIsAskedOfTheSeatIsWhatTheCallersStepAsks() {
    queue.run(borrows(HAIDIAN).addSteps(QueueStage.step(30, 4)).addSteps(QueueStage.anySeat(1)));
    queue.arrives(queue.caller().setSkill("english"));
    stage.pass(20);
    assertThat(lastWanted().getLevel()).isEqualTo(4);
    stage.pass(20);
    assertThat(lastWanted().getSkill()).isEmpty();
    assertThat(lastWanted().getLevel()).isEqualTo(1);
  }

  @Test
  void nobodyIsAskedWhereTheQueueBorrowsFromNobody() {
    String call = stage.arrives();
    stage.pass(3_600);
    assertThat(stage.call(call).getSeatsAsked()).isZero();
  }

  /**
   * A lent seat brings no room for text contacts that is known here, and nobody waits on a line.
   */
  @Test
  void whoWritesAsksForNoSeat() {
    queue.run(borrows(HAIDIAN));
    String text = queue.arrives(queue.caller().setMedium(Medium.MEDIUM_TEXT));
    stage.pass(60);
    assertThat(stage.call(text).getSeatsAsked()).isZero();
  }

  @Test
  void aQueueThatBorrowsNoMoreAsksNobodyMore() {
    queue.run(borrows(HAIDIAN));
    String call = queue.arrives();
    queue.run(general());
    stage.pass(20);
    assertThat(lastWanted().getLender()).isEmpty();
    assertThat(Outbox.entryOf(last(), Positions.NONE)).isEmpty();
    assertThat(stage.call(call).hasBorrowAt()).isFalse();
    int facts = stage.log.size();
    stage.pass(600);
    assertThat(stage.log).hasSize(facts);
  }

  @Test
  void anOutageIsNotMadeUpForByAskingManyTimes() {
    queue.run(borrows(HAIDIAN));
    String call = queue.arrives();
    stage.after(600).pass(0);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(1);
    stage.pass(20);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(2);
  }

  @Test
  void whoRangInTheMeantimeAsksOnlyOnceHeWaitsInLineAgain() {
    queue.run(borrows(HAIDIAN));
    String seat = queue.sitsDown("S1", "general", 5);
    stage.pass(1);
    String call = queue.arrives();
    assertThat(queue.ringsAt(call)).isEqualTo(seat);
    stage.pass(14);
    assertThat(stage.call(call).getSeatsAsked()).isZero();
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    stage.pass(6);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(1);
  }

  @Test
  void whoIsPassedOnAsksAsIfHeHadCalledThere() {
    queue.run(borrows(HAIDIAN));
    String seat = queue.sitsDown("S1", "general", 5);
    String call = queue.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.after(30).accepted(FloorStage.presence(seat, Presence.PRESENCE_MEAL));
    stage.accepted(FloorStage.transfer(seat, call, "12345"));
    stage.pass(19.9);
    assertThat(stage.call(call).getSeatsAsked()).isZero();
    stage.pass(0.1);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(1);
  }

  @Test
  void eachRoundOfAskingTakesLonger() {
    queue.run(borrows(HAIDIAN));
    String call = queue.arrives();
    stage.pass(20 + 20 + 40 + 60);
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(4);
  }

  @Test
  void aSeatThatLetHimRingIsNotAskedForAgain() {
    queue.run(borrows(HAIDIAN).setRefusedSeconds(600));
    String call = queue.arrives();
    String guest = guest();
    stage.pass(20);
    assertThat(lastWanted().getRefusedByList()).containsExactly(guest);
    FloorStage haidian = new FloorStage(HAIDIAN);
    haidian.accepted(set(general().setLendAbove(1)));
    haidian.sitsDown("S1");
    haidian.sitsDown("S2");
    haidian.accepted(Outbox.entryOf(last(), Positions.NONE).orElseThrow().getFloor());
    assertThat(guest).isEqualTo(HAIDIAN + "-S1");
    assertThat(haidian.log.get(haidian.log.size() - 1).event().getSeatLent().getSeatId())
        .isEqualTo(HAIDIAN + "-S2");
    assertThat(stage.call(call).getSeatsAsked()).isEqualTo(1);
  }

  @Test
  void whatItMissedIsKnownAtHome() {
    stage.arrives();
    String guest = guest();
    stage.pass(15);
    assertThat(last().getSeatReturned().getMissedInARow()).isEqualTo(1);
    FloorStage haidian = new FloorStage(HAIDIAN);
    haidian.accepted(set(general().setLendAbove(1)));
    haidian.sitsDown("S1");
    haidian.sitsDown("S2");
    haidian.accepted(spare(NEEDED.toBuilder().setBorrower(stage.district)));
    haidian.accepted(Outbox.entryOf(last(), Positions.NONE).orElseThrow().getFloor());
    assertThat(haidian.seat(guest).getMissedInARow()).isEqualTo(1);
  }

  @Test
  void theAskedFloorIsToldWhoAsksAndForWhat() {
    queue.run(borrows(HAIDIAN));
    String call = queue.arrives();
    stage.pass(20);
    var entry = Outbox.entryOf(last(), Positions.NONE).orElseThrow();
    assertThat(entry.getReceiver().getDistrict()).isEqualTo(HAIDIAN);
    assertThat(entry.getFloor().getSpareSeat())
        .isEqualTo(NEEDED.toBuilder().setBorrower(stage.district).setCallId(call).build());
  }

  @Test
  void aFloorLendsWhileMoreAreIdleThanItKeeps() {
    queue.run(general().setLendAbove(2));
    for (int i = 1; i <= 4; i++) {
      queue.sitsDown("S" + i, "general", 5);
    }
    stage.accepted(spare(NEEDED.toBuilder()));
    assertThat(last().getSeatLent().getSeatId()).isEqualTo(stage.district + "-S1");
    assertThat(last().getSeatLent().getBorrower()).isEqualTo(HAIDIAN);
    assertThat(last().getSeatLent().getBy()).isEmpty();
    assertThat(last().getSeatLent().getSeat().getBorrowed()).isTrue();
    assertThat(stage.seat(stage.district + "-S1").getBorrowed()).isFalse();
    stage.accepted(spare(NEEDED.toBuilder()));
    stage.accepted(spare(NEEDED.toBuilder()));
    assertThat(Collections.frequency(stage.lastFacts(3), EventCase.SEAT_LENT)).isEqualTo(2);
    assertThat(stage.floor.figures().getSeats().getLent()).isEqualTo(2);
    assertThat(stage.floor.figures().getSeats().getAvailable()).isEqualTo(2);
  }

  @Test
  void aFloorLendsNoneByItselfUnlessToldTo() {
    queue.sitsDown("S1", "general", 5);
    queue.sitsDown("S2", "general", 5);
    int facts = stage.log.size();
    stage.accepted(spare(NEEDED.toBuilder()));
    assertThat(stage.log).hasSize(facts);
  }

  @Test
  void onlyASeatThatCanTakeTheCallerIsLent() {
    queue.run(general().setLendAbove(1));
    queue.sitsDown("S1", "general", 5);
    queue.sitsDown("S2", "english", 2);
    queue.sitsDown("S3", "english", 4);
    stage.accepted(spare(NEEDED.toBuilder().setSkill("english").setLevel(3)));
    assertThat(last().getSeatLent().getSeatId()).isEqualTo(stage.district + "-S3");
    int facts = stage.log.size();
    stage.accepted(spare(NEEDED.toBuilder().setSkill("english").setLevel(3)));
    assertThat(stage.log).hasSize(facts);
    stage.accepted(spare(NEEDED.toBuilder().setSkill("").setLevel(1)));
    assertThat(last().getSeatLent().getSeatId()).isEqualTo(stage.district + "-S1");
  }

  @Test
  void seatsOfOtherQueuesAreNotCountedAsSpare() {
    queue.run(general().setLendAbove(1));
    queue.sitsDown("S1", "general", 5);
    queue.sitsDown("S2", SignIn.newBuilder().addSkills("general").addQueues("utility"));
    int facts = stage.log.size();
    stage.accepted(spare(NEEDED.toBuilder()));
    assertThat(stage.log).hasSize(facts);
  }

  @Test
  void aGuestIsNotLentOn() {
    queue.run(general().setLendAbove(1));
    stage.accepted(
        FloorCommand.newBuilder()
            .setTakeSeat(
                TakeSeat.newBuilder()
                    .setSeat(Seat.newBuilder().setSeatId(DONGCHENG + "-S1").addSkills("general")))
            .build());
    String own = queue.sitsDown("S2", "general", 5);
    stage.accepted(spare(NEEDED.toBuilder()));
    assertThat(last().getSeatLent().getSeatId()).isEqualTo(own);
  }

  @Test
  void aSeatThatWasAskedForTakesTheCallerAndGoesHomeAfterwards() {
    String call = stage.arrives();
    String guest = guest();
    assertThat(stage.call(call).getSeatId()).isEqualTo(guest);
    queue.serves(guest, 10);
    assertThat(stage.seat(guest).getGuest()).isTrue();
    stage.pass(0);
    assertThat(last().getSeatReturned().getSeatId()).isEqualTo(guest);
    assertThat(last().getSeatReturned().getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
    assertThat(stage.floor.figures().getSeats().getGuests()).isZero();
    assertThat(stage.floor.figures().getTotal().getHandled()).isEqualTo(1);
  }

  @Test
  void itStaysWhileSomebodyWaitsWhomItCanTake() {
    String first = stage.arrives();
    String second = stage.arrives();
    String guest = guest();
    assertThat(stage.call(first).getSeatId()).isEqualTo(guest);
    queue.serves(guest, 10);
    stage.pass(0);
    assertThat(stage.call(second).getSeatId()).isEqualTo(guest);
  }

  @Test
  void itGoesHomeAtOnceWhenTheCallerIsServedAlready() {
    String guest = guest();
    assertThat(stage.seat(guest).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    stage.pass(0);
    assertThat(last().getEventCase()).isEqualTo(EventCase.SEAT_RETURNED);
  }

  @Test
  void itGoesHomeAsItIsWhenItsOperatorWantsABreak() {
    String call = stage.arrives();
    stage.arrives();
    String guest = guest();
    stage.accepted(FloorStage.accept(guest, call));
    stage.accepted(FloorStage.presence(guest, Presence.PRESENCE_MEAL));
    stage.after(10).accepted(FloorStage.end(guest, call));
    stage.accepted(FloorStage.wrapUp(guest, call));
    stage.pass(0);
    assertThat(last().getSeatReturned().getPresence()).isEqualTo(Presence.PRESENCE_MEAL);
  }

  @Test
  void itGoesHomeWhenItsSessionLapsesAndNothingKeepsIt() {
    String call = stage.arrives();
    String guest = guest();
    stage.accepted(FloorStage.silent(guest));
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.pass(0);
    assertThat(last().getSeatReturned().getSeatId()).isEqualTo(guest);
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    stage.refusedField(set(borrows(stage.district)), "settings.borrow_from[0]");
    stage.refusedField(set(borrows(HAIDIAN, "119999")), "settings.borrow_from[1]");
    stage.refusedField(
        set(general().addAllBorrowFrom(Collections.nCopies(9, HAIDIAN))), "settings.borrow_from");
    stage.refusedField(set(borrows(HAIDIAN).setBorrowSeconds(4)), "settings.borrow_seconds");
    stage.refusedField(set(borrows(HAIDIAN).setBorrowSeconds(3_601)), "settings.borrow_seconds");
    stage.refusedField(set(general().setLendAbove(-1)), "settings.lend_above");
    stage.refusedField(set(general().setLendAbove(100_001)), "settings.lend_above");
  }
}
