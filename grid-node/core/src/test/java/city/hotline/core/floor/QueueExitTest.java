package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;

class QueueExitTest {

  private final FloorStage stage = new FloorStage();

  private String answered() {
    String seat = stage.sitsDown("S001");
    String call = stage.arrives();
    stage.accepted(FloorStage.accept(seat, call));
    return call;
  }

  @Test
  void refusesToAbandonAnUnknownCall() {
    stage.refused(FloorStage.abandon("110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
    stage.refused(FloorStage.abandon("not a call at all"), Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void refusesToAbandonACallThatWasAnswered() {
    assertThat(
            stage
                .refused(FloorStage.abandon(answered()), Refusal.REFUSAL_CALL_NOT_WAITING)
                .metadata())
        .containsEntry("state", "CONNECTED");
  }

  @Test
  void refusesAFlowOutToNowhere() {
    String call = stage.arrives();
    stage.refusedField(FloorStage.flowOut(call, FlowOutKind.FLOW_OUT_KIND_UNSPECIFIED), "kind");
  }

  @Test
  void refusesAFlowOutOfAnUnknownCall() {
    stage.refused(
        FloorStage.flowOut("110105-9", FlowOutKind.FLOW_OUT_KIND_CALLBACK),
        Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void refusesAFlowOutOfACallThatWasAnswered() {
    stage.refused(
        FloorStage.flowOut(answered(), FlowOutKind.FLOW_OUT_KIND_CALLBACK),
        Refusal.REFUSAL_CALL_NOT_WAITING);
  }

  @Test
  void refusesAFailureOfAnUnknownCall() {
    stage.refused(FloorStage.failure("110105-9"), Refusal.REFUSAL_UNKNOWN_CALL);
  }

  @Test
  void refusesAFailureOfACallThatWasAnswered() {
    stage.refused(FloorStage.failure(answered()), Refusal.REFUSAL_CALL_NOT_WAITING);
  }

  @Test
  void countsEachWayOut() {
    stage.accepted(FloorStage.flowOut(stage.arrives(), FlowOutKind.FLOW_OUT_KIND_CALLBACK));
    stage.accepted(FloorStage.flowOut(stage.arrives(), FlowOutKind.FLOW_OUT_KIND_TRANSFER));
    stage.accepted(FloorStage.flowOut(stage.arrives(), FlowOutKind.FLOW_OUT_KIND_OVERFLOW));
    stage.accepted(FloorStage.failure(stage.arrives()));
    CallFigures total = stage.floor.figures().getTotal();
    assertThat(total.getOffered()).isEqualTo(4);
    assertThat(total.getFlowedOutCallback()).isEqualTo(1);
    assertThat(total.getFlowedOutTransfer()).isEqualTo(1);
    assertThat(total.getFlowedOutOverflow()).isEqualTo(1);
    assertThat(total.getFailed()).isEqualTo(1);
  }

  @Test
  void aCallThatLeavesWhileItRingsFreesItsSeat() {
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.flowOut(stage.arrives(), FlowOutKind.FLOW_OUT_KIND_TRANSFER));
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    stage.accepted(FloorStage.failure(stage.arrives()));
    assertThat(stage.seat(seat).getCallId()).isEmpty();
    assertThat(stage.floor.figures().getSeats().getAvailable()).isEqualTo(1);
  }
}
