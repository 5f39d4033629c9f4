package city.hotline.core.seat;

import city.hotline.core.arrival.LiveCalls;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;

/**
 * What a screen shows for a seat: the highest that applies, of all it has. Derived, never stored.
 */
public final class Displayed {

  private Displayed() {}

  /**
   * The one state shown.
   *
   * @param calls where the seat's call and text contacts are
   * @return UNSPECIFIED for a seat that is not signed in
   */
  public static DisplayedState of(Seat seat, LiveCalls calls) {
    if (seat.getPresence() == Presence.PRESENCE_OFFLINE) {
      return DisplayedState.DISPLAYED_STATE_UNSPECIFIED;
    }
    if (SeatLife.isLent(seat)) {
      return DisplayedState.DISPLAYED_STATE_LENT;
    }
    if (seat.getRouting() == Routing.ROUTING_NOT_RESPONDING) {
      return DisplayedState.DISPLAYED_STATE_ERROR;
    }
    if (seat.getMissedInARow() > 0) {
      return DisplayedState.DISPLAYED_STATE_MISSED;
    }
    DisplayedState shown =
        seat.getPresence() == Presence.PRESENCE_AVAILABLE
            ? DisplayedState.DISPLAYED_STATE_AVAILABLE
            : DisplayedState.DISPLAYED_STATE_NOT_READY;
    if (!seat.getAccompanies().isEmpty()) {
      shown = DisplayedState.DISPLAYED_STATE_ON_CONTACT;
    }
    if (!seat.getCallId().isEmpty()) {
      shown = higher(shown, withCall(calls.orNone(seat.getCallId()).getState()));
    }
    for (int i = 0; i < seat.getTextsCount(); i++) {
      shown = higher(shown, withCall(calls.orNone(seat.getTexts(i)).getState()));
    }
    return shown;
  }

  /** The one with the lower number. */
  private static DisplayedState higher(DisplayedState one, DisplayedState other) {
    return one.getNumber() <= other.getNumber() ? one : other;
  }

  /** What a call, or a text contact, in this state makes of the seat that has it. */
  private static DisplayedState withCall(CallState state) {
    return switch (state) {
      case CALL_STATE_DIALLING, CALL_STATE_CONNECTED, CALL_STATE_HELD ->
          DisplayedState.DISPLAYED_STATE_ON_CONTACT;
      case CALL_STATE_WRAPPING -> DisplayedState.DISPLAYED_STATE_WRAPPING;
      case CALL_STATE_OFFERED -> DisplayedState.DISPLAYED_STATE_OFFERED;
      case CALL_STATE_UNSPECIFIED,
          CALL_STATE_QUEUED,
          CALL_STATE_RESTING,
          CALL_STATE_CLOSED,
          CALL_STATE_ABANDONED,
          CALL_STATE_FLOWED_OUT,
          CALL_STATE_FAILED,
          UNRECOGNIZED ->
          DisplayedState.DISPLAYED_STATE_AVAILABLE;
    };
  }
}
