package city.hotline.core.floor;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.seat.SeatLife;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call and the seat as they will be once some facts are applied, worked out without applying
 * them. One command moves at most one call and one seat.
 *
 * @param call as it will be, or null when the facts move none
 * @param seat as it will be, or null when the facts move none
 */
record Foresight(@Nullable Call call, @Nullable Seat seat) {

  static Foresight of(List<FloorEvent> facts, LiveCalls calls, Seats seats, Moment moment) {
    Call call = null;
    Seat seat = null;
    for (int i = 0; i < facts.size(); i++) {
      FloorEvent fact = facts.get(i);
      String callId = Subjects.callOf(fact);
      Call before = call == null ? calls.orNone(callId) : call;
      String seatId = Subjects.seatOf(fact, before);
      if (!callId.isEmpty()) {
        call = CallLife.after(before, fact, moment);
      }
      if (!seatId.isEmpty()) {
        Seat seatBefore = seat == null ? seats.orEmpty(seatId) : seat;
        seat = SeatLife.after(seatBefore, fact, before, moment, seats.lastIdleOrder() + 1);
      }
    }
    return new Foresight(call, seat);
  }

  /** The call, if it will wait for a seat; null otherwise. */
  @Nullable Call waitingCall() {
    return call != null && call.getState() == CallState.CALL_STATE_QUEUED ? call : null;
  }

  /** The seat, if it will be idle; null otherwise. */
  @Nullable Seat idleSeat() {
    return seat != null && SeatLife.isIdle(seat) ? seat : null;
  }
}
