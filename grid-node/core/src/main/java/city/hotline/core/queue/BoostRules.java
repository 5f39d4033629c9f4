package city.hotline.core.queue;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Boost;
import city.hotline.proto.floor.v1.BoostCall;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallBoosted;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.ArrayList;
import java.util.List;

/** A caller who waits gets ahead of others, within what the queue allows. */
public final class BoostRules {

  private final LiveCalls calls;
  private final Queues queues;

  /** Rules over the calls of one floor. */
  public BoostRules(LiveCalls calls, Queues queues) {
    this.calls = calls;
    this.queues = queues;
  }

  /** Refuses INVALID_FIELD, UNKNOWN_CALL, CALL_NOT_WAITING, CALL_ALREADY_BOOSTED. */
  public Decision<FloorEvent> boost(BoostCall command) {
    BoostReason reason = command.getReason();
    if (reason == BoostReason.BOOST_REASON_UNSPECIFIED || reason == BoostReason.UNRECOGNIZED) {
      return Decision.invalidField(
          "reason", command.getReasonValue(), "repeat caller, emergency or distress");
    }
    Call call = calls.get(command.getCallId());
    if (call == null) {
      return CallRefusals.unknownCall(command.getCallId());
    }
    if (!CallLife.allows(call, EventCase.CALL_BOOSTED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_WAITING, call, "it waits no more; nothing is left to do.");
    }
    if (CallPlace.isBoosted(call.getBoostsList(), reason)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_ALREADY_BOOSTED, call, "it is ahead for this reason already.");
    }
    return Decision.accepted(
        Reply.newBuilder().setCallId(call.getCallId()).setSeatId(call.getSeatId()).build(),
        List.of(boosted(call, reason)));
  }

  private FloorEvent boosted(Call call, BoostReason reason) {
    QueueSettings settings = queues.of(Asked.queue(call));
    Boost boost =
        Boost.newBuilder()
            .setReason(reason)
            .setSeconds(CallPlace.seconds(reason, settings))
            .build();
    List<Boost> all = new ArrayList<>(call.getBoostsList());
    all.add(boost);
    long before = Times.millis(call.hasPlace() ? call.getPlace() : call.getQueuedAt());
    long place = Math.min(before, CallPlace.ms(call, all, settings));
    return FloorEvent.newBuilder()
        .setCallBoosted(
            CallBoosted.newBuilder()
                .setCallId(call.getCallId())
                .setBoost(boost)
                .setPlace(Times.timestamp(place)))
        .build();
  }
}
