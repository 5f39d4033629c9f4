package city.hotline.core.floor;

import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;

/** Whom a fact is about. */
public final class Subjects {

  /** A fact about no call, or no seat. */
  public static final String NOBODY = "";

  private Subjects() {}

  /** The id of the call that the fact moves, or {@link #NOBODY}. */
  public static String callOf(FloorEvent event) {
    return switch (event.getEventCase()) {
      case CALL_QUEUED -> event.getCallQueued().getCall().getCallId();
      case CALL_OFFERED -> event.getCallOffered().getCallId();
      case CALL_ACCEPTED -> event.getCallAccepted().getCallId();
      case OFFER_MISSED -> event.getOfferMissed().getCallId();
      case OFFER_REJECTED -> event.getOfferRejected().getCallId();
      case OFFER_RESCINDED -> event.getOfferRescinded().getCallId();
      case CALL_HELD -> event.getCallHeld().getCallId();
      case CALL_RESUMED -> event.getCallResumed().getCallId();
      case CALL_ENDED -> event.getCallEnded().getCallId();
      case CALL_TRANSFERRED -> event.getCallTransferred().getCall().getCallId();
      case CALL_WRAPPED_UP -> event.getCallWrappedUp().getCallId();
      case CALL_ABANDONED -> event.getCallAbandoned().getCallId();
      case CALL_FLOWED_OUT -> event.getCallFlowedOut().getCallId();
      case CALL_FAILED -> event.getCallFailed().getCallId();
      case CALL_BOOSTED -> event.getCallBoosted().getCallId();
      case CALL_RELAXED -> event.getCallRelaxed().getCallId();
      case WRAP_UP_EXTENDED -> event.getWrapUpExtended().getCallId();
      case REFUSAL_LAPSED -> event.getRefusalLapsed().getCallId();
      case SEAT_WANTED -> event.getSeatWanted().getCallId();
      case COMPANION_LEFT -> event.getCompanionLeft().getCallId();
      case CALLBACK_ASKED -> event.getCallbackAsked().getCallId();
      case CALLBACK_DIALLED -> event.getCallbackDialled().getCallId();
      case CALLBACK_UNANSWERED -> event.getCallbackUnanswered().getCallId();
      case CALLBACK_RESTED -> event.getCallbackRested().getCallId();
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
          NOBODY;
    };
  }

  /**
   * The id of the seat that the fact moves, or {@link #NOBODY}.
   *
   * @param call the fact's call before it, where it is about one
   */
  public static String seatOf(FloorEvent event, Call call) {
    return switch (event.getEventCase()) {
      case CALL_OFFERED -> event.getCallOffered().getSeatId();
      case CALL_ACCEPTED -> event.getCallAccepted().getSeatId();
      case OFFER_MISSED -> event.getOfferMissed().getSeatId();
      case OFFER_REJECTED -> event.getOfferRejected().getSeatId();
      case OFFER_RESCINDED -> event.getOfferRescinded().getSeatId();
      case CALLBACK_DIALLED -> event.getCallbackDialled().getSeatId();
      case CALLBACK_UNANSWERED -> event.getCallbackUnanswered().getSeatId();
      case CALL_WRAPPED_UP -> event.getCallWrappedUp().getSeatId();
      case CALL_TRANSFERRED -> event.getCallTransferred().getSeatId();
      case COMPANION_LEFT -> event.getCompanionLeft().getSeatId();
      case CALL_ENDED, CALL_ABANDONED, CALL_FLOWED_OUT, CALL_FAILED -> call.getSeatId();
      case SEAT_SIGNED_IN -> event.getSeatSignedIn().getSeatId();
      case SEAT_SIGNED_OUT -> event.getSeatSignedOut().getSeatId();
      case SEAT_PRESENCE_CHANGED -> event.getSeatPresenceChanged().getSeatId();
      case SEAT_FELL_SILENT -> event.getSeatFellSilent().getSeatId();
      case SEAT_CAME_BACK -> event.getSeatCameBack().getSeatId();
      case SEAT_LENT -> event.getSeatLent().getSeatId();
      case SEAT_JOINED -> event.getSeatJoined().getSeatId();
      case SEAT_ASKED_BACK -> event.getSeatAskedBack().getSeatId();
      case SEAT_RECALLED -> event.getSeatRecalled().getSeatId();
      case SEAT_RETURNED -> event.getSeatReturned().getSeatId();
      case SEAT_CAME_HOME -> event.getSeatCameHome().getSeatId();
      case CALL_QUEUED,
          CALL_BOOSTED,
          CALL_RELAXED,
          REFUSAL_LAPSED,
          SEAT_WANTED,
          CALLBACK_ASKED,
          CALLBACK_RESTED,
          CALL_HELD,
          CALL_RESUMED,
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
          NOBODY;
    };
  }
}
