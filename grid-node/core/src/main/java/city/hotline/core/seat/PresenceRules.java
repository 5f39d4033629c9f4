package city.hotline.core.seat;

import city.hotline.core.arrival.Fields;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.ForcePresence;
import city.hotline.proto.floor.v1.MarkSeatBack;
import city.hotline.proto.floor.v1.MarkSeatSilent;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatCameBack;
import city.hotline.proto.floor.v1.SeatFellSilent;
import city.hotline.proto.floor.v1.SeatPresenceChanged;
import city.hotline.proto.floor.v1.SetPresence;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;

/** Operators get ready or not; sessions lapse and come back. */
public final class PresenceRules {

  private final Seats seats;
  private final LiveCalls calls;

  /** Rules over the seats of one floor. */
  public PresenceRules(Seats seats, LiveCalls calls) {
    this.seats = seats;
    this.calls = calls;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT, SEAT_PRESENCE_UNCHANGED.
   */
  public Decision<FloorEvent> setPresence(SetPresence command) {
    Presence wish = command.getPresence();
    if (!mayBeAskedFor(wish)) {
      return Decision.invalidField(
          "presence",
          command.getPresenceValue(),
          "available, break, meal, training, coaching or technical; to go offline sign out");
    }
    Decision<FloorEvent> refused = SeatRefusals.notHere(seats, command.getSeatId());
    return refused == null ? wished(seats.orEmpty(command.getSeatId()), wish, "") : refused;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT, SEAT_ON_CONTACT,
   * SEAT_PRESENCE_UNCHANGED.
   */
  public Decision<FloorEvent> force(ForcePresence command) {
    Presence wish = command.getPresence();
    if (!mayBeAskedFor(wish) && wish != Presence.PRESENCE_OFFLINE) {
      return Decision.invalidField(
          "presence",
          command.getPresenceValue(),
          "available, break, meal, training, coaching, technical or offline");
    }
    Decision<FloorEvent> refused = Fields.by(command.getBy());
    if (refused == null) {
      refused = SeatRefusals.notHere(seats, command.getSeatId());
    }
    if (refused != null) {
      return refused;
    }
    Seat seat = seats.orEmpty(command.getSeatId());
    return wish == Presence.PRESENCE_OFFLINE
        ? SignInRules.signedOut(seat, calls, command.getBy())
        : wished(seat, wish, command.getBy());
  }

  private static Decision<FloorEvent> wished(Seat seat, Presence wish, String forcedBy) {
    boolean next = SeatLife.isOnTheLine(seat);
    Presence wished =
        seat.getNextPresence() == Presence.PRESENCE_UNSPECIFIED
            ? seat.getPresence()
            : seat.getNextPresence();
    if (wish == wished) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED,
          seat,
          next
              ? "this is its presence after the present call already."
              : "this is its presence already.");
    }
    return accepted(
        seat,
        List.of(
            FloorEvent.newBuilder()
                .setSeatPresenceChanged(
                    SeatPresenceChanged.newBuilder()
                        .setSeatId(seat.getSeatId())
                        .setPresence(wish)
                        .setNext(next)
                        .setForcedBy(forcedBy))
                .build()));
  }

  private static boolean mayBeAskedFor(Presence wish) {
    return switch (wish) {
      case PRESENCE_AVAILABLE,
          PRESENCE_BREAK,
          PRESENCE_MEAL,
          PRESENCE_TRAINING,
          PRESENCE_COACHING,
          PRESENCE_TECHNICAL ->
          true;
      case PRESENCE_UNSPECIFIED, PRESENCE_OFFLINE, PRESENCE_NO_ANSWER, UNRECOGNIZED -> false;
    };
  }

  /**
   * Refuses UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT, SEAT_ALREADY_SILENT. A live conversation
   * stays with the seat.
   */
  public Decision<FloorEvent> markSilent(MarkSeatSilent command) {
    Decision<FloorEvent> refused = SeatRefusals.notHere(seats, command.getSeatId());
    if (refused != null) {
      return refused;
    }
    Seat seat = seats.orEmpty(command.getSeatId());
    if (SeatLife.isSilent(seat)) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_ALREADY_SILENT,
          seat,
          "it fell silent before; nothing is left to do.");
    }
    List<FloorEvent> events = OffTheLine.facts(seat, calls);
    events.add(
        FloorEvent.newBuilder()
            .setSeatFellSilent(SeatFellSilent.newBuilder().setSeatId(seat.getSeatId()))
            .build());
    return accepted(seat, events);
  }

  /** Refuses UNKNOWN_SEAT, SEAT_NOT_SILENT. */
  public Decision<FloorEvent> markBack(MarkSeatBack command) {
    Seat seat = seats.get(command.getSeatId());
    if (seat == null) {
      return SeatRefusals.unknownSeat(command.getSeatId());
    }
    if (!SeatLife.isSilent(seat)) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_NOT_SILENT,
          seat,
          "it has not fallen silent; nothing is left to do.");
    }
    return accepted(
        seat,
        List.of(
            FloorEvent.newBuilder()
                .setSeatCameBack(SeatCameBack.newBuilder().setSeatId(seat.getSeatId()))
                .build()));
  }

  private static Decision<FloorEvent> accepted(Seat seat, List<FloorEvent> events) {
    return Decision.accepted(
        Reply.newBuilder().setSeatId(seat.getSeatId()).setCallId(seat.getCallId()).build(), events);
  }
}
