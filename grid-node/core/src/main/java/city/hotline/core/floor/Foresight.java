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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call and the seats as they will be once some facts are applied, worked out without applying
 * them. One command moves at most one call, and few seats.
 *
 * @param call as it will be, or null when the facts move none
 * @param seats as they will be, each once, in the order in which the facts move them
 */
record Foresight(@Nullable Call call, List<Seat> seats) {

  static Foresight of(List<FloorEvent> facts, LiveCalls calls, Seats known, Moment moment) {
    Call call = null;
    List<Seat> seats = new ArrayList<>(2);
    long order = known.lastIdleOrder();
    for (int i = 0; i < facts.size(); i++) {
      FloorEvent fact = facts.get(i);
      String callId = Subjects.callOf(fact);
      Call before = call == null ? calls.orNone(callId) : call;
      String seatId = Subjects.seatOf(fact, before);
      if (!callId.isEmpty()) {
        call = CallLife.after(before, fact, moment);
      }
      if (!seatId.isEmpty()) {
        int at = indexOf(seats, seatId);
        Seat seatBefore = at < 0 ? known.orEmpty(seatId) : seats.get(at);
        Seat after = SeatLife.after(seatBefore, fact, before, moment, ++order);
        if (at < 0) {
          seats.add(after);
        } else {
          seats.set(at, after);
        }
      }
    }
    return new Foresight(call, seats);
  }

  private static int indexOf(List<Seat> seats, String seatId) {
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).getSeatId().equals(seatId)) {
        return i;
      }
    }
    return -1;
  }

  /** The call, if it will wait for a seat; null otherwise. */
  @Nullable Call waitingCall() {
    return call != null && call.getState() == CallState.CALL_STATE_QUEUED ? call : null;
  }
}
