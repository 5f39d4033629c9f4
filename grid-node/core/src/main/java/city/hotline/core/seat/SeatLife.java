package city.hotline.core.seat;

import static city.hotline.proto.floor.v1.Routing.ROUTING_IDLE;
import static city.hotline.proto.floor.v1.Routing.ROUTING_INTERACTING;
import static city.hotline.proto.floor.v1.Routing.ROUTING_LENT;
import static city.hotline.proto.floor.v1.Routing.ROUTING_NOT_RESPONDING;
import static city.hotline.proto.floor.v1.Routing.ROUTING_OFF_QUEUE;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.ChoiceTable;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallTransferred;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SeatOrBuilder;
import city.hotline.proto.floor.v1.SeatPresenceChanged;
import city.hotline.proto.floor.v1.SeatSignedIn;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;

/**
 * What a fact makes of a seat. Presence is what the operator wants, the call is what the seat has;
 * routing follows from both, so that no seat can stay reserved for a call that is gone. Whatever is
 * offered is the call until it is taken; a text contact then goes on beside, and does not keep the
 * seat from the next call.
 */
public final class SeatLife {

  /**
   * The whole life of a seat, by what routing does with it. Where a fact may lead to several, the
   * operator's wish and the seat's call decide, or whether the fact is about a text contact.
   */
  public static final ChoiceTable<Routing, EventCase> TABLE =
      ChoiceTable.of(Routing.class, EventCase.class)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_SIGNED_IN, ROUTING_IDLE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_SIGNED_IN, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_PRESENCE_CHANGED, ROUTING_IDLE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_PRESENCE_CHANGED, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_FELL_SILENT, ROUTING_NOT_RESPONDING)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_SIGNED_OUT, ROUTING_OFF_QUEUE)
          .row(ROUTING_IDLE, EventCase.SEAT_SIGNED_IN, ROUTING_IDLE)
          .row(ROUTING_IDLE, EventCase.SEAT_PRESENCE_CHANGED, ROUTING_OFF_QUEUE)
          .row(ROUTING_IDLE, EventCase.CALL_OFFERED, ROUTING_INTERACTING)
          .row(ROUTING_IDLE, EventCase.SEAT_FELL_SILENT, ROUTING_NOT_RESPONDING)
          .row(ROUTING_IDLE, EventCase.SEAT_SIGNED_OUT, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.SEAT_SIGNED_IN, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.SEAT_PRESENCE_CHANGED, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.CALL_ACCEPTED, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.CALL_ENDED, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.OFFER_MISSED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.OFFER_MISSED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.OFFER_REJECTED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.OFFER_REJECTED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.OFFER_RESCINDED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.OFFER_RESCINDED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_ABANDONED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_ABANDONED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_FLOWED_OUT, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_FLOWED_OUT, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_FAILED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_FAILED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_WRAPPED_UP, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_WRAPPED_UP, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_TRANSFERRED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_TRANSFERRED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALLBACK_DIALLED, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.CALLBACK_UNANSWERED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALLBACK_UNANSWERED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.SEAT_FELL_SILENT, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_SIGNED_IN, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_PRESENCE_CHANGED, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.CALL_ENDED, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.CALL_WRAPPED_UP, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.CALL_TRANSFERRED, ROUTING_NOT_RESPONDING)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_CAME_BACK, ROUTING_IDLE)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_CAME_BACK, ROUTING_OFF_QUEUE)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_CAME_BACK, ROUTING_INTERACTING)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_SIGNED_OUT, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_OFFERED, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.COMPANION_LEFT, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.COMPANION_LEFT, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_ACCEPTED, ROUTING_IDLE)
          .row(ROUTING_INTERACTING, EventCase.CALL_ACCEPTED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.CALL_WRAPPED_UP, ROUTING_INTERACTING)
          .row(ROUTING_INTERACTING, EventCase.CALL_TRANSFERRED, ROUTING_INTERACTING)
          .row(ROUTING_IDLE, EventCase.CALL_ENDED, ROUTING_IDLE)
          .row(ROUTING_IDLE, EventCase.CALL_WRAPPED_UP, ROUTING_IDLE)
          .row(ROUTING_IDLE, EventCase.CALL_TRANSFERRED, ROUTING_IDLE)
          .row(ROUTING_OFF_QUEUE, EventCase.CALL_ENDED, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.CALL_WRAPPED_UP, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.CALL_TRANSFERRED, ROUTING_OFF_QUEUE)
          .row(ROUTING_IDLE, EventCase.SEAT_LENT, ROUTING_LENT)
          .row(ROUTING_LENT, EventCase.SEAT_SIGNED_IN, ROUTING_LENT)
          .row(ROUTING_LENT, EventCase.SEAT_ASKED_BACK, ROUTING_LENT)
          .row(ROUTING_LENT, EventCase.SEAT_CAME_HOME, ROUTING_IDLE)
          .row(ROUTING_LENT, EventCase.SEAT_CAME_HOME, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_JOINED, ROUTING_IDLE)
          .row(ROUTING_IDLE, EventCase.SEAT_RECALLED, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_RECALLED, ROUTING_OFF_QUEUE)
          .row(ROUTING_INTERACTING, EventCase.SEAT_RECALLED, ROUTING_INTERACTING)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_RECALLED, ROUTING_NOT_RESPONDING)
          .row(ROUTING_IDLE, EventCase.SEAT_RETURNED, ROUTING_OFF_QUEUE)
          .row(ROUTING_OFF_QUEUE, EventCase.SEAT_RETURNED, ROUTING_OFF_QUEUE)
          .row(ROUTING_NOT_RESPONDING, EventCase.SEAT_RETURNED, ROUTING_OFF_QUEUE)
          .build();

  private SeatLife() {}

  /**
   * A seat nobody has signed in at.
   *
   * @param seatId such as "110105-S017"
   */
  public static Seat empty(String seatId) {
    return Seat.newBuilder()
        .setSeatId(seatId)
        .setPresence(Presence.PRESENCE_OFFLINE)
        .setRouting(ROUTING_OFF_QUEUE)
        .build();
  }

  /** Whether somebody sits there. */
  public static boolean isSignedIn(Seat seat) {
    return seat.getPresence() != Presence.PRESENCE_OFFLINE;
  }

  /** Whether its operator works on another floor. */
  public static boolean isLent(Seat seat) {
    return seat.getRouting() == ROUTING_LENT;
  }

  /** Whether somebody sits there and works on this floor. */
  public static boolean isHere(Seat seat) {
    return isSignedIn(seat) && !isLent(seat);
  }

  /**
   * Whether a guest goes home now: it has no call, and its own floor wants it back, or this floor
   * asked for it by itself, for callers who are served.
   */
  public static boolean isLeaving(Seat seat) {
    return seat.getGuest() && (seat.getAskedBack() || seat.getBorrowed()) && !isOnContact(seat);
  }

  /** Whether it has a call, if only one that rings, a text contact, or a caller it passed on. */
  public static boolean isOnContact(Seat seat) {
    return isOnTheLine(seat) || seat.getTextsCount() > 0;
  }

  /** Whether it has a call, if only one that rings, or stays with a caller it passed on. */
  public static boolean isOnTheLine(SeatOrBuilder seat) {
    return !seat.getCallId().isEmpty() || !seat.getAccompanies().isEmpty();
  }

  /** Whether the seat may be offered a text contact. */
  public static boolean takesTexts(Seat seat) {
    return isIdle(seat) && seat.getTextsCount() < seat.getTextContacts();
  }

  /** Whether the seat's session has lapsed. */
  public static boolean isSilent(Seat seat) {
    return seat.getRouting() == ROUTING_NOT_RESPONDING;
  }

  /** Whether the seat may be offered a call. */
  public static boolean isIdle(Seat seat) {
    return seat.getRouting() == ROUTING_IDLE;
  }

  /**
   * The seat after a fact about it or its call.
   *
   * @param call the call of the fact, as it was before it; one in no state where it is about none
   * @param nextIdleOrder the place in line it gets if the fact makes it idle, or offers it a call
   */
  public static Seat after(
      Seat before, FloorEvent event, Call call, Moment moment, long nextIdleOrder) {
    Seat after = changed(before, event, call, moment, nextIdleOrder);
    TABLE.check(before.getRouting(), event.getEventCase(), after.getRouting());
    return after;
  }

  private static Seat changed(
      Seat before, FloorEvent event, Call call, Moment moment, long nextIdleOrder) {
    return switch (event.getEventCase()) {
      case CALL_OFFERED ->
          settled(
              before.toBuilder()
                  .setCallId(event.getCallOffered().getCallId())
                  .setOfferOrder(nextIdleOrder),
              before,
              isSilent(before),
              moment,
              nextIdleOrder);
      case CALL_ACCEPTED, CALLBACK_DIALLED -> accepted(before, call, moment, nextIdleOrder);
      case COMPANION_LEFT ->
          freed(before.toBuilder().clearAccompanies(), before, moment, nextIdleOrder);
      case OFFER_MISSED ->
          freed(
              before.toBuilder().setMissedInARow(before.getMissedInARow() + 1),
              before,
              moment,
              nextIdleOrder);
      case OFFER_REJECTED ->
          freed(before.toBuilder().setMissedInARow(0), before, moment, nextIdleOrder);
      case CALL_WRAPPED_UP -> over(before, call, call.getEndedAt(), moment, nextIdleOrder);
      case CALL_TRANSFERRED ->
          passedOn(before, event.getCallTransferred(), call, moment, nextIdleOrder);
      case OFFER_RESCINDED, CALLBACK_UNANSWERED, CALL_ABANDONED, CALL_FLOWED_OUT, CALL_FAILED ->
          freed(before.toBuilder(), before, moment, nextIdleOrder);
      case SEAT_SIGNED_IN -> signedIn(before, event.getSeatSignedIn(), moment, nextIdleOrder);
      case SEAT_SIGNED_OUT, SEAT_RETURNED -> empty(before.getSeatId());
      case SEAT_PRESENCE_CHANGED ->
          wished(before, event.getSeatPresenceChanged(), moment, nextIdleOrder);
      case SEAT_FELL_SILENT -> settled(before.toBuilder(), before, true, moment, nextIdleOrder);
      case SEAT_CAME_BACK -> settled(before.toBuilder(), before, false, moment, nextIdleOrder);
      case SEAT_LENT, SEAT_JOINED, SEAT_ASKED_BACK, SEAT_RECALLED, SEAT_CAME_HOME ->
          SeatLoans.after(before, event, moment, nextIdleOrder);
      case CALL_QUEUED,
          CALL_BOOSTED,
          CALL_RELAXED,
          REFUSAL_LAPSED,
          SEAT_WANTED,
          CALLBACK_ASKED,
          CALLBACK_RESTED,
          CALL_HELD,
          CALL_RESUMED,
          CALL_ENDED,
          WRAP_UP_EXTENDED,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          VOTERS_CHANGED,
          DIRECTORY_LOADED,
          QUEUE_CHANGED,
          QUEUE_PLANNED,
          ALERT_ACKNOWLEDGED,
          EVENT_NOT_SET ->
          before;
    };
  }

  private static Seat accepted(Seat before, Call call, Moment moment, long nextIdleOrder) {
    return CallLife.isText(call)
        ? textTaken(before, call, moment, nextIdleOrder)
        : taken(before, call);
  }

  private static Seat signedIn(Seat before, SeatSignedIn fact, Moment moment, long nextIdleOrder) {
    Seat.Builder after =
        before.toBuilder()
            .clearSkills()
            .addAllSkills(fact.getSkillsList())
            .clearQueues()
            .addAllQueues(fact.getQueuesList())
            .clearLevels()
            .addAllLevels(fact.getLevelsList())
            .setTextContacts(fact.getTextContacts())
            .setWrapUpSeconds(fact.getWrapUpSeconds());
    if (!isSignedIn(before)) {
      after.setOperator(fact.getOperator()).setPresence(Presence.PRESENCE_AVAILABLE);
    }
    return settled(after, before, isSilent(before), moment, nextIdleOrder);
  }

  /** It answers, if only a caller whom it takes back. */
  private static Seat taken(Seat before, Call call) {
    boolean takenBack = before.getAccompanies().equals(call.getCallId());
    if (before.getMissedInARow() == 0 && !takenBack) {
      return before;
    }
    Seat.Builder after = before.toBuilder().setMissedInARow(0);
    return takenBack ? after.clearAccompanies().build() : after.build();
  }

  /** The seat is free, unless it stays on the line. */
  private static Seat passedOn(
      Seat before, CallTransferred fact, Call call, Moment moment, long nextIdleOrder) {
    Seat stays =
        fact.getCall().getCompanion().equals(before.getSeatId())
            ? before.toBuilder().setAccompanies(call.getCallId()).build()
            : before;
    return over(stays, call, moment.getTime(), moment, nextIdleOrder);
  }

  /** A text contact goes on beside whatever the seat takes next. */
  private static Seat textTaken(Seat before, Call text, Moment moment, long nextIdleOrder) {
    return freed(
        before.toBuilder().setMissedInARow(0).addTexts(text.getCallId()),
        before,
        moment,
        nextIdleOrder);
  }

  /** The seat is done with one it had taken: its call, or one of its text contacts. */
  private static Seat over(
      Seat before, Call call, Timestamp ended, Moment moment, long nextIdleOrder) {
    Seat.Builder after = before.toBuilder().setHandled(before.getHandled() + 1);
    if (!CallLife.isText(call)) {
      long talkMs =
          Times.millis(ended) - Times.millis(call.getAnsweredAt()) - CallLife.heldMs(call, ended);
      return freed(after.setTalkMs(before.getTalkMs() + talkMs), before, moment, nextIdleOrder);
    }
    after.clearTexts();
    for (String text : before.getTextsList()) {
      if (!text.equals(call.getCallId())) {
        after.addTexts(text);
      }
    }
    return settled(after, before, isSilent(before), moment, nextIdleOrder);
  }

  private static Seat wished(
      Seat before, SeatPresenceChanged fact, Moment moment, long nextIdleOrder) {
    Seat.Builder after = before.toBuilder().setMissedInARow(0);
    if (fact.getNext()) {
      return after.setNextPresence(fact.getPresence()).build();
    }
    after.setPresence(fact.getPresence());
    return settled(after, before, isSilent(before), moment, nextIdleOrder);
  }

  /**
   * The call is gone: the next presence, if one was asked for, is the presence now, unless the seat
   * stays with a caller.
   */
  private static Seat freed(Seat.Builder after, Seat before, Moment moment, long nextIdleOrder) {
    after.clearCallId();
    if (before.getNextPresence() != Presence.PRESENCE_UNSPECIFIED && !isOnTheLine(after)) {
      after.setPresence(before.getNextPresence()).clearNextPresence();
    }
    return settled(after, before, isSilent(before), moment, nextIdleOrder);
  }

  /**
   * With the routing that follows from presence and calls, and the place in line of who is idle.
   */
  static Seat settled(
      Seat.Builder after, Seat before, boolean silent, Moment moment, long nextIdleOrder) {
    Routing routing = routing(after, silent);
    after.setRouting(routing);
    if (routing != ROUTING_IDLE) {
      after.clearIdleSince().clearIdleOrder();
    } else if (!isIdle(before)) {
      after.setIdleSince(moment.getTime()).setIdleOrder(nextIdleOrder);
    }
    return after.build();
  }

  private static Routing routing(Seat.Builder seat, boolean silent) {
    if (!seat.getLentTo().isEmpty()) {
      return ROUTING_LENT;
    }
    if (silent) {
      return ROUTING_NOT_RESPONDING;
    }
    if (isOnTheLine(seat)) {
      return ROUTING_INTERACTING;
    }
    return seat.getPresence() == Presence.PRESENCE_AVAILABLE && !seat.getAskedBack()
        ? ROUTING_IDLE
        : ROUTING_OFF_QUEUE;
  }
}
