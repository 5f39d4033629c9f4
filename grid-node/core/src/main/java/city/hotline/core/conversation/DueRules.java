package city.hotline.core.conversation;

import city.hotline.core.moment.Times;
import city.hotline.core.queue.WaitRules;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.shard.v1.Moment;
import java.util.List;

/** What becomes of a call whose deadline has passed, and of deadlines when a new owner begins. */
public final class DueRules {

  private final Seats seats;
  private final FloorSettings settings;
  private final OfferRules offers;
  private final CallbackRules callbacks;
  private final WaitRules waits;

  /** Rules over the seats of one floor. */
  public DueRules(
      Seats seats,
      FloorSettings settings,
      OfferRules offers,
      CallbackRules callbacks,
      WaitRules waits) {
    this.seats = seats;
    this.settings = settings;
    this.offers = offers;
    this.callbacks = callbacks;
    this.waits = waits;
  }

  /** The facts that a passed deadline brings about. */
  public List<FloorEvent> due(Call call, Moment moment) {
    return switch (call.getState()) {
      case CALL_STATE_QUEUED -> List.of(waits.due(call, moment));
      case CALL_STATE_OFFERED -> offers.missed(call, moment);
      case CALL_STATE_DIALLING -> List.of(callbacks.unanswered(call, moment));
      case CALL_STATE_RESTING -> List.of(CallbackRules.rested(call));
      case CALL_STATE_WRAPPING -> List.of(WrapUpRules.timedOut(call));
      case CALL_STATE_UNSPECIFIED,
          CALL_STATE_CONNECTED,
          CALL_STATE_HELD,
          CALL_STATE_CLOSED,
          CALL_STATE_ABANDONED,
          CALL_STATE_FLOWED_OUT,
          CALL_STATE_FAILED,
          UNRECOGNIZED ->
          throw new IllegalStateException(call.getCallId() + " has no deadline");
    };
  }

  /**
   * The call with its offer, ringing or wrap-up begun anew, so that nobody pays for an outage of
   * the grid. What was given beyond that stays given; a rest is not shortened by one, nor begun
   * anew.
   */
  public Call restarted(Call call, Moment moment) {
    if (!call.hasDeadline() || call.getState() == CallState.CALL_STATE_RESTING) {
      return call;
    }
    int seconds =
        switch (call.getState()) {
          case CALL_STATE_OFFERED -> settings.getOfferSeconds();
          case CALL_STATE_DIALLING -> callbacks.ringSeconds(call);
          default -> TalkRules.wrapUpSeconds(call, seats, settings);
        };
    long anewMs = OfferRules.deadlineMs(moment, seconds);
    return anewMs <= Times.millis(call.getDeadline())
        ? call
        : call.toBuilder().setDeadline(Times.timestamp(anewMs)).build();
  }
}
