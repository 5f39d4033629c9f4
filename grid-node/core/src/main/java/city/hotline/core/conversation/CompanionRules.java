package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.seat.OffTheLine;
import city.hotline.core.seat.SeatRefusals;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.TakeBackCall;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A seat that passed a caller on may stay on the line: while he waits, when somebody answers, and
 * until it leaves them alone, or takes him back because nobody does.
 */
public final class CompanionRules {

  private final LiveCalls calls;
  private final Seats seats;
  private final OfferRules offers;

  /** Rules over the calls and seats of one floor. */
  public CompanionRules(LiveCalls calls, Seats seats, OfferRules offers) {
    this.calls = calls;
    this.seats = seats;
    this.offers = offers;
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT. */
  public Decision<FloorEvent> leave(LeaveCall command) {
    Decision<FloorEvent> refused = notAccompanied(command.getSeatId(), command.getCallId());
    return refused == null
        ? accepted(
            command.getCallId(),
            command.getSeatId(),
            List.of(OffTheLine.companionLeft(command.getCallId(), command.getSeatId())))
        : refused;
  }

  /**
   * Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_WAITING. He is answered
   * on the hotline he waits on, by whoever passed him on to it.
   */
  public Decision<FloorEvent> takeBack(TakeBackCall command, Moment moment) {
    String seatId = command.getSeatId();
    Decision<FloorEvent> refused = notAccompanied(seatId, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    if (!CallLife.isWaiting(call.getState())) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_WAITING, call, "it was answered: leave it to whoever did.");
    }
    List<FloorEvent> facts = new ArrayList<>(3);
    FloorEvent rescinded = OffTheLine.rescinded(seats.orEmpty(call.getSeatId()), calls);
    if (rescinded != null) {
      facts.add(rescinded);
    }
    facts.add(offers.offer(call, seats.orEmpty(seatId), moment));
    facts.add(CallbackRules.begun(call.toBuilder().setSeatId(seatId).build(), moment));
    return accepted(call.getCallId(), seatId, facts);
  }

  /**
   * The fact that the companion of a call leaves, as the call is over where it was; null where it
   * has none, or may stay.
   *
   * @param before the call before what ends it
   * @param after the call after that
   */
  public static @Nullable FloorEvent leftWith(Call before, Call after) {
    return before.getCompanion().isEmpty() || CallLife.isOnTheLine(after.getState())
        ? null
        : OffTheLine.companionLeft(before.getCallId(), before.getCompanion());
  }

  private @Nullable Decision<FloorEvent> notAccompanied(String seatId, String callId) {
    if (seats.get(seatId) == null) {
      return SeatRefusals.unknownSeat(seatId);
    }
    Call call = calls.get(callId);
    if (call == null) {
      return CallRefusals.unknownCall(callId);
    }
    return call.getCompanion().equals(seatId)
        ? null
        : Decision.refused(
            Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT,
            Map.of("call_id", callId, "seat_id", seatId),
            "Seat " + seatId + " does not accompany call " + callId + ": nothing is left to do.");
  }

  private static Decision<FloorEvent> accepted(
      String callId, String seatId, List<FloorEvent> facts) {
    return Decision.accepted(Reply.newBuilder().setCallId(callId).setSeatId(seatId).build(), facts);
  }
}
