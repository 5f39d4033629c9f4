package city.hotline.node.endpoint;

import city.hotline.node.sequencer.Router;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAnswersResponse;
import io.grpc.stub.StreamObserver;

/** The desk that asks the citizen. */
public final class FollowUpEndpoint extends FollowUpServiceGrpc.FollowUpServiceImplBase {
  private final Router router;

  /** Sends commands this way. */
  public FollowUpEndpoint(Router router) {
    this.router = router;
  }

  @Override
  public void recordAnswers(
      RecordAnswersRequest request, StreamObserver<RecordAnswersResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    Unary.answer(
        router.submit(
            Requests.toDocket(
                request.getRequestId(),
                request.getOrderId(),
                DocketCommand.newBuilder()
                    .setRecordAnswers(
                        RecordAnswers.newBuilder()
                            .setOrderId(request.getOrderId())
                            .setAnswers(request.getAnswers())))),
        observer,
        accepted ->
            RecordAnswersResponse.newBuilder()
                .setAcknowledgement(accepted.acknowledgement())
                .build());
  }
}
