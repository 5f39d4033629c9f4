package city.hotline.client;

import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.ReportFailure;
import city.hotline.proto.floor.v1.ReportFlowOut;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import java.util.concurrent.CompletableFuture;

/** What a telephone switch reports about its calls. Thread-safe. */
public final class SwitchLink {

  private final Link link;

  SwitchLink(Link link) {
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

  private CompletableFuture<ReportCallResponse> report(
      String district, ReportCallRequest.Builder report) {
    return link.send(
        Identity.SWITCH,
        district,
        TelephonyServiceGrpc.getReportCallMethod(),
        id -> report.setDistrict(district).setRequestId(id).build());
  }
}
