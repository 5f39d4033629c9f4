package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.TakeBackCall;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller gives up his line, is called back in his turn, and is passed on to another hotline. */
class SwitchStory {
  private static final String FLOOR = "110105";

  @TempDir private Path folder = Path.of("");

  @Test
  void theSwitchIsToldToRingUpWhoIsCalledBackAndWhereHeIsAfterwards() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SwitchReader west = new SwitchReader(caller, FLOOR, "west");
      assertThat(west.next().hasSnapshot()).isTrue();
      String call = west.arrives("w-1", "010-1").getCallId();
      assertThat(west.nextInstruction().getAction())
          .isEqualTo(CallAction.CALL_ACTION_PLAY_POSITION);
      assertThat(west.asksCallback(call).getWithoutEffect()).isFalse();
      assertThat(west.asksCallback(call).getWithoutEffect()).isTrue();
      assertThat(west.hangsUp("w-1").getWithoutEffect()).isTrue();
      assertThat(west.nextInstruction().getAction())
          .isEqualTo(CallAction.CALL_ACTION_AWAIT_CALLBACK);

      SeatLine seat = new SeatLine(caller, FLOOR + "-S001");
      assertThat(seat.asks(SeatLine.signIn(caller.nextId())).hasAccepted()).isTrue();
      seat.awaitCall(CallState.CALL_STATE_OFFERED);
      assertThat(seat.asks(SeatLine.accept(caller.nextId(), call)).hasAccepted()).isTrue();
      seat.awaitCall(CallState.CALL_STATE_DIALLING);
      Instruction dial = west.nextInstruction(CallAction.CALL_ACTION_DIAL);
      assertThat(dial.getPhone()).isEqualTo("010-1");
      assertThat(west.rung(call, CallProgress.CALL_PROGRESS_HUNG_UP, 0).getWithoutEffect())
          .as("his first line")
          .isTrue();
      west.rung(call, CallProgress.CALL_PROGRESS_ANSWERED, dial.getAttempt());
      seat.awaitCall(CallState.CALL_STATE_CONNECTED);
      assertThat(west.nextInstruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT).getSeatId())
          .isEqualTo(seat.seatId);

      // Nobody answers there: taken back, he talks with the same seat again, and is passed on once
      // more.
      assertThat(seat.asks(accompany(caller.nextId(), call)).hasAccepted()).isTrue();
      assertThat(west.nextInstruction(CallAction.CALL_ACTION_PLAY_POSITION).getCompanionSeatId())
          .isEqualTo(seat.seatId);
      SeatCommand.Builder takeBack =
          SeatCommand.newBuilder()
              .setRequestId(caller.nextId())
              .setTakeBackCall(TakeBackCall.newBuilder().setCallId(call));
      assertThat(seat.asks(takeBack).hasAccepted()).isTrue();
      Instruction again = west.nextInstruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT);
      assertThat(again.getSeatId()).isEqualTo(seat.seatId);
      assertThat(again.getCompanionSeatId()).isEmpty();

      assertThat(seat.asks(accompany(caller.nextId(), call)).hasAccepted()).isTrue();
      Instruction accompanied = west.nextInstruction(CallAction.CALL_ACTION_PLAY_POSITION);
      assertThat(accompanied.getPlace()).isEqualTo(1);
      assertThat(accompanied.getCompanionSeatId()).isEqualTo(seat.seatId);
      SeatCommand.Builder leave =
          SeatCommand.newBuilder()
              .setRequestId(caller.nextId())
              .setLeaveCall(LeaveCall.newBuilder().setCallId(call));
      assertThat(seat.asks(leave).hasAccepted()).isTrue();
      seat.awaitRouting(Routing.ROUTING_IDLE);
      assertThat(west.nextInstruction(CallAction.CALL_ACTION_PLAY_POSITION).getCompanionSeatId())
          .isEmpty();
      assertThat(west.hangsUp("w-1").getWithoutEffect()).as("he has a line again").isFalse();
      west.stop();
    }
  }

  private static SeatCommand.Builder accompany(RequestId id, String call) {
    return SeatCommand.newBuilder()
        .setRequestId(id)
        .setTransferCall(
            TransferCall.newBuilder().setCallId(call).setHotline("95598").setAccompany(true));
  }
}
