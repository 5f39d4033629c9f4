package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.Asked;
import city.hotline.core.queue.Queues;
import city.hotline.core.seat.SeatRefusals;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallOffered;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.OfferMissed;
import city.hotline.proto.floor.v1.OfferRejected;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatPresenceChanged;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call rings at a seat until the seat takes it, turns it down, or lets it ring for too long. */
public final class OfferRules {

  private final LiveCalls calls;
  private final Seats seats;
  private final Queues queues;
  private final FloorSettings settings;
  private final CallbackRules callbacks;

  /** Rules over the calls and seats of one floor. */
  public OfferRules(
      LiveCalls calls,
      Seats seats,
      Queues queues,
      FloorSettings settings,
      CallbackRules callbacks) {
    this.calls = calls;
    this.seats = seats;
    this.queues = queues;
    this.settings = settings;
    this.callbacks = callbacks;
  }

  /** When an offer or wrap-up of so many seconds ends. */
  static long deadlineMs(Moment moment, int seconds) {
    return Times.millis(moment) + seconds * 1000L;
  }

  /** The fact that the call rings at the seat. */
  public FloorEvent offer(Call call, Seat seat, Moment moment) {
    return FloorEvent.newBuilder()
        .setCallOffered(
            CallOffered.newBuilder()
                .setCallId(call.getCallId())
                .setSeatId(seat.getSeatId())
                .setDeadline(Times.timestamp(deadlineMs(moment, settings.getOfferSeconds()))))
        .build();
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_OFFERED, CALL_NOT_WITH_THIS_SEAT. */
  public Decision<FloorEvent> accept(AcceptCall command, Moment moment) {
    if (seats.get(command.getSeatId()) == null) {
      return SeatRefusals.unknownSeat(command.getSeatId());
    }
    Call call = calls.get(command.getCallId());
    if (call == null) {
      return CallRefusals.unknownCall(command.getCallId());
    }
    Decision<FloorEvent> refused = notOffered(call, command.getSeatId(), command.getAttempt());
    if (refused != null) {
      return refused;
    }
    return Decision.accepted(Contact.reply(call), List.of(callbacks.taken(call, moment)));
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_OFFERED, CALL_NOT_WITH_THIS_SEAT. */
  public Decision<FloorEvent> reject(RejectCall command, Moment moment) {
    if (seats.get(command.getSeatId()) == null) {
      return SeatRefusals.unknownSeat(command.getSeatId());
    }
    Call call = calls.get(command.getCallId());
    if (call == null) {
      return CallRefusals.unknownCall(command.getCallId());
    }
    Decision<FloorEvent> refused = notOffered(call, command.getSeatId(), command.getAttempt());
    if (refused != null) {
      return refused;
    }
    OfferRejected.Builder rejected =
        OfferRejected.newBuilder()
            .setCallId(call.getCallId())
            .setSeatId(call.getSeatId())
            .setUntil(refusedUntil(call, moment));
    return Decision.accepted(
        Contact.reply(call), List.of(FloorEvent.newBuilder().setOfferRejected(rejected).build()));
  }

  private Timestamp refusedUntil(Call call, Moment moment) {
    return Times.timestamp(deadlineMs(moment, queues.refusedSeconds(Asked.queue(call))));
  }

  private static @Nullable Decision<FloorEvent> notOffered(Call call, String seatId, int attempt) {
    if (!CallLife.allows(call, EventCase.OFFER_REJECTED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_OFFERED, call, "no offer of it is open; wait for the next one.");
    }
    if (attempt != 0 && attempt != call.getAttempt()) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_OFFERED,
          call,
          "offer " + attempt + " of it is over; offer " + call.getAttempt() + " stands.");
    }
    return Contact.elsewhere(call, seatId);
  }

  /**
   * The offer has lapsed: back to the head of the line, and a seat that lets too many ring is made
   * not ready.
   */
  List<FloorEvent> missed(Call call, Moment moment) {
    FloorEvent missed =
        FloorEvent.newBuilder()
            .setOfferMissed(
                OfferMissed.newBuilder()
                    .setCallId(call.getCallId())
                    .setSeatId(call.getSeatId())
                    .setUntil(refusedUntil(call, moment)))
            .build();
    Seat seat = seats.get(call.getSeatId());
    boolean hasOtherWish =
        seat != null
            && seat.getNextPresence() != Presence.PRESENCE_UNSPECIFIED
            && seat.getNextPresence() != Presence.PRESENCE_AVAILABLE;
    if (seat == null
        || hasOtherWish
        || seat.getMissedInARow() + 1 < settings.getMissesUntilNotReady()) {
      return List.of(missed);
    }
    SeatPresenceChanged.Builder notReady =
        SeatPresenceChanged.newBuilder()
            .setSeatId(seat.getSeatId())
            .setPresence(Presence.PRESENCE_NO_ANSWER);
    return List.of(missed, FloorEvent.newBuilder().setSeatPresenceChanged(notReady).build());
  }
}
