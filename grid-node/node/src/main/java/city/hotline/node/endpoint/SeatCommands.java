package city.hotline.node.endpoint;

import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.seat.v1.SeatCommand;
import org.jspecify.annotations.Nullable;

/** A seat's command as the floor's, with the session's seat filled in. */
final class SeatCommands {
  private SeatCommands() {}

  /** Null when there is no command in it, or one that names another seat. */
  static @Nullable FloorCommand of(SeatCommand command, String seatId) {
    FloorCommand.Builder floor = FloorCommand.newBuilder();
    String named =
        switch (command.getCommandCase()) {
          case SIGN_IN -> {
            floor.setSignIn(command.getSignIn().toBuilder().setSeatId(seatId));
            yield command.getSignIn().getSeatId();
          }
          case SIGN_OUT -> {
            floor.setSignOut(command.getSignOut().toBuilder().setSeatId(seatId));
            yield command.getSignOut().getSeatId();
          }
          case SET_PRESENCE -> {
            floor.setSetPresence(command.getSetPresence().toBuilder().setSeatId(seatId));
            yield command.getSetPresence().getSeatId();
          }
          case ACCEPT_CALL -> {
            floor.setAcceptCall(command.getAcceptCall().toBuilder().setSeatId(seatId));
            yield command.getAcceptCall().getSeatId();
          }
          case REJECT_CALL -> {
            floor.setRejectCall(command.getRejectCall().toBuilder().setSeatId(seatId));
            yield command.getRejectCall().getSeatId();
          }
          case HOLD_CALL -> {
            floor.setHoldCall(command.getHoldCall().toBuilder().setSeatId(seatId));
            yield command.getHoldCall().getSeatId();
          }
          case RESUME_CALL -> {
            floor.setResumeCall(command.getResumeCall().toBuilder().setSeatId(seatId));
            yield command.getResumeCall().getSeatId();
          }
          case END_CALL -> {
            floor.setEndCall(command.getEndCall().toBuilder().setSeatId(seatId));
            yield command.getEndCall().getSeatId();
          }
          case WRAP_UP_CALL -> {
            floor.setWrapUpCall(command.getWrapUpCall().toBuilder().setSeatId(seatId));
            yield command.getWrapUpCall().getSeatId();
          }
          case EXTEND_WRAP_UP -> {
            floor.setExtendWrapUp(command.getExtendWrapUp().toBuilder().setSeatId(seatId));
            yield command.getExtendWrapUp().getSeatId();
          }
          case TRANSFER_CALL -> {
            floor.setTransferCall(command.getTransferCall().toBuilder().setSeatId(seatId));
            yield command.getTransferCall().getSeatId();
          }
          case COMMAND_NOT_SET -> "";
        };
    boolean forThisSeat = named.isEmpty() || named.equals(seatId);
    return forThisSeat && floor.getCommandCase() != FloorCommand.CommandCase.COMMAND_NOT_SET
        ? floor.build()
        : null;
  }
}
