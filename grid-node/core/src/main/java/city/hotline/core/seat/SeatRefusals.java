package city.hotline.core.seat;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;

/** The refusals about seats that several steps share, each saying what to do next. */
public final class SeatRefusals {

  private SeatRefusals() {}

  /** Nobody ever signed in there. */
  public static <E> Decision<E> unknownSeat(String seatId) {
    String id = CallRefusals.shortened(seatId);
    return Decision.refused(
        Refusal.REFUSAL_UNKNOWN_SEAT,
        Map.of("seat_id", id),
        "Nobody ever signed in at seat "
            + id
            + " of this floor: sign in first, or correct the seat id.");
  }

  static <E> Decision<E> notSignedIn(Seat seat) {
    return about(Refusal.REFUSAL_SEAT_NOT_SIGNED_IN, seat, "nobody sits there: sign in first.");
  }

  static <E> Decision<E> about(Refusal reason, Seat seat, String advice) {
    return Decision.refused(
        reason, Map.of("seat_id", seat.getSeatId()), "Seat " + seat.getSeatId() + ": " + advice);
  }
}
