package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallOffered;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Counts a floor a second time, from its facts alone and by other means than the floor itself, and
 * looks through its whole state for what must never be. Shares no code with the rules.
 */
final class Recount {

  private static final List<Integer> BOUNDS = List.of(1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600);

  /** What happened to one caller, as instants in milliseconds. */
  private static final class Contact {
    long queued;
    long answered;
    long holdFrom = -1;
    long held;
    long ended;
  }

  private final Map<String, Contact> contacts = new HashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private CallFigures.Builder total = zero(0);
  private CallFigures.Builder today = zero(0);

  private static CallFigures.Builder zero(int carriedIn) {
    CallFigures.Builder figures = CallFigures.newBuilder().setCarriedIn(carriedIn);
    for (int i = 0; i <= BOUNDS.size(); i++) {
      figures.addAnsweredWaitBuckets(0);
    }
    return figures;
  }

  private static long ms(Timestamp time) {
    return time.getSeconds() * 1000 + time.getNanos() / 1_000_000;
  }

  void hear(FloorEvent event, Moment moment) {
    if (event.hasDayClosed()) {
      today = zero(waiting.size());
      return;
    }
    hear(total, event);
    hear(today, event);
    move(event, ms(moment.getTime()));
  }

  private void hear(CallFigures.Builder span, FloorEvent event) {
    if (event.hasCallQueued()) {
      span.setOffered(span.getOffered() + 1);
    } else if (event.hasOfferMissed()) {
      span.setOffersMissed(span.getOffersMissed() + 1);
    } else if (event.hasOfferRejected()) {
      span.setOffersRejected(span.getOffersRejected() + 1);
    } else if (event.hasOrderRequested()) {
      span.setOrdersRequested(span.getOrdersRequested() + 1);
    } else if (event.hasCallFailed()) {
      span.setFailed(span.getFailed() + 1);
    } else if (event.hasCallFlowedOut()) {
      switch (event.getCallFlowedOut().getKindValue()) {
        case 1 -> span.setFlowedOutCallback(span.getFlowedOutCallback() + 1);
        case 2 -> span.setFlowedOutTransfer(span.getFlowedOutTransfer() + 1);
        default -> span.setFlowedOutOverflow(span.getFlowedOutOverflow() + 1);
      }
    }
  }

  private void move(FloorEvent event, long now) {
    if (event.hasCallQueued()) {
      Contact contact = new Contact();
      contact.queued = now;
      contacts.put(event.getCallQueued().getCall().getCallId(), contact);
      waiting.add(event.getCallQueued().getCall().getCallId());
    } else if (event.hasCallAccepted()) {
      answered(event.getCallAccepted().getCallId(), now);
    } else if (event.hasCallHeld()) {
      contact(event.getCallHeld().getCallId()).holdFrom = now;
    } else if (event.hasCallResumed()) {
      offHold(contact(event.getCallResumed().getCallId()), now);
    } else if (event.hasCallEnded()) {
      Contact contact = contact(event.getCallEnded().getCallId());
      offHold(contact, now);
      contact.ended = now;
    } else if (event.hasCallWrappedUp()) {
      wrappedUp(event.getCallWrappedUp().getCallId(), now);
    } else if (event.hasCallAbandoned()) {
      abandoned(event.getCallAbandoned().getCallId(), now);
    } else if (event.hasCallFlowedOut()) {
      gone(event.getCallFlowedOut().getCallId());
    } else if (event.hasCallFailed()) {
      gone(event.getCallFailed().getCallId());
    }
  }

  private Contact contact(String callId) {
    return Objects.requireNonNull(contacts.get(callId), callId);
  }

  private void gone(String callId) {
    assertThat(waiting.remove(callId)).isTrue();
    contacts.remove(callId);
  }

  private static void offHold(Contact contact, long now) {
    if (contact.holdFrom >= 0) {
      contact.held += now - contact.holdFrom;
      contact.holdFrom = -1;
    }
  }

  private void answered(String callId, long now) {
    assertThat(waiting.remove(callId)).isTrue();
    Contact contact = contact(callId);
    contact.answered = now;
    long waited = now - contact.queued;
    int bucket = (int) BOUNDS.stream().filter(bound -> waited > bound * 1000L).count();
    for (CallFigures.Builder span : List.of(total, today)) {
      span.setAnswered(span.getAnswered() + 1);
      span.setAnsweredWaitMs(span.getAnsweredWaitMs() + waited);
      span.setAnsweredInLevel(span.getAnsweredInLevel() + (waited <= 15_000 ? 1 : 0));
      span.setAnsweredWaitBuckets(bucket, span.getAnsweredWaitBuckets(bucket) + 1);
    }
  }

  private void wrappedUp(String callId, long now) {
    Contact contact = contact(callId);
    contacts.remove(callId);
    for (CallFigures.Builder span : List.of(total, today)) {
      span.setHandled(span.getHandled() + 1);
      span.setTalkMs(span.getTalkMs() + contact.ended - contact.answered - contact.held);
      span.setHoldMs(span.getHoldMs() + contact.held);
      span.setWrapMs(span.getWrapMs() + now - contact.ended);
    }
  }

  private void abandoned(String callId, long now) {
    boolean soon = now - contact(callId).queued < 5_000;
    for (CallFigures.Builder span : List.of(total, today)) {
      if (soon) {
        span.setAbandonedShort(span.getAbandonedShort() + 1);
      } else {
        span.setAbandonedLong(span.getAbandonedLong() + 1);
      }
    }
    gone(callId);
  }

  /** What must hold just before a call is offered to a seat. */
  static void checkOffer(FloorState state, CallOffered offer) {
    Call call =
        state.getCallsList().stream()
            .filter(c -> c.getCallId().equals(offer.getCallId()))
            .findFirst()
            .orElseThrow();
    Seat seat =
        state.getSeatsList().stream()
            .filter(s -> s.getSeatId().equals(offer.getSeatId()))
            .findFirst()
            .orElseThrow();
    assertThat(isPossible(call, seat)).as("%s to %s", call, seat).isTrue();
    for (Seat other : state.getSeatsList()) {
      boolean idleLonger = other.getIdleOrder() < seat.getIdleOrder();
      assertThat(idleLonger && isPossible(call, other)).as("idle longer: %s", other).isFalse();
    }
    for (Call other : state.getCallsList()) {
      boolean waitsLonger = ms(other.getQueuedAt()) < ms(call.getQueuedAt());
      assertThat(waitsLonger && isPossible(other, seat)).as("waits longer: %s", other).isFalse();
    }
  }

  private static boolean isPossible(Call call, Seat seat) {
    return call.getState() == CallState.CALL_STATE_QUEUED
        && seat.getRouting() == Routing.ROUTING_IDLE
        && seat.getSkillsList().contains(call.getSkill())
        && !call.getRefusedByList().contains(seat.getSeatId());
  }

  /** Everything that must hold after each command. */
  void check(FloorState state, FloorFigures figures) {
    assertThat(figures.getTotal()).isEqualTo(total.build());
    assertThat(figures.getToday()).isEqualTo(today.build());
    assertThat(figures.getWaiting()).isEqualTo(waiting.size());
    assertThat(figures.getOldestCallId()).isEqualTo(waiting.stream().findFirst().orElse(""));
    assertThat(figures.getViolations()).isZero();
    assertThat(state.getCallsCount()).isEqualTo(contacts.size());
    conserved(total.build(), waiting.size());
    conserved(today.build(), waiting.size());
    nobodyIsTwice(state);
    nobodyWaitsWhileASeatIsFree(state);
    assertThat(figures.getSeats()).isEqualTo(seats(state));
  }

  private static void conserved(CallFigures f, int waiting) {
    long abandoned = f.getAbandonedShort() + f.getAbandonedLong();
    long flowedOut = f.getFlowedOutCallback() + f.getFlowedOutTransfer() + f.getFlowedOutOverflow();
    assertThat(f.getCarriedIn() + f.getOffered())
        .isEqualTo(f.getAnswered() + abandoned + flowedOut + f.getFailed() + waiting);
  }

  private static void nobodyIsTwice(FloorState state) {
    Map<String, String> callOfSeat = new HashMap<>();
    for (Call call : state.getCallsList()) {
      boolean withSeat = call.getState() != CallState.CALL_STATE_QUEUED;
      assertThat(call.getSeatId().isEmpty()).as(call.toString()).isNotEqualTo(withSeat);
      if (withSeat) {
        assertThat(callOfSeat.put(call.getSeatId(), call.getCallId())).as("two calls").isNull();
      }
    }
    for (Seat seat : state.getSeatsList()) {
      assertThat(seat.getCallId()).isEqualTo(callOfSeat.getOrDefault(seat.getSeatId(), ""));
      boolean silent = seat.getRouting() == Routing.ROUTING_NOT_RESPONDING;
      boolean free = seat.getCallId().isEmpty() && !silent;
      boolean ready = seat.getPresence() == Presence.PRESENCE_AVAILABLE;
      assertThat(seat.getRouting() == Routing.ROUTING_IDLE)
          .as(seat.toString())
          .isEqualTo(free && ready);
      assertThat(seat.hasIdleSince()).isEqualTo(free && ready);
    }
  }

  private static void nobodyWaitsWhileASeatIsFree(FloorState state) {
    for (Call call : state.getCallsList()) {
      for (Seat seat : state.getSeatsList()) {
        assertThat(isPossible(call, seat)).as("%s could be taken by %s", call, seat).isFalse();
      }
    }
  }

  /**
   * Seats by what is shown, highest first: error, missed, on contact, wrapping, offered, not ready,
   * available.
   */
  private static SeatFigures seats(FloorState state) {
    Map<String, CallState> states = new HashMap<>();
    state.getCallsList().forEach(call -> states.put(call.getSeatId(), call.getState()));
    SeatFigures.Builder seats = SeatFigures.newBuilder();
    for (Seat seat : state.getSeatsList()) {
      if (seat.getPresence() == Presence.PRESENCE_OFFLINE) {
        continue;
      }
      seats.setSignedIn(seats.getSignedIn() + 1);
      CallState call = states.getOrDefault(seat.getSeatId(), CallState.CALL_STATE_UNSPECIFIED);
      if (seat.getRouting() == Routing.ROUTING_NOT_RESPONDING) {
        seats.setError(seats.getError() + 1);
      } else if (seat.getMissedInARow() > 0) {
        seats.setMissed(seats.getMissed() + 1);
      } else if (call == CallState.CALL_STATE_CONNECTED || call == CallState.CALL_STATE_HELD) {
        seats.setOnContact(seats.getOnContact() + 1);
      } else if (call == CallState.CALL_STATE_WRAPPING) {
        seats.setWrapping(seats.getWrapping() + 1);
      } else if (call == CallState.CALL_STATE_OFFERED) {
        seats.setOffered(seats.getOffered() + 1);
      } else if (seat.getPresence() != Presence.PRESENCE_AVAILABLE) {
        seats.setNotReady(seats.getNotReady() + 1);
      } else {
        seats.setAvailable(seats.getAvailable() + 1);
      }
    }
    return seats.build();
  }
}
