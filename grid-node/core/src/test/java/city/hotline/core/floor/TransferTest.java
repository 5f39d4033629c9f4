package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.conversation.TransferRules;
import city.hotline.core.directory.Directory;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.PartFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.OpeningHours;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.Transfer;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller is passed on to another hotline. */
class TransferTest {
  private static final String POWER = "95598";
  private static final String MAIN = "12345";
  private static final String UTILITY = "utility";

  private final FloorStage stage = new FloorStage();
  private String seat = "";
  private String call = "";

  @BeforeEach
  void oneTalksAfterThreeSeconds() {
    call = stage.arrives();
    seat = stage.after(3).sitsDown("S001");
    stage.accepted(FloorStage.accept(seat, call));
  }

  /** A seat for calls about power, gas and water. */
  private String utilitySeat(String name) {
    return stage
        .accepted(
            FloorStage.signIn(
                SignIn.newBuilder()
                    .setSeatId("110105-" + name)
                    .setOperator("op-" + name)
                    .addQueues(UTILITY)))
        .getSeatId();
  }

  private FloorCommand onPower(String switchCall) {
    return FloorStage.arrival(
        ReportArrival.newBuilder().setSwitchCallId(switchCall).setHotline(POWER));
  }

  private void run(QueueSettings.Builder utility) {
    stage.accepted(QueueStage.set(utility.setQueue(UTILITY)));
  }

  private CallFigures ofHotline(String code) {
    return stage.floor.day("").orElseThrow().getDetail().getHotlinesList().stream()
        .filter(part -> part.getName().equals(code))
        .map(PartFigures::getFigures)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCallStaysTheSameAndWaitsOnTheOtherLine() {
    stage.after(10).accepted(FloorStage.transfer(seat, call, POWER));
    Call waits = stage.call(call);
    assertThat(waits.getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    assertThat(waits.getHotline()).isEqualTo(POWER);
    assertThat(waits.getQueue()).isEqualTo(UTILITY);
    assertThat(waits.getSeatId()).isEmpty();
    assertThat(waits.hasAnsweredAt()).isFalse();
    assertThat(waits.getSwitchCallId()).isEqualTo("switch-1");
    Transfer first = waits.getTransfers(0);
    assertThat(first.getHotline()).isEqualTo(MAIN);
    assertThat(first.getSeatId()).isEqualTo(seat);
    assertThat(first.getAt().getSeconds() - first.getAnsweredAt().getSeconds()).isEqualTo(10);
    assertThat(stage.floor.figures().getOldestCallId()).isEqualTo(call);
  }

  @Test
  void theSeatIsFreeAtOnceAndASeatOfTheOtherQueueGetsIt() {
    String power = utilitySeat("S002");
    stage.accepted(FloorStage.transfer(seat, call, POWER));
    assertThat(stage.lastFacts(2))
        .containsExactly(EventCase.CALL_TRANSFERRED, EventCase.CALL_OFFERED);
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    assertThat(stage.seat(seat).getHandled()).isEqualTo(1);
    assertThat(stage.call(call).getSeatId()).isEqualTo(power);
    assertThat(stage.call(call).getAttempt()).as("goes on counting").isEqualTo(2);
    stage.accepted(FloorStage.accept(power, call));
    stage.accepted(FloorStage.end(power, call));
    stage.accepted(FloorStage.wrapUp(power, call));
    assertThat(stage.floor.call(call)).isEmpty();
  }

  @Test
  void eachHotlineAddsUpAndTheConversationCountsWhereItWas() {
    String power = utilitySeat("S002");
    stage.after(10).accepted(FloorStage.hold(seat, call));
    stage.after(4).accepted(FloorStage.transfer(seat, call, POWER));
    stage.after(2).accepted(FloorStage.accept(power, call));
    stage.after(7).accepted(FloorStage.end(power, call));
    stage.after(1).accepted(FloorStage.wrapUp(power, call));
    CallFigures main = ofHotline(MAIN);
    assertThat(main.getOffered()).isEqualTo(1);
    assertThat(main.getAnswered()).isEqualTo(1);
    assertThat(main.getHandled()).isEqualTo(1);
    assertThat(main.getTransferred()).isEqualTo(1);
    assertThat(main.getTalkMs()).isEqualTo(10_000);
    assertThat(main.getHoldMs()).isEqualTo(4_000);
    assertThat(main.getWrapMs()).isZero();
    CallFigures after = ofHotline(POWER);
    assertThat(after.getOffered()).isEqualTo(1);
    assertThat(after.getAnswered()).isEqualTo(1);
    assertThat(after.getAnsweredWaitMs()).as("the wait on this line").isEqualTo(2_000);
    assertThat(after.getTransferred()).isZero();
    assertThat(after.getTalkMs()).isEqualTo(7_000);
    assertThat(after.getWrapMs()).isEqualTo(1_000);
    assertThat(stage.floor.figures().getTotal().getOffered()).isEqualTo(2);
  }

  @Test
  void whoIsPassedOnStandsWhereHeWouldStandHadHeCalledThereFirst() {
    String later = stage.after(5).accepted(onPower("later")).getCallId();
    stage.after(5).accepted(FloorStage.transfer(seat, call, POWER));
    assertThat(stage.floor.figures().getOldestCallId())
        .as("the real wait is that of whoever came to this line first")
        .isEqualTo(later);
    String power = utilitySeat("S002");
    assertThat(stage.seat(power).getCallId()).isEqualTo(call);
  }

  @Test
  void theSeatThatPassedHimOnGetsHimBackOnlyAfterAWhile() {
    stage.accepted(FloorStage.transfer(seat, call, MAIN));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_IDLE);
    stage.pass(59);
    assertThat(stage.call(call).getState()).isEqualTo(CallState.CALL_STATE_QUEUED);
    stage.pass(1);
    assertThat(stage.call(call).getSeatId()).isEqualTo(seat);
  }

  @Test
  void aSeatThatWantedToLeaveAfterThisCallLeaves() {
    stage.accepted(FloorStage.presence(seat, Presence.PRESENCE_BREAK));
    stage.accepted(FloorStage.transfer(seat, call, POWER));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_OFF_QUEUE);
  }

  @Test
  void theCallOfASilentSeatCanBePassedOn() {
    stage.accepted(FloorStage.silent(seat));
    stage.accepted(FloorStage.transfer(seat, call, POWER));
    assertThat(stage.seat(seat).getRouting()).isEqualTo(Routing.ROUTING_NOT_RESPONDING);
    assertThat(stage.seat(seat).getCallId()).isEmpty();
  }

  @Test
  void stepsAndTheLimitOfTheOtherQueueHold() {
    run(QueueSettings.newBuilder().setMaxLength(1));
    stage.accepted(FloorStage.transfer(seat, call, POWER));
    String second = stage.arrives();
    stage.accepted(FloorStage.accept(seat, second));
    assertThat(
            stage
                .refused(
                    FloorStage.transfer(seat, second, POWER), Refusal.REFUSAL_QUEUE_TAKES_NOBODY)
                .metadata())
        .containsEntry("queue", UTILITY)
        .containsEntry("why", "full");
    assertThat(stage.call(second).getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
  }

  @Test
  void nobodyIsPassedOnToAQueueThatIsClosed() {
    run(
        QueueSettings.newBuilder()
            .setOpening(OpeningHours.newBuilder().setFromMinute(0).setToMinute(1)));
    assertThat(
            stage
                .refused(FloorStage.transfer(seat, call, POWER), Refusal.REFUSAL_QUEUE_TAKES_NOBODY)
                .metadata())
        .containsEntry("why", "closed");
  }

  @Test
  void nobodyIsPassedOnForEver() {
    for (int i = 0; i < TransferRules.MOST; i++) {
      stage.accepted(FloorStage.transfer(seat, call, MAIN));
      stage.pass(60);
      stage.accepted(FloorStage.accept(seat, call));
    }
    stage.refused(
        FloorStage.transfer(seat, call, MAIN), Refusal.REFUSAL_CALL_TRANSFERRED_TOO_OFTEN);
    assertThat(stage.call(call).getTransfersCount()).isEqualTo(5);
  }

  @Test
  void refusesWhatIsNotThere() {
    stage.refusedField(FloorStage.transfer(seat, call, ""), "hotline");
    stage.refusedField(
        FloorCommand.newBuilder()
            .setTransferCall(
                TransferCall.newBuilder()
                    .setSeatId(seat)
                    .setCallId(call)
                    .setHotline(POWER)
                    .setSkill("s".repeat(33)))
            .build(),
        "skill");
    stage.refused(FloorStage.transfer(seat, call, "00000"), Refusal.REFUSAL_UNKNOWN_HOTLINE);
    stage.refused(FloorStage.transfer("110105-S9", call, POWER), Refusal.REFUSAL_UNKNOWN_SEAT);
    stage.refused(FloorStage.transfer(seat, "110105-99", POWER), Refusal.REFUSAL_UNKNOWN_CALL);
    String other = stage.sitsDown("S002");
    stage.refused(FloorStage.transfer(other, call, POWER), Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT);
    stage.accepted(FloorStage.end(seat, call));
    stage.refused(FloorStage.transfer(seat, call, POWER), Refusal.REFUSAL_CALL_NOT_CONNECTED);
  }

  @Test
  void aFloorThatIsRestoredGoesOnInTheSameOrder() {
    String later = stage.after(5).accepted(onPower("later")).getCallId();
    stage.after(5).accepted(FloorStage.transfer(seat, call, POWER));
    Floor restored = Floor.restored("110105", Directory.beijing(), stage.floor.snapshot());
    assertThat(restored.snapshot()).isEqualTo(stage.floor.snapshot());
    assertThat(restored.figures()).isEqualTo(stage.floor.figures());
    assertThat(restored.figures().getOldestCallId()).isEqualTo(later);
  }
}
