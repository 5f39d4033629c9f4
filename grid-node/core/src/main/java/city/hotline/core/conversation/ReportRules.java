package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.queue.QueueExits;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.HoldCall;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.floor.v1.ResumeCall;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the switch says about a call, whatever the grid took it for until now. A report becomes the
 * fact that is missing; where none is missing it has no effect, so that late and repeated ones do
 * no harm.
 */
public final class ReportRules {

  private final LiveCalls calls;
  private final QueueExits exits;
  private final OfferRules offers;
  private final CallbackRules callbacks;
  private final TalkRules talk;

  /** Rules over the calls of one floor, resting on those of the steps. */
  public ReportRules(
      LiveCalls calls,
      QueueExits exits,
      OfferRules offers,
      CallbackRules callbacks,
      TalkRules talk) {
    this.calls = calls;
    this.exits = exits;
    this.offers = offers;
    this.callbacks = callbacks;
    this.talk = talk;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_CALL, CALL_NOT_OFFERED, CALL_NOT_CONNECTED,
   * REPORT_WITHOUT_EFFECT.
   */
  public Decision<FloorEvent> progress(ReportProgress report, Moment moment) {
    if (report.getCallId().isEmpty() && report.getSwitchCallId().isEmpty()) {
      return Decision.invalidField("switch_call_id", "none", "an id of the call, or call_id");
    }
    CallProgress progress = report.getProgress();
    if (progress == CallProgress.CALL_PROGRESS_UNSPECIFIED
        || progress == CallProgress.UNRECOGNIZED) {
      return Decision.invalidField(
          "progress",
          report.getProgressValue(),
          "ringing, answered, held, resumed, hung up or failed");
    }
    Call call = called(report);
    if (call == null) {
      return CallRefusals.unknownCall(
          report.getCallId().isEmpty() ? report.getSwitchCallId() : report.getCallId());
    }
    return switch (progress) {
      case CALL_PROGRESS_ANSWERED -> answered(report, call, moment);
      case CALL_PROGRESS_HELD -> held(call);
      case CALL_PROGRESS_RESUMED -> resumed(call);
      case CALL_PROGRESS_HUNG_UP -> hungUp(report, call, moment);
      case CALL_PROGRESS_FAILED -> failed(report, call, moment);
      case CALL_PROGRESS_RINGING, CALL_PROGRESS_UNSPECIFIED, UNRECOGNIZED ->
          withoutEffect(call, "ringing changes nothing.");
    };
  }

  private @Nullable Call called(ReportProgress report) {
    String callId =
        report.getCallId().isEmpty()
            ? calls.idOfSwitchCall(report.getSwitchCallId())
            : report.getCallId();
    return callId == null ? null : calls.get(callId);
  }

  private Decision<FloorEvent> answered(ReportProgress report, Call call, Moment moment) {
    if (!CallLife.isWaiting(call.getState())) {
      return withoutEffect(call, "it was answered before.");
    }
    if (call.getState() == CallState.CALL_STATE_DIALLING) {
      return rung(report, call, true, moment);
    }
    if (call.getState() != CallState.CALL_STATE_OFFERED) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_OFFERED, call, "the offer is over; wait for the next one.");
    }
    AcceptCall.Builder accept =
        AcceptCall.newBuilder()
            .setSeatId(call.getSeatId())
            .setCallId(call.getCallId())
            .setAttempt(report.getAttempt());
    return offers.accept(accept.build(), moment);
  }

  private Decision<FloorEvent> held(Call call) {
    if (CallLife.isWaiting(call.getState())) {
      return notConnected(call);
    }
    return call.getState() == CallState.CALL_STATE_CONNECTED
        ? talk.hold(
            HoldCall.newBuilder().setSeatId(call.getSeatId()).setCallId(call.getCallId()).build())
        : withoutEffect(call, "it is on hold or over.");
  }

  private Decision<FloorEvent> resumed(Call call) {
    if (CallLife.isWaiting(call.getState())) {
      return notConnected(call);
    }
    return call.getState() == CallState.CALL_STATE_HELD
        ? talk.resume(
            ResumeCall.newBuilder().setSeatId(call.getSeatId()).setCallId(call.getCallId()).build())
        : withoutEffect(call, "it is not on hold.");
  }

  /** Of the line of a caller who is called back: it matters only while he is rung up. */
  private Decision<FloorEvent> rung(
      ReportProgress report, Call call, boolean pickedUp, Moment moment) {
    FloorEvent fact = callbacks.rung(call, report.getAttempt(), pickedUp, moment);
    return fact == null
        ? withoutEffect(call, "its caller is called back, and this says nothing of that attempt.")
        : Decision.accepted(Contact.reply(call), List.of(fact));
  }

  private Decision<FloorEvent> hungUp(ReportProgress report, Call call, Moment moment) {
    if (CallLife.isCalledBack(call)) {
      return rung(report, call, false, moment);
    }
    if (CallLife.isWaiting(call.getState())) {
      return exits.abandon(ReportAbandon.newBuilder().setCallId(call.getCallId()).build(), moment);
    }
    return isTalking(call)
        ? talk.callerLeft(ReportEnd.newBuilder().setCallId(call.getCallId()).build(), moment)
        : withoutEffect(call, "the conversation is over.");
  }

  private Decision<FloorEvent> failed(ReportProgress report, Call call, Moment moment) {
    if (CallLife.isCalledBack(call)) {
      return rung(report, call, false, moment);
    }
    if (CallLife.isWaiting(call.getState())) {
      return exits.fail(ReportFailure.newBuilder().setCallId(call.getCallId()).build());
    }
    return isTalking(call)
        ? talk.lost(call, moment)
        : withoutEffect(call, "the conversation is over.");
  }

  private static boolean isTalking(Call call) {
    return CallLife.allows(call, FloorEvent.EventCase.CALL_ENDED);
  }

  private static Decision<FloorEvent> notConnected(Call call) {
    return CallRefusals.inState(
        Refusal.REFUSAL_CALL_NOT_CONNECTED, call, "report that it was answered first.");
  }

  private static Decision<FloorEvent> withoutEffect(Call call, String why) {
    return CallRefusals.inState(Refusal.REFUSAL_REPORT_WITHOUT_EFFECT, call, why);
  }
}
