package city.hotline.core.seat;

import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.queue.Queues;
import city.hotline.proto.floor.v1.AskSeatBack;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.RecallSeat;
import city.hotline.proto.floor.v1.ReturnSeat;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatAskedBack;
import city.hotline.proto.floor.v1.SeatCameHome;
import city.hotline.proto.floor.v1.SeatJoined;
import city.hotline.proto.floor.v1.SeatLent;
import city.hotline.proto.floor.v1.SeatRecalled;
import city.hotline.proto.floor.v1.SeatReturned;
import city.hotline.proto.floor.v1.SpareSeat;
import city.hotline.proto.floor.v1.TakeSeat;
import city.hotline.proto.floor.v1.WelcomeSeat;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;

/**
 * Seats are lent to other floors and given back (DOMAIN section 4). The lender may ask, only the
 * borrower ends a loan. What the courier brings is never refused, as it would come again for ever:
 * where there is nothing to do, nothing happens.
 */
public final class LoanRules {

  private final String district;
  private final Seats seats;
  private final Queues queues;
  private final LiveCalls calls;
  private final Directory directory;

  /** Rules over the seats of one floor. */
  public LoanRules(
      String district, Seats seats, Queues queues, LiveCalls calls, Directory directory) {
    this.district = district;
    this.seats = seats;
    this.queues = queues;
    this.calls = calls;
    this.directory = directory;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_DISTRICT, UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT,
   * SEAT_IS_GUEST, SEAT_NOT_IDLE.
   */
  public Decision<FloorEvent> lend(LendSeat command) {
    String borrower = command.getBorrower();
    if (borrower.equals(district)) {
      return Decision.invalidField("borrower", borrower, "another floor than the seat's own");
    }
    Decision<FloorEvent> refused = Fields.by(command.getBy());
    if (refused != null) {
      return refused;
    }
    if (!directory.isDistrict(borrower)) {
      return Decision.refused(
          Refusal.REFUSAL_UNKNOWN_DISTRICT,
          Map.of("district", CallRefusals.shortened(borrower)),
          "There is no such floor: name a district by its six digits.");
    }
    refused = SeatRefusals.notHere(seats, command.getSeatId());
    return refused == null ? lent(seats.orEmpty(command.getSeatId()), command) : refused;
  }

  /** Another floor asks for a seat; one is lent if one can be spared. */
  public Decision<FloorEvent> spare(SpareSeat command) {
    String queue = command.getQueue();
    Seat seat =
        queues.spares(queue, seats.idle(queue))
            ? seats.firstIdle(
                false,
                queue,
                command.getSkill(),
                command.getLevel(),
                each -> isFree(each) && !command.getRefusedByList().contains(each.getSeatId()))
            : null;
    if (seat == null) {
      return nothing("");
    }
    Seat.Builder leaves = seat.toBuilder().setBorrowed(true);
    return about(
        seat,
        FloorEvent.newBuilder()
            .setSeatLent(
                SeatLent.newBuilder()
                    .setSeatId(seat.getSeatId())
                    .setBorrower(command.getBorrower())
                    .setSeat(leaves))
            .build());
  }

  private static boolean isFree(Seat seat) {
    return !seat.getGuest() && seat.getTextsCount() == 0;
  }

  private static Decision<FloorEvent> lent(Seat seat, LendSeat command) {
    if (seat.getGuest()) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_IS_GUEST,
          seat,
          "it belongs to another floor, which alone lends it.");
    }
    if (!SeatLife.isIdle(seat) || seat.getTextsCount() > 0) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_NOT_IDLE,
          seat,
          "only one that waits for a call, and has no text contact, can be lent.");
    }
    SeatLent.Builder lent =
        SeatLent.newBuilder()
            .setSeatId(seat.getSeatId())
            .setBorrower(command.getBorrower())
            .setSeat(seat)
            .setBy(command.getBy());
    return about(seat, FloorEvent.newBuilder().setSeatLent(lent).build());
  }

  /** A seat that another floor lent begins here. */
  public Decision<FloorEvent> take(TakeSeat command) {
    Seat seat = seats.orEmpty(command.getSeat().getSeatId());
    if (SeatLife.isSignedIn(seat)) {
      return nothing(seat.getSeatId());
    }
    SeatJoined.Builder joined =
        SeatJoined.newBuilder().setSeatId(seat.getSeatId()).setSeat(command.getSeat());
    return about(seat, FloorEvent.newBuilder().setSeatJoined(joined).build());
  }

  /** Refuses INVALID_FIELD, UNKNOWN_SEAT, SEAT_NOT_LENT, SEAT_ASKED_BACK. */
  public Decision<FloorEvent> askBack(AskSeatBack command) {
    Decision<FloorEvent> refused = Fields.by(command.getBy());
    if (refused != null) {
      return refused;
    }
    Seat seat = seats.get(command.getSeatId());
    if (seat == null) {
      return SeatRefusals.unknownSeat(command.getSeatId());
    }
    if (!SeatLife.isLent(seat)) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_NOT_LENT, seat, "it is not lent; nothing is left to do.");
    }
    if (seat.getAskedBack()) {
      return SeatRefusals.about(
          Refusal.REFUSAL_SEAT_ASKED_BACK, seat, "it was asked for: it comes when it has no call.");
    }
    SeatAskedBack.Builder asked =
        SeatAskedBack.newBuilder()
            .setSeatId(seat.getSeatId())
            .setBorrower(seat.getLentTo())
            .setBy(command.getBy());
    return about(seat, FloorEvent.newBuilder().setSeatAskedBack(asked).build());
  }

  /** Its own floor wants a guest back: it takes no more calls, and goes home when it has none. */
  public Decision<FloorEvent> recall(RecallSeat command) {
    Seat seat = seats.orEmpty(command.getSeatId());
    return !seat.getGuest() || seat.getAskedBack()
        ? nothing(command.getSeatId())
        : about(
            seat,
            FloorEvent.newBuilder()
                .setSeatRecalled(SeatRecalled.newBuilder().setSeatId(seat.getSeatId()))
                .build());
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_SEAT, SEAT_NOT_SIGNED_IN, SEAT_LENT, SEAT_NOT_GUEST,
   * SEAT_ON_CONTACT.
   */
  public Decision<FloorEvent> giveBack(ReturnSeat command) {
    Decision<FloorEvent> refused = Fields.by(command.getBy());
    if (refused != null) {
      return refused;
    }
    refused = SeatRefusals.notHere(seats, command.getSeatId());
    if (refused != null) {
      return refused;
    }
    Seat seat = seats.orEmpty(command.getSeatId());
    return seat.getGuest()
        ? SignInRules.left(seat, calls, returned(seat, seat.getPresence(), command.getBy()))
        : SeatRefusals.about(
            Refusal.REFUSAL_SEAT_NOT_GUEST, seat, "it belongs to this floor and stays.");
  }

  /** A lent seat comes home. */
  public Decision<FloorEvent> welcome(WelcomeSeat command) {
    Seat seat = seats.orEmpty(command.getSeatId());
    return SeatLife.isLent(seat)
        ? about(
            seat,
            FloorEvent.newBuilder()
                .setSeatCameHome(
                    SeatCameHome.newBuilder()
                        .setSeatId(seat.getSeatId())
                        .setPresence(command.getPresence())
                        .setMissedInARow(command.getMissedInARow()))
                .build())
        : nothing(command.getSeatId());
  }

  /** The fact that a guest goes home. */
  public static FloorEvent returned(Seat seat, Presence presence, String by) {
    return FloorEvent.newBuilder()
        .setSeatReturned(
            SeatReturned.newBuilder()
                .setSeatId(seat.getSeatId())
                .setPresence(presence)
                .setBy(by)
                .setMissedInARow(seat.getMissedInARow()))
        .build();
  }

  private static Decision<FloorEvent> about(Seat seat, FloorEvent event) {
    return Decision.accepted(
        Reply.newBuilder().setSeatId(seat.getSeatId()).build(), List.of(event));
  }

  private static Decision<FloorEvent> nothing(String seatId) {
    return Decision.accepted(Reply.newBuilder().setSeatId(seatId).build(), List.of());
  }
}
