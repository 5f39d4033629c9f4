package city.hotline.simulator;

import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallOffered;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatLent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold in every state of a floor. Looks through all of it. */
final class FloorLaws {
  private FloorLaws() {}

  /** Before a call is offered: nobody waits longer for that seat, no seat is idle longer for it. */
  static void beforeOffer(FloorState state, CallOffered offer) {
    Call call = null;
    Seat seat = null;
    for (Call each : state.getCallsList()) {
      call = each.getCallId().equals(offer.getCallId()) ? each : call;
    }
    for (Seat each : state.getSeatsList()) {
      seat = each.getSeatId().equals(offer.getSeatId()) ? each : seat;
    }
    if (call != null && seat != null && seat.getAccompanies().equals(call.getCallId())) {
      // Taken back, by the only one who may.
      return;
    }
    if (call == null || seat == null || !isPossible(call, seat)) {
      throw new Wrong("offered, but cannot be: " + call + " to " + seat);
    }
    FloorOrder order = new FloorOrder(state);
    for (Seat other : state.getSeatsList()) {
      if (isPossible(call, other)) {
        Wrong.unless(
            !order.isBefore(other, seat, call), () -> "before " + offer + " came " + other);
      }
    }
    for (Call other : state.getCallsList()) {
      if (isPossible(other, seat)) {
        Wrong.unless(!order.isBefore(other, call), () -> "before " + offer + " came " + other);
      }
    }
  }

  /** Before a floor that asks gets a seat: in one of its queues more are idle than are kept. */
  static void beforeSparing(FloorState state, SeatLent lent) {
    Set<String> queues = new HashSet<>(lent.getSeat().getQueuesList());
    if (queues.isEmpty()) {
      queues.add("general");
    }
    Map<String, Integer> idle = new HashMap<>();
    for (Seat seat : state.getSeatsList()) {
      Wrong.unless(!seat.getGuest() || !isOf(seat, lent), () -> "a guest is lent on: " + seat);
      if (seat.getRouting() == Routing.ROUTING_IDLE) {
        (seat.getQueuesCount() == 0 ? List.of("general") : Set.copyOf(seat.getQueuesList()))
            .forEach(queue -> idle.merge(queue, 1, Integer::sum));
      }
    }
    Wrong.unless(
        state.getQueuesList().stream()
            .filter(each -> queues.contains(each.getQueue()) && each.getLendAbove() > 0)
            .anyMatch(each -> idle.getOrDefault(each.getQueue(), 0) > each.getLendAbove()),
        () -> "lent, though it cannot be spared: " + lent);
  }

  private static boolean isOf(Seat seat, SeatLent lent) {
    return seat.getSeatId().equals(lent.getSeatId());
  }

  private static boolean isPossible(Call call, Seat seat) {
    return call.getState() == CallState.CALL_STATE_QUEUED
        && seat.getRouting() == Routing.ROUTING_IDLE
        && FloorOrder.canTake(seat, call)
        && call.getRefusalsList().stream()
            .noneMatch(refusal -> refusal.getSeatId().equals(seat.getSeatId()));
  }

  /**
   * The first deadline of a call, or the end of the day in Beijing, in milliseconds; 0 when a guest
   * is to go home.
   */
  static long nextDeadlineMs(FloorState state) {
    long soonest =
        LocalDate.parse(state.getDay())
            .plusDays(1)
            .atStartOfDay(ZoneOffset.ofHours(8))
            .toInstant()
            .toEpochMilli();
    for (Call call : state.getCallsList()) {
      if (call.hasDeadline()) {
        soonest = Math.min(soonest, Contacts.ms(call.getDeadline()));
      }
      if (call.getState() == CallState.CALL_STATE_QUEUED) {
        soonest = Math.min(soonest, FloorOrder.nextOfWaiting(call));
      }
    }
    for (Seat seat : state.getSeatsList()) {
      boolean leaves = seat.getAskedBack() || seat.getBorrowed();
      boolean free = !isOnTheLine(seat) && seat.getTextsCount() == 0;
      if (seat.getGuest() && leaves && free) {
        return 0;
      }
    }
    for (QueueSettings plan : state.getPlannedQueuesList()) {
      soonest = Math.min(soonest, Contacts.ms(plan.getValidFrom()));
    }
    return soonest;
  }

  /** After each command. */
  static void hold(FloorState state) {
    nobodyIsTwice(state);
    companionsAreTheSame(state);
    nobodyWaitsWhileASeatIsFree(state);
  }

  private static void nobodyIsTwice(FloorState state) {
    Map<String, String> callOfSeat = new HashMap<>();
    Map<String, Set<String>> textsOfSeat = new HashMap<>();
    for (Call call : state.getCallsList()) {
      boolean queued =
          call.getState() == CallState.CALL_STATE_QUEUED
              || call.getState() == CallState.CALL_STATE_RESTING;
      Wrong.unless(call.getSeatId().isEmpty() == queued, () -> "with a seat, or not? " + call);
      if (isTaken(call) && FloorOrder.isText(call)) {
        textsOfSeat.computeIfAbsent(call.getSeatId(), id -> new HashSet<>()).add(call.getCallId());
      } else if (!queued) {
        String other = callOfSeat.put(call.getSeatId(), call.getCallId());
        Wrong.unless(other == null, () -> "a seat on two calls: " + other + " and " + call);
      }
    }
    for (Seat seat : state.getSeatsList()) {
      String call = callOfSeat.getOrDefault(seat.getSeatId(), "");
      Wrong.unless(seat.getCallId().equals(call), () -> seat + " has the call " + call);
      Set<String> texts = textsOfSeat.getOrDefault(seat.getSeatId(), Set.of());
      Wrong.unless(
          Set.copyOf(seat.getTextsList()).equals(texts) && seat.getTextsCount() == texts.size(),
          () -> seat + " has the text contacts " + texts);
      boolean silent = seat.getRouting() == Routing.ROUTING_NOT_RESPONDING;
      boolean ready = seat.getPresence() == Presence.PRESENCE_AVAILABLE;
      boolean lent = !seat.getLentTo().isEmpty();
      boolean idle =
          !isOnTheLine(seat)
              && !silent
              && ready
              && !lent
              && !(seat.getGuest() && seat.getAskedBack());
      Wrong.unless((seat.getRouting() == Routing.ROUTING_LENT) == lent, () -> "lent? " + seat);
      Wrong.unless(
          (seat.getRouting() == Routing.ROUTING_IDLE) == idle && seat.hasIdleSince() == idle,
          () -> "idle, or not? " + seat);
    }
  }

  private static boolean isOnTheLine(Seat seat) {
    return !seat.getCallId().isEmpty() || !seat.getAccompanies().isEmpty();
  }

  /** Whoever accompanies a call is its companion, and the other way round; never who has it. */
  private static void companionsAreTheSame(FloorState state) {
    Map<String, String> accompanied = new HashMap<>();
    for (Call call : state.getCallsList()) {
      if (!call.getCompanion().isEmpty()) {
        Wrong.unless(
            !call.getCompanion().equals(call.getSeatId())
                && call.getState() != CallState.CALL_STATE_WRAPPING,
            () -> "who accompanies whom? " + call);
        String other = accompanied.put(call.getCompanion(), call.getCallId());
        Wrong.unless(other == null, () -> "accompanies two: " + call + " and " + other);
      }
    }
    for (Seat seat : state.getSeatsList()) {
      String call = accompanied.getOrDefault(seat.getSeatId(), "");
      Wrong.unless(seat.getAccompanies().equals(call), () -> seat + " accompanies " + call);
    }
  }

  /** Whether a seat has taken it, and not written it up. */
  private static boolean isTaken(Call call) {
    return call.getState() == CallState.CALL_STATE_CONNECTED
        || call.getState() == CallState.CALL_STATE_HELD
        || call.getState() == CallState.CALL_STATE_WRAPPING;
  }

  private static void nobodyWaitsWhileASeatIsFree(FloorState state) {
    for (Seat seat : state.getSeatsList()) {
      if (seat.getRouting() == Routing.ROUTING_IDLE) {
        for (Call call : state.getCallsList()) {
          Wrong.unless(!isPossible(call, seat), () -> call + " could be taken by " + seat);
        }
      }
    }
  }

  /**
   * Seats by what is shown, highest first: error, missed, on contact, wrapping, offered, not ready,
   * available.
   */
  static SeatFigures seats(FloorState state) {
    Map<String, Set<CallState>> states = new HashMap<>();
    state
        .getCallsList()
        .forEach(
            call ->
                states
                    .computeIfAbsent(call.getSeatId(), id -> EnumSet.noneOf(CallState.class))
                    .add(call.getState()));
    SeatFigures.Builder seats = SeatFigures.newBuilder();
    for (Seat seat : state.getSeatsList()) {
      if (!seat.getLentTo().isEmpty()) {
        seats.setLent(seats.getLent() + 1);
      } else if (seat.getPresence() != Presence.PRESENCE_OFFLINE) {
        seats.setGuests(seats.getGuests() + (seat.getGuest() ? 1 : 0));
        seats.setSignedIn(seats.getSignedIn() + 1);
        show(seats, seat, states.getOrDefault(seat.getSeatId(), Set.of()));
      }
    }
    return seats.build();
  }

  private static void show(SeatFigures.Builder seats, Seat seat, Set<CallState> calls) {
    if (seat.getRouting() == Routing.ROUTING_NOT_RESPONDING) {
      seats.setError(seats.getError() + 1);
    } else if (seat.getMissedInARow() > 0) {
      seats.setMissed(seats.getMissed() + 1);
    } else if (!seat.getAccompanies().isEmpty()
        || calls.contains(CallState.CALL_STATE_DIALLING)
        || calls.contains(CallState.CALL_STATE_CONNECTED)
        || calls.contains(CallState.CALL_STATE_HELD)) {
      seats.setOnContact(seats.getOnContact() + 1);
    } else if (calls.contains(CallState.CALL_STATE_WRAPPING)) {
      seats.setWrapping(seats.getWrapping() + 1);
    } else if (calls.contains(CallState.CALL_STATE_OFFERED)) {
      seats.setOffered(seats.getOffered() + 1);
    } else if (seat.getPresence() != Presence.PRESENCE_AVAILABLE) {
      seats.setNotReady(seats.getNotReady() + 1);
    } else {
      seats.setAvailable(seats.getAvailable() + 1);
    }
  }
}
