package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallEnded;
import city.hotline.proto.floor.v1.CallHeld;
import city.hotline.proto.floor.v1.CallResumed;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.EndedBy;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.HoldCall;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ResumeCall;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;

/** The conversation: on hold, off hold, over. */
public final class TalkRules {

  private final LiveCalls calls;
  private final Seats seats;
  private final FloorSettings settings;

  /** Rules over the calls and seats of one floor. */
  public TalkRules(LiveCalls calls, Seats seats, FloorSettings settings) {
    this.calls = calls;
    this.seats = seats;
    this.settings = settings;
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_CONNECTED. */
  public Decision<FloorEvent> hold(HoldCall command) {
    Decision<FloorEvent> refused =
        Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    if (!CallLife.allows(call, EventCase.CALL_HELD)) {
      return notConnected(call);
    }
    CallHeld.Builder held = CallHeld.newBuilder().setCallId(call.getCallId());
    return Decision.accepted(
        Contact.reply(call), List.of(FloorEvent.newBuilder().setCallHeld(held).build()));
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_HELD. */
  public Decision<FloorEvent> resume(ResumeCall command) {
    Decision<FloorEvent> refused =
        Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    if (!CallLife.allows(call, EventCase.CALL_RESUMED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_HELD, call, "only a call on hold can be resumed.");
    }
    CallResumed.Builder resumed = CallResumed.newBuilder().setCallId(call.getCallId());
    return Decision.accepted(
        Contact.reply(call), List.of(FloorEvent.newBuilder().setCallResumed(resumed).build()));
  }

  /** Refuses UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_CONNECTED. */
  public Decision<FloorEvent> end(EndCall command, Moment moment) {
    Decision<FloorEvent> refused =
        Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    return ended(call, EndedBy.ENDED_BY_SEAT, moment);
  }

  /** Refuses UNKNOWN_CALL, CALL_NOT_CONNECTED. */
  public Decision<FloorEvent> callerLeft(ReportEnd command, Moment moment) {
    Call call = calls.get(command.getCallId());
    return call == null
        ? CallRefusals.unknownCall(command.getCallId())
        : ended(call, EndedBy.ENDED_BY_CALLER, moment);
  }

  /** The switch lost the conversation. */
  Decision<FloorEvent> lost(Call call, Moment moment) {
    return ended(call, EndedBy.ENDED_BY_SWITCH, moment);
  }

  private Decision<FloorEvent> ended(Call call, EndedBy by, Moment moment) {
    if (!CallLife.allows(call, EventCase.CALL_ENDED)) {
      return notConnected(call);
    }
    int seconds = wrapUpSeconds(call, seats, settings);
    CallEnded.Builder ended =
        CallEnded.newBuilder()
            .setCallId(call.getCallId())
            .setBy(by)
            .setDeadline(Times.timestamp(OfferRules.deadlineMs(moment, seconds)));
    return Decision.accepted(
        Contact.reply(call), List.of(FloorEvent.newBuilder().setCallEnded(ended).build()));
  }

  /** How long the call's seat may wrap up: its own limit, or the floor's. */
  static int wrapUpSeconds(Call call, Seats seats, FloorSettings settings) {
    Seat seat = seats.get(call.getSeatId());
    return seat == null || seat.getWrapUpSeconds() == 0
        ? settings.getWrapUpSeconds()
        : seat.getWrapUpSeconds();
  }

  private static Decision<FloorEvent> notConnected(Call call) {
    return CallRefusals.inState(
        Refusal.REFUSAL_CALL_NOT_CONNECTED, call, "this needs a conversation that is not over.");
  }
}
