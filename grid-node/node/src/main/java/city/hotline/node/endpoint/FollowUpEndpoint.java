package city.hotline.node.endpoint;

import city.hotline.node.sequencer.Router;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.ReclassifyOrder;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.ReclassifyOrderRequest;
import city.hotline.proto.followup.v1.ReclassifyOrderResponse;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAnswersResponse;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.followup.v1.RecordAttemptResponse;
import city.hotline.proto.followup.v1.UrgeOrderRequest;
import city.hotline.proto.followup.v1.UrgeOrderResponse;
import io.grpc.stub.StreamObserver;

/** The desk that asks the citizen, and is asked. */
public final class FollowUpEndpoint extends FollowUpServiceGrpc.FollowUpServiceImplBase {
  private final DocketCalls dockets;

  /** Sends commands this way. */
  public FollowUpEndpoint(Router router) {
    this.dockets = new DocketCalls(router);
  }

  @Override
  public void recordAnswers(
      RecordAnswersRequest request, StreamObserver<RecordAnswersResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setRecordAnswers(
                RecordAnswers.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setAnswers(request.getAnswers())),
        observer,
        safe -> RecordAnswersResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void recordAttempt(
      RecordAttemptRequest request, StreamObserver<RecordAttemptResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setRecordAttempt(
                RecordAttempt.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setOutcomeValue(request.getOutcomeValue())
                    .setNote(request.getNote())),
        observer,
        safe -> RecordAttemptResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void reclassifyOrder(
      ReclassifyOrderRequest request, StreamObserver<ReclassifyOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setReclassifyOrder(
                ReclassifyOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setClassCode(request.getClassCode())
                    .setReason(request.getReason())),
        observer,
        safe -> ReclassifyOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void urgeOrder(UrgeOrderRequest request, StreamObserver<UrgeOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setUrgeOrder(
                UrgeOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setCallId(request.getCallId())
                    .setNote(request.getNote())),
        observer,
        safe -> UrgeOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }
}
