package city.hotline.core.seat;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Refuses UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT; null where somebody works there. */
  static <E> @Nullable Decision<E> notHere(Seats seats, String seatId) {
    Seat seat = seats.get(seatId);
    if (seat == null) {
      return unknownSeat(seatId);
    }
    if (!SeatLife.isSignedIn(seat)) {
      return notSignedIn(seat);
    }
    return SeatLife.isLent(seat) ? lent(seat) : null;
  }

  private static <E> Decision<E> lent(Seat seat) {
    return Decision.refused(
        Refusal.REFUSAL_SEAT_LENT,
        Map.of("seat_id", seat.getSeatId(), "borrower", seat.getLentTo()),
        "Seat "
            + seat.getSeatId()
            + " works on floor "
            + seat.getLentTo()
            + ": ask there, or ask for it back first.");
  }

  static <E> Decision<E> about(Refusal reason, Seat seat, String advice) {
    return Decision.refused(
        reason, Map.of("seat_id", seat.getSeatId()), "Seat " + seat.getSeatId() + ": " + advice);
  }
}
