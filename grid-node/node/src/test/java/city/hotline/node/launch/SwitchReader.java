package city.hotline.node.launch;

import city.hotline.node.As;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.HeldCall;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc.TelephonyServiceBlockingStub;
import city.hotline.proto.telephony.v1.WatchInstructionsRequest;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** A switch that watches one floor and reads what it is told when the test asks for it. */
final class SwitchReader {
  private static final long DEADLINE_SECONDS = 60;

  private final Caller caller;
  private final String district;
  private final String switchId;
  private final CancellableContext watching = Context.current().withCancellation();
  private final Iterator<WatchInstructionsResponse> told;

  SwitchReader(Caller caller, String district, String switchId) {
    this.caller = caller;
    this.district = district;
    this.switchId = switchId;
    WatchInstructionsRequest request =
        WatchInstructionsRequest.newBuilder().setDistrict(district).setSwitchId(switchId).build();
    try {
      told = watching.call(() -> telephony().watchInstructions(request));
    } catch (Exception e) {
      throw new IllegalStateException("the watch does not open", e);
    }
  }

  private TelephonyServiceBlockingStub telephony() {
    return TelephonyServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("switch test"))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  WatchInstructionsResponse next() {
    return told.next();
  }

  /** The next one, signs of life left out. */
  Instruction nextInstruction() {
    WatchInstructionsResponse next = told.next();
    while (!next.hasInstruction()) {
      next = told.next();
    }
    return next.getInstruction();
  }

  /** The next one that wants this; others before it are left out. */
  Instruction nextInstruction(CallAction action) {
    Instruction next = nextInstruction();
    while (next.getAction() != action) {
      next = nextInstruction();
    }
    return next;
  }

  ReportCallResponse arrives(String switchCallId) {
    return arrives(switchCallId, "");
  }

  ReportCallResponse arrives(String switchCallId, String phone) {
    return report(
        ReportCallRequest.newBuilder()
            .setArrived(
                ReportArrival.newBuilder()
                    .setSwitchCallId(switchCallId)
                    .setSwitchId(switchId)
                    .setCaller(Citizen.newBuilder().setPhone(phone))));
  }

  ReportCallResponse asksCallback(String callId) {
    return report(
        ReportCallRequest.newBuilder()
            .setCallbackAsked(AskCallback.newBuilder().setCallId(callId)));
  }

  /** What became of an attempt to call somebody back. */
  ReportCallResponse rung(String callId, CallProgress progress, int attempt) {
    return report(
        ReportCallRequest.newBuilder()
            .setProgressed(
                ReportProgress.newBuilder()
                    .setCallId(callId)
                    .setProgress(progress)
                    .setAttempt(attempt)));
  }

  ReportCallResponse hangsUp(String switchCallId) {
    return report(
        ReportCallRequest.newBuilder()
            .setProgressed(
                ReportProgress.newBuilder()
                    .setSwitchCallId(switchCallId)
                    .setProgress(CallProgress.CALL_PROGRESS_HUNG_UP)));
  }

  private ReportCallResponse report(ReportCallRequest.Builder report) {
    ReportCallRequest request = report.setDistrict(district).setRequestId(caller.nextId()).build();
    return Caller.persistently(() -> telephony().reportCall(request));
  }

  /** With one call in its list. */
  ReconcileCallsResponse reconciles(String youngest, String switchCallId, String callId) {
    ReconcileCallsRequest request =
        ReconcileCallsRequest.newBuilder()
            .setDistrict(district)
            .setSwitchId(switchId)
            .setYoungestCallId(youngest)
            .addCalls(HeldCall.newBuilder().setSwitchCallId(switchCallId).setCallId(callId))
            .build();
    return Caller.persistently(() -> telephony().reconcileCalls(request));
  }

  void stop() {
    watching.cancel(null);
  }
}
