package city.hotline.core.queue;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallAbandoned;
import city.hotline.proto.floor.v1.CallFailed;
import city.hotline.proto.floor.v1.CallFlowedOut;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportFlowOut;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of the queue without an answer: abandoned, flowed out, failed. An offered call may
 * leave as well.
 */
public final class QueueExits {

  private final LiveCalls calls;
  private final long shortAbandonMs;

  /** Rules over the calls of one floor. */
  public QueueExits(LiveCalls calls, FloorSettings settings) {
    this.calls = calls;
    this.shortAbandonMs = settings.getShortAbandonSeconds() * 1000L;
  }

  /** Refuses UNKNOWN_CALL, CALL_NOT_WAITING, REPORT_WITHOUT_EFFECT. */
  public Decision<FloorEvent> abandon(ReportAbandon report, Moment moment) {
    Call call = calls.get(report.getCallId());
    if (call != null && CallLife.isCalledBack(call)) {
      return needsNoLine(call);
    }
    if (call == null || !CallLife.allows(call, EventCase.CALL_ABANDONED)) {
      return notWaiting(report.getCallId(), call);
    }
    long waitedMs = Times.millis(moment) - Times.millis(call.getQueuedAt());
    CallAbandoned.Builder abandoned =
        CallAbandoned.newBuilder()
            .setCallId(call.getCallId())
            .setShortAbandon(waitedMs < shortAbandonMs);
    return left(call, FloorEvent.newBuilder().setCallAbandoned(abandoned).build());
  }

  /** Refuses INVALID_FIELD, UNKNOWN_CALL, CALL_NOT_WAITING. */
  public Decision<FloorEvent> flowOut(ReportFlowOut report) {
    FlowOutKind kind = report.getKind();
    if (kind == FlowOutKind.FLOW_OUT_KIND_UNSPECIFIED
        || kind == FlowOutKind.FLOW_OUT_KIND_FULL
        || kind == FlowOutKind.FLOW_OUT_KIND_CLOSED
        || kind == FlowOutKind.FLOW_OUT_KIND_UNREACHABLE
        || kind == FlowOutKind.UNRECOGNIZED) {
      return Decision.invalidField("kind", report.getKindValue(), "callback, transfer or overflow");
    }
    Call call = calls.get(report.getCallId());
    if (call == null || !CallLife.allows(call, EventCase.CALL_FLOWED_OUT)) {
      return notWaiting(report.getCallId(), call);
    }
    CallFlowedOut.Builder flowedOut =
        CallFlowedOut.newBuilder().setCallId(call.getCallId()).setKind(kind);
    return left(call, FloorEvent.newBuilder().setCallFlowedOut(flowedOut).build());
  }

  /** Refuses UNKNOWN_CALL, CALL_NOT_WAITING, REPORT_WITHOUT_EFFECT. */
  public Decision<FloorEvent> fail(ReportFailure report) {
    Call call = calls.get(report.getCallId());
    if (call != null && CallLife.isCalledBack(call)) {
      return needsNoLine(call);
    }
    if (call == null || !CallLife.allows(call, EventCase.CALL_FAILED)) {
      return notWaiting(report.getCallId(), call);
    }
    CallFailed.Builder failed = CallFailed.newBuilder().setCallId(call.getCallId());
    return left(call, FloorEvent.newBuilder().setCallFailed(failed).build());
  }

  private static Decision<FloorEvent> needsNoLine(Call call) {
    return CallRefusals.inState(
        Refusal.REFUSAL_REPORT_WITHOUT_EFFECT,
        call,
        "its caller is called back and needs no line; report what becomes of an attempt as progress.");
  }

  private static Decision<FloorEvent> left(Call call, FloorEvent event) {
    return Decision.accepted(
        Reply.newBuilder().setCallId(call.getCallId()).setSeatId(call.getSeatId()).build(),
        List.of(event));
  }

  private static Decision<FloorEvent> notWaiting(String callId, @Nullable Call call) {
    return call == null
        ? CallRefusals.unknownCall(callId)
        : CallRefusals.inState(
            Refusal.REFUSAL_CALL_NOT_WAITING,
            call,
            "it was answered; report the end of the conversation instead.");
  }
}
