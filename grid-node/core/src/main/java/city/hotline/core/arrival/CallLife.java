package city.hotline.core.arrival;

import static city.hotline.proto.floor.v1.CallState.CALL_STATE_ABANDONED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_CLOSED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_CONNECTED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_DIALLING;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_FAILED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_FLOWED_OUT;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_HELD;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_OFFERED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_QUEUED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_RESTING;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_UNSPECIFIED;
import static city.hotline.proto.floor.v1.CallState.CALL_STATE_WRAPPING;

import city.hotline.core.moment.Times;
import city.hotline.core.moment.TransitionTable;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallBoosted;
import city.hotline.proto.floor.v1.CallEnded;
import city.hotline.proto.floor.v1.CallOffered;
import city.hotline.proto.floor.v1.CallRelaxed;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Callback;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.OfferMissed;
import city.hotline.proto.floor.v1.OfferRejected;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.floor.v1.SeatWanted;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;

/**
 * A call's life: which fact may happen to it when, and what it is afterwards. Every rule asks
 * {@link #TABLE} before it states a fact, and every fact moves the call along the same table.
 */
public final class CallLife {

  /** The whole life of a call. */
  public static final TransitionTable<CallState, EventCase> TABLE =
      TransitionTable.of(CallState.class, EventCase.class)
          .row(CALL_STATE_UNSPECIFIED, EventCase.CALL_QUEUED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.CALL_OFFERED, CALL_STATE_OFFERED)
          .row(CALL_STATE_QUEUED, EventCase.CALL_BOOSTED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.CALL_RELAXED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.REFUSAL_LAPSED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.SEAT_WANTED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.CALL_ABANDONED, CALL_STATE_ABANDONED)
          .row(CALL_STATE_QUEUED, EventCase.CALL_FLOWED_OUT, CALL_STATE_FLOWED_OUT)
          .row(CALL_STATE_QUEUED, EventCase.CALL_FAILED, CALL_STATE_FAILED)
          .row(CALL_STATE_QUEUED, EventCase.CALLBACK_ASKED, CALL_STATE_QUEUED)
          .row(CALL_STATE_OFFERED, EventCase.CALLBACK_ASKED, CALL_STATE_OFFERED)
          .row(CALL_STATE_OFFERED, EventCase.CALLBACK_DIALLED, CALL_STATE_DIALLING)
          .row(CALL_STATE_OFFERED, EventCase.CALL_ACCEPTED, CALL_STATE_CONNECTED)
          .row(CALL_STATE_OFFERED, EventCase.OFFER_MISSED, CALL_STATE_QUEUED)
          .row(CALL_STATE_OFFERED, EventCase.OFFER_REJECTED, CALL_STATE_QUEUED)
          .row(CALL_STATE_OFFERED, EventCase.OFFER_RESCINDED, CALL_STATE_QUEUED)
          .row(CALL_STATE_OFFERED, EventCase.CALL_BOOSTED, CALL_STATE_OFFERED)
          .row(CALL_STATE_OFFERED, EventCase.CALL_ABANDONED, CALL_STATE_ABANDONED)
          .row(CALL_STATE_OFFERED, EventCase.CALL_FLOWED_OUT, CALL_STATE_FLOWED_OUT)
          .row(CALL_STATE_OFFERED, EventCase.CALL_FAILED, CALL_STATE_FAILED)
          .row(CALL_STATE_DIALLING, EventCase.CALL_ACCEPTED, CALL_STATE_CONNECTED)
          .row(CALL_STATE_DIALLING, EventCase.CALLBACK_UNANSWERED, CALL_STATE_RESTING)
          .row(CALL_STATE_DIALLING, EventCase.CALL_FLOWED_OUT, CALL_STATE_FLOWED_OUT)
          .row(CALL_STATE_DIALLING, EventCase.OFFER_RESCINDED, CALL_STATE_QUEUED)
          .row(CALL_STATE_RESTING, EventCase.CALLBACK_RESTED, CALL_STATE_QUEUED)
          .row(CALL_STATE_QUEUED, EventCase.COMPANION_LEFT, CALL_STATE_QUEUED)
          .row(CALL_STATE_OFFERED, EventCase.COMPANION_LEFT, CALL_STATE_OFFERED)
          .row(CALL_STATE_CONNECTED, EventCase.COMPANION_LEFT, CALL_STATE_CONNECTED)
          .row(CALL_STATE_HELD, EventCase.COMPANION_LEFT, CALL_STATE_HELD)
          .row(CALL_STATE_CONNECTED, EventCase.CALL_HELD, CALL_STATE_HELD)
          .row(CALL_STATE_CONNECTED, EventCase.CALL_ENDED, CALL_STATE_WRAPPING)
          .row(CALL_STATE_CONNECTED, EventCase.CALL_TRANSFERRED, CALL_STATE_QUEUED)
          .row(CALL_STATE_HELD, EventCase.CALL_RESUMED, CALL_STATE_CONNECTED)
          .row(CALL_STATE_HELD, EventCase.CALL_ENDED, CALL_STATE_WRAPPING)
          .row(CALL_STATE_HELD, EventCase.CALL_TRANSFERRED, CALL_STATE_QUEUED)
          .row(CALL_STATE_WRAPPING, EventCase.WRAP_UP_EXTENDED, CALL_STATE_WRAPPING)
          .row(CALL_STATE_WRAPPING, EventCase.CALL_WRAPPED_UP, CALL_STATE_CLOSED)
          .build();

  private static final String STATE_PREFIX = "CALL_STATE_";

  private CallLife() {}

  /** Whether the fact may happen to the call now. */
  public static boolean allows(Call call, EventCase fact) {
    return TABLE.allows(call.getState(), fact);
  }

  /** Whether a call in this state is still kept by its floor. */
  public static boolean isLive(CallState state) {
    return isWaiting(state)
        || state == CALL_STATE_CONNECTED
        || state == CALL_STATE_HELD
        || state == CALL_STATE_WRAPPING;
  }

  /**
   * Whether the caller still waits; one whose call rings at a seat does, and one who is to be
   * called back, until somebody talks with him.
   */
  public static boolean isWaiting(CallState state) {
    return state == CALL_STATE_QUEUED
        || state == CALL_STATE_OFFERED
        || state == CALL_STATE_DIALLING
        || state == CALL_STATE_RESTING;
  }

  /** Whether a seat that passed the caller on may still be on the line: he waits, or talks. */
  public static boolean isOnTheLine(CallState state) {
    return state == CALL_STATE_QUEUED
        || state == CALL_STATE_OFFERED
        || state == CALL_STATE_CONNECTED
        || state == CALL_STATE_HELD;
  }

  /** Whether it is held by written messages. */
  public static boolean isText(Call call) {
    return call.getMedium() == Medium.MEDIUM_TEXT;
  }

  /** Whether the caller waits without a line: he is called back. */
  public static boolean isCalledBack(Call call) {
    return call.hasCallback() && isWaiting(call.getState());
  }

  /** The number in a call id: 42 of "110105-42". Grows with the time of arrival. */
  public static long numberOf(String callId) {
    return Long.parseLong(callId, callId.lastIndexOf('-') + 1, callId.length(), 10);
  }

  /** A state's name as refusals give it: "QUEUED". */
  public static String nameOf(CallState state) {
    return state.name().startsWith(STATE_PREFIX)
        ? state.name().substring(STATE_PREFIX.length())
        : state.name();
  }

  /** The call after a fact about it; facts about other things leave it as it is. */
  public static Call after(Call before, FloorEvent event, Moment moment) {
    EventCase fact = event.getEventCase();
    return switch (fact) {
      case CALL_QUEUED -> event.getCallQueued().getCall();
      case CALL_OFFERED -> offered(moved(before, fact), event.getCallOffered());
      case CALL_ACCEPTED -> answered(moved(before, fact), moment);
      case COMPANION_LEFT -> moved(before, fact).clearCompanion().build();
      case OFFER_MISSED -> refused(before, fact, refusal(event.getOfferMissed()));
      case OFFER_REJECTED -> refused(before, fact, refusal(event.getOfferRejected()));
      case OFFER_RESCINDED -> backInLine(moved(before, fact)).build();
      case CALL_HELD -> moved(before, fact).setHeldAt(moment.getTime()).build();
      case CALL_RESUMED -> offHold(moved(before, fact), before, moment).build();
      case CALL_ENDED -> ended(before, event.getCallEnded(), moment);
      case CALL_TRANSFERRED -> {
        TABLE.after(before.getState(), fact);
        yield event.getCallTransferred().getCall();
      }
      case CALLBACK_ASKED ->
          moved(before, fact)
              .setCallback(Callback.newBuilder().setAskedAt(moment.getTime()))
              .build();
      case CALLBACK_DIALLED ->
          moved(before, fact).setDeadline(event.getCallbackDialled().getDeadline()).build();
      case CALLBACK_UNANSWERED -> unanswered(before, event.getCallbackUnanswered().getUntil());
      case CALLBACK_RESTED -> moved(before, fact).clearDeadline().build();
      case CALL_BOOSTED -> boosted(moved(before, fact), event.getCallBoosted());
      case CALL_RELAXED -> relaxed(moved(before, fact), event.getCallRelaxed());
      case REFUSAL_LAPSED ->
          withoutRefusal(moved(before, fact), event.getRefusalLapsed().getSeatId());
      case SEAT_WANTED -> seatAsked(moved(before, fact), event.getSeatWanted());
      case WRAP_UP_EXTENDED ->
          moved(before, fact).setDeadline(event.getWrapUpExtended().getDeadline()).build();
      case CALL_WRAPPED_UP, CALL_ABANDONED, CALL_FLOWED_OUT, CALL_FAILED ->
          moved(before, fact).build();
      case SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          SEAT_LENT,
          SEAT_JOINED,
          SEAT_ASKED_BACK,
          SEAT_RECALLED,
          SEAT_RETURNED,
          SEAT_CAME_HOME,
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

  private static Call.Builder moved(Call before, EventCase fact) {
    return before.toBuilder().setState(TABLE.after(before.getState(), fact));
  }

  private static Call offered(Call.Builder after, CallOffered offer) {
    return after
        .setSeatId(offer.getSeatId())
        .setAttempt(after.getAttempt() + 1)
        .setDeadline(offer.getDeadline())
        .build();
  }

  /** Whoever passed him on and now talks with him again accompanies nobody. */
  private static Call answered(Call.Builder after, Moment moment) {
    if (after.getCompanion().equals(after.getSeatId())) {
      after.clearCompanion();
    }
    return after.clearDeadline().setAnsweredAt(moment.getTime()).build();
  }

  private static Call.Builder backInLine(Call.Builder after) {
    return after.clearSeatId().clearDeadline();
  }

  private static Call unanswered(Call before, Timestamp restsUntil) {
    Call.Builder after = backInLine(moved(before, EventCase.CALLBACK_UNANSWERED));
    after.getCallbackBuilder().setUnanswered(before.getCallback().getUnanswered() + 1);
    return after.setDeadline(restsUntil).build();
  }

  private static Call refused(Call before, EventCase fact, RefusedOffer.Builder refusal) {
    return backInLine(moved(before, fact))
        .addRefusals(refusal.setSeatId(before.getSeatId()))
        .build();
  }

  private static RefusedOffer.Builder refusal(OfferMissed missed) {
    RefusedOffer.Builder refusal = RefusedOffer.newBuilder();
    return missed.hasUntil() ? refusal.setUntil(missed.getUntil()) : refusal;
  }

  private static RefusedOffer.Builder refusal(OfferRejected rejected) {
    RefusedOffer.Builder refusal = RefusedOffer.newBuilder();
    return rejected.hasUntil() ? refusal.setUntil(rejected.getUntil()) : refusal;
  }

  private static Call withoutRefusal(Call.Builder after, String seatId) {
    for (int i = after.getRefusalsCount() - 1; i >= 0; i--) {
      if (after.getRefusals(i).getSeatId().equals(seatId)) {
        after.removeRefusals(i);
      }
    }
    return after.build();
  }

  private static Call boosted(Call.Builder after, CallBoosted fact) {
    return after.addBoosts(fact.getBoost()).setPlace(fact.getPlace()).build();
  }

  private static Call relaxed(Call.Builder after, CallRelaxed fact) {
    after.setStep(fact.getStep()).setAsked(fact.getAsked()).clearStepUntil();
    return fact.hasUntil() ? after.setStepUntil(fact.getUntil()).build() : after.build();
  }

  private static Call seatAsked(Call.Builder after, SeatWanted fact) {
    after.setSeatsAsked(after.getSeatsAsked() + 1).clearBorrowAt();
    return fact.hasAgainAt() ? after.setBorrowAt(fact.getAgainAt()).build() : after.build();
  }

  private static Call ended(Call before, CallEnded end, Moment moment) {
    Call.Builder after = moved(before, EventCase.CALL_ENDED);
    if (before.hasHeldAt()) {
      offHold(after, before, moment);
    }
    return after.setEndedAt(moment.getTime()).setDeadline(end.getDeadline()).build();
  }

  private static Call.Builder offHold(Call.Builder after, Call before, Moment moment) {
    return after.setHeldMs(heldMs(before, moment.getTime())).clearHeldAt();
  }

  /** Hold of a conversation up to a time, the hold it is in included, milliseconds. */
  public static long heldMs(Call call, Timestamp until) {
    return call.hasHeldAt()
        ? call.getHeldMs() + Times.millis(until) - Times.millis(call.getHeldAt())
        : call.getHeldMs();
  }
}
