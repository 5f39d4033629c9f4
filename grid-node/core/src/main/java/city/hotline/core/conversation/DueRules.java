package city.hotline.core.conversation;

import city.hotline.core.moment.Times;
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

  /** Rules over the seats of one floor. */
  public DueRules(Seats seats, FloorSettings settings, OfferRules offers) {
    this.seats = seats;
    this.settings = settings;
    this.offers = offers;
  }

  /** The facts that a passed deadline brings about. */
  public List<FloorEvent> due(Call call) {
    return call.getState() == CallState.CALL_STATE_OFFERED
        ? offers.missed(call)
        : List.of(WrapUpRules.timedOut(call));
  }

  /**
   * The call with its offer or wrap-up begun anew, so that nobody pays for an outage of the grid.
   */
  public Call restarted(Call call, Moment moment) {
    if (!call.hasDeadline()) {
      return call;
    }
    int seconds =
        call.getState() == CallState.CALL_STATE_OFFERED
            ? settings.getOfferSeconds()
            : TalkRules.wrapUpSeconds(call, seats, settings);
    return call.toBuilder()
        .setDeadline(Times.timestamp(OfferRules.deadlineMs(moment, seconds)))
        .build();
  }
}
