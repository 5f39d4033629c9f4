package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import io.grpc.stub.StreamObserver;

/** What the telephone switch reports. */
public final class TelephonyEndpoint extends TelephonyServiceGrpc.TelephonyServiceImplBase {
  private final Router router;

  /** Sends commands this way. */
  public TelephonyEndpoint(Router router) {
    this.router = router;
  }

  @Override
  public void reportCall(ReportCallRequest request, StreamObserver<ReportCallResponse> observer) {
    FloorCommand.Builder command = FloorCommand.newBuilder();
    ShardId floor =
        switch (request.getReportCase()) {
          case ARRIVED -> {
            command.setReportArrival(request.getArrived());
            yield ShardId.floor(request.getDistrict());
          }
          case ABANDONED -> {
            command.setReportAbandon(request.getAbandoned());
            yield ShardId.ofCallOrSeat(request.getAbandoned().getCallId());
          }
          case ENDED -> {
            command.setReportEnd(request.getEnded());
            yield ShardId.ofCallOrSeat(request.getEnded().getCallId());
          }
          case FLOWED_OUT -> {
            command.setReportFlowOut(request.getFlowedOut());
            yield ShardId.ofCallOrSeat(request.getFlowedOut().getCallId());
          }
          case FAILED -> {
            command.setReportFailure(request.getFailed());
            yield ShardId.ofCallOrSeat(request.getFailed().getCallId());
          }
          case REPORT_NOT_SET -> ShardId.floor("");
        };
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    if (command.getCommandCase() == FloorCommand.CommandCase.COMMAND_NOT_SET) {
      observer.onError(
          Refusals.invalid("report", "none", "arrived, abandoned, ended, flowed_out or failed"));
      return;
    }
    ShardCommand asked =
        ShardCommand.newBuilder()
            .setShard(floor.toRef())
            .setRequestId(request.getRequestId())
            .setFloor(command)
            .build();
    Unary.answer(
        router.submit(asked),
        observer,
        accepted ->
            ReportCallResponse.newBuilder()
                .setCallId(accepted.reply().getCallId())
                .setAcknowledgement(accepted.acknowledgement())
                .build());
  }
}
