package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

/** Who comes before whom. */
class CallerOrderTest {

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  @Test
  void servesTheNewestNotFirst() {
    String first = queue.arrives();
    stage.after(1);
    queue.arrives();
    assertThat(stage.seat(stage.sitsDown("S1")).getCallId()).isEqualTo(first);
  }

  @Test
  void putsTheHigherPriorityFirstUntilTheOtherHasWaitedLonger() {
    queue.run(QueueStage.general().setAgeingSeconds(30));
    String patient = queue.arrives();
    stage.after(29);
    String urgent = queue.arrives(queue.caller().setPriority(1));
    assertThat(stage.seat(stage.sitsDown("S1")).getCallId()).isEqualTo(urgent);
    stage.after(2);
    queue.arrives(queue.caller().setPriority(1));
    assertThat(stage.seat(stage.sitsDown("S2")).getCallId()).isEqualTo(patient);
  }

  @Test
  void reportsTheRealWaitOfWhoeverIsAhead() {
    stage.after(100);
    String urgent = queue.arrives(queue.caller().setPriority(9));
    stage.after(3);
    String seat = stage.sitsDown("S1");
    stage.accepted(FloorStage.accept(seat, urgent));
    assertThat(stage.floor.figures().getTotal().getAnsweredWaitMs()).isEqualTo(3_000);
  }

  @Test
  void putsTheEmergencyAheadByWhatItsQueueSays() {
    queue.run(QueueStage.general().setEmergencySeconds(120));
    queue.arrives();
    stage.after(119);
    String emergency = queue.arrives(queue.caller().addBoosts(BoostReason.BOOST_REASON_EMERGENCY));
    assertThat(stage.call(emergency).getBoosts(0).getSeconds()).isEqualTo(120);
    assertThat(stage.seat(stage.sitsDown("S1")).getCallId()).isEqualTo(emergency);
  }

  @Test
  void neverPutsACallerAheadByMoreThanTheBound() {
    queue.run(
        QueueStage.general()
            .setEmergencySeconds(100)
            .setDistressSeconds(100)
            .setMaxBoostSeconds(150));
    String call =
        queue.arrives(
            queue
                .caller()
                .addBoosts(BoostReason.BOOST_REASON_EMERGENCY)
                .addBoosts(BoostReason.BOOST_REASON_DISTRESS));
    assertThat(aheadMs(call)).isEqualTo(150_000);
  }

  @Test
  void letsAWaitingCallerInDistressGetAhead() {
    queue.run(QueueStage.general().setDistressSeconds(60));
    String first = queue.arrives();
    stage.after(10);
    String second = queue.arrives();
    stage.accepted(QueueStage.boost(second, BoostReason.BOOST_REASON_DISTRESS));
    assertThat(stage.lastFacts(1)).containsExactly(EventCase.CALL_BOOSTED);
    assertThat(stage.seat(stage.sitsDown("S1")).getCallId()).isEqualTo(second);
    assertThat(stage.seat(stage.sitsDown("S2")).getCallId()).isEqualTo(first);
  }

  @Test
  void refusesABoostThatIsNone() {
    stage.refusedField(
        QueueStage.boost(queue.arrives(), BoostReason.BOOST_REASON_UNSPECIFIED), "reason");
  }

  @Test
  void refusesToBoostTwiceForOneReason() {
    String call = queue.arrives();
    stage.accepted(QueueStage.boost(call, BoostReason.BOOST_REASON_DISTRESS));
    stage.refused(
        QueueStage.boost(call, BoostReason.BOOST_REASON_DISTRESS),
        Refusal.REFUSAL_CALL_ALREADY_BOOSTED);
  }

  @Test
  void refusesToBoostWhoDoesNotWait() {
    stage.refused(
        QueueStage.boost("110105-9", BoostReason.BOOST_REASON_DISTRESS),
        Refusal.REFUSAL_UNKNOWN_CALL);
    String seat = stage.sitsDown("S1");
    String call = queue.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    stage.refused(
        QueueStage.boost(call, BoostReason.BOOST_REASON_DISTRESS),
        Refusal.REFUSAL_CALL_NOT_WAITING);
  }

  @Test
  void givesWhoAbandonedAndCallsAgainTheFormerPlaceBack() {
    String first = queue.arrives(queue.caller("13800000001"));
    stage.after(10);
    String second = queue.arrives(queue.caller("13800000002"));
    stage.after(5).accepted(FloorStage.abandon(first));
    stage.after(60);
    String again = queue.arrives(queue.caller("13800000001"));
    assertThat(aheadMs(again)).isEqualTo(75_000);
    assertThat(stage.seat(stage.sitsDown("S1")).getCallId()).isEqualTo(again);
    assertThat(stage.seat(stage.sitsDown("S2")).getCallId()).isEqualTo(second);
  }

  @Test
  void givesNoFormerPlaceAfterAMinuteNorTwice() {
    stage.accepted(FloorStage.abandon(queue.arrives(queue.caller("13800000001"))));
    stage.after(60.001);
    assertThat(aheadMs(queue.arrives(queue.caller("13800000001")))).isZero();
    assertThat(aheadMs(queue.arrives(queue.caller("13800000001")))).isZero();
  }

  @Test
  void putsTheRepeatCallerAheadByWhatItsQueueSays() {
    queue.run(QueueStage.general().setRepeatSeconds(600).setRepeatCallerSeconds(30));
    String seat = stage.sitsDown("S1");
    queue.arrives(queue.caller("13800000001"));
    queue.serves(seat, 20);
    stage.accepted(FloorStage.signOut(seat));
    stage.after(600);
    String again = queue.arrives(queue.caller("13800000001"));
    assertThat(stage.call(again).getBoosts(0).getReason())
        .isEqualTo(BoostReason.BOOST_REASON_REPEAT_CALLER);
    assertThat(aheadMs(again)).isEqualTo(30_000);
    assertThat(aheadMs(queue.arrives(queue.caller("13800000002")))).isZero();
  }

  @Test
  void refusesAPriorityOrABoostThatCannotBe() {
    stage.refusedField(FloorStage.arrival(queue.caller().setPriority(10)), "priority");
    stage.refusedField(FloorStage.arrival(queue.caller().setPriority(-1)), "priority");
    stage.refusedField(
        FloorStage.arrival(queue.caller().addBoosts(BoostReason.BOOST_REASON_REPEAT_CALLER)),
        "boosts[0]");
  }

  private long aheadMs(String callId) {
    Call call = stage.call(callId);
    return call.hasPlace() ? Times.millis(call.getQueuedAt()) - Times.millis(call.getPlace()) : 0;
  }
}
