package city.hotline.core.seat;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CompanionLeft;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OfferRescinded;
import city.hotline.proto.floor.v1.Seat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a seat that leaves, or falls silent, gives up at once: whatever is no conversation of its
 * own.
 */
public final class OffTheLine {

  private OffTheLine() {}

  /** The facts, in order; the caller may add to them. */
  static List<FloorEvent> facts(Seat seat, LiveCalls calls) {
    List<FloorEvent> facts = new ArrayList<>(3);
    FloorEvent rescinded = rescinded(seat, calls);
    if (rescinded != null) {
      facts.add(rescinded);
    }
    if (!seat.getAccompanies().isEmpty()) {
      facts.add(companionLeft(seat.getAccompanies(), seat.getSeatId()));
    }
    return facts;
  }

  /**
   * The fact that takes an open offer back, also of a caller who is being rung up; null when the
   * seat's call is more than an offer, or it has none.
   */
  public static @Nullable FloorEvent rescinded(Seat seat, LiveCalls calls) {
    Call call = calls.get(seat.getCallId());
    if (call == null || !CallLife.allows(call, FloorEvent.EventCase.OFFER_RESCINDED)) {
      return null;
    }
    return FloorEvent.newBuilder()
        .setOfferRescinded(
            OfferRescinded.newBuilder().setCallId(call.getCallId()).setSeatId(seat.getSeatId()))
        .build();
  }

  /** The fact that whoever passed a caller on and stayed has left the line. */
  public static FloorEvent companionLeft(String callId, String seatId) {
    return FloorEvent.newBuilder()
        .setCompanionLeft(CompanionLeft.newBuilder().setCallId(callId).setSeatId(seatId))
        .build();
  }
}
