package city.hotline.core.conversation;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.seat.SeatRefusals;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules about a seat and its call have in common. */
final class Contact {

  private Contact() {}

  /**
   * Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT; null where the call is with it.
   */
  static @Nullable Decision<FloorEvent> notWith(
      Seats seats, String seatId, LiveCalls calls, String callId) {
    if (seats.get(seatId) == null) {
      return SeatRefusals.unknownSeat(seatId);
    }
    Call call = calls.get(callId);
    return call == null ? CallRefusals.unknownCall(callId) : elsewhere(call, seatId);
  }

  /** Refuses CALL_NOT_WITH_THIS_SEAT; null where the call is with the seat. */
  static @Nullable Decision<FloorEvent> elsewhere(Call call, String seatId) {
    if (call.getSeatId().equals(seatId)) {
      return null;
    }
    return Decision.refused(
        Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT,
        Map.of("call_id", call.getCallId(), "seat_id", seatId),
        "Call "
            + call.getCallId()
            + " is not with seat "
            + seatId
            + ": look at the seat's picture for its call.");
  }

  static Reply reply(Call call) {
    return Reply.newBuilder().setCallId(call.getCallId()).setSeatId(call.getSeatId()).build();
  }
}
