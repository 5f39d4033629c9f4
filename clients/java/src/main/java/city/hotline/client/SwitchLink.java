package city.hotline.client;

import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportFlowOut;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import java.util.concurrent.CompletableFuture;

/** What a telephone switch reports about its calls, and what it is told to do. Thread-safe. */
public final class SwitchLink {

  private final Wire wire;
  private final Link link;

  SwitchLink(Wire wire, Link link) {
    this.wire = wire;
    this.link = link;
  }

  /** A call comes in and enters the queue of the district's floor; the answer has its id. */
  public CompletableFuture<ReportCallResponse> arrived(String district, ReportArrival arrival) {
    return report(
        Districts.of(district),
        ReportCallRequest.newBuilder().setDistrict(district).setArrived(arrival));
  }

  /** The caller hung up while waiting. */
  public CompletableFuture<ReportCallResponse> abandoned(String callId) {
    return report(
        Districts.of(callId),
        ReportCallRequest.newBuilder().setAbandoned(ReportAbandon.newBuilder().setCallId(callId)));
  }

  /** The caller, who waits, keeps his place without staying on the line. */
  public CompletableFuture<ReportCallResponse> callbackAsked(String callId) {
    return report(
        Districts.of(callId),
        ReportCallRequest.newBuilder()
            .setCallbackAsked(AskCallback.newBuilder().setCallId(callId)));
  }

  /** The caller hung up in conversation. */
  public CompletableFuture<ReportCallResponse> ended(String callId) {
    return report(
        Districts.of(callId),
        ReportCallRequest.newBuilder().setEnded(ReportEnd.newBuilder().setCallId(callId)));
  }

  /** The call was led elsewhere while it waited. */
  public CompletableFuture<ReportCallResponse> flowedOut(String callId, FlowOutKind kind) {
    return report(
        Districts.of(callId),
        ReportCallRequest.newBuilder()
            .setFlowedOut(ReportFlowOut.newBuilder().setCallId(callId).setKind(kind)));
  }

  /** The switch lost the call while it waited. */
  public CompletableFuture<ReportCallResponse> failed(String callId) {
    return report(
        Districts.of(callId),
        ReportCallRequest.newBuilder().setFailed(ReportFailure.newBuilder().setCallId(callId)));
  }

  /**
   * How far a call is, whatever the grid took it for: with the grid's id or the switch's own. A
   * report that the grid knew already is answered as one without effect.
   */
  public CompletableFuture<ReportCallResponse> progressed(String district, ReportProgress report) {
    return report(
        Districts.of(district),
        ReportCallRequest.newBuilder().setDistrict(district).setProgressed(report));
  }

  /** Watches what the calls that this switch reported on a floor should be doing. */
  public InstructionWatch watchInstructions(
      String district, String switchId, InstructionWatch.Listener listener) {
    return new InstructionWatch(wire, Districts.of(district), switchId, listener);
  }

  /** Tells which calls the switch has; the answer says which it should not have. */
  public CompletableFuture<ReconcileCallsResponse> reconcile(ReconcileCallsRequest has) {
    var answer = new CompletableFuture<ReconcileCallsResponse>();
    String district = Districts.of(has.getDistrict());
    new Attempts<>(
            wire,
            Identity.SWITCH,
            district,
            TelephonyServiceGrpc.getReconcileCallsMethod(),
            has,
            answer)
        .attempt();
    return answer;
  }

  private CompletableFuture<ReportCallResponse> report(
      String district, ReportCallRequest.Builder report) {
    return link.send(
        Identity.SWITCH,
        district,
        TelephonyServiceGrpc.getReportCallMethod(),
        id -> report.setDistrict(district).setRequestId(id).build());
  }
}
