package city.hotline.core.seat;

import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;

/** What a screen shows for a seat: the highest that applies. Derived, never stored. */
public final class Displayed {

  private Displayed() {}

  /**
   * The one state shown.
   *
   * @param seat the seat
   * @param callState the state of the seat's call; UNSPECIFIED when it has none
   * @return UNSPECIFIED for a seat that is not signed in
   */
  public static DisplayedState of(Seat seat, CallState callState) {
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
    return switch (callState) {
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
          seat.getPresence() == Presence.PRESENCE_AVAILABLE
              ? DisplayedState.DISPLAYED_STATE_AVAILABLE
              : DisplayedState.DISPLAYED_STATE_NOT_READY;
    };
  }
}
