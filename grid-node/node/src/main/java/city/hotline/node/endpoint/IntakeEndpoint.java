package city.hotline.node.endpoint;

import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.ReportOrder;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.intake.v1.ReportOrderResponse;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.stub.StreamObserver;

/** Matters that come in without a call, each into the docket of its place. */
public final class IntakeEndpoint extends IntakeServiceGrpc.IntakeServiceImplBase {
  private final Router router;
  private final KnownDirectories directories;

  /** Sends commands this way. */
  public IntakeEndpoint(Router router, KnownDirectories directories) {
    this.router = router;
    this.directories = directories;
  }

  @Override
  public void reportOrder(
      ReportOrderRequest request, StreamObserver<ReportOrderResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    OrderDraft draft = request.getDraft();
    Decision<DocketEvent> unknown = DraftCheck.codes(draft, directories.inForce().directory());
    if (unknown != null && !directories.areHeard()) {
      observer.onError(Refusals.directoriesNotHeard());
      return;
    }
    if (unknown instanceof Decision.Refused<DocketEvent> refused) {
      observer.onError(Refusals.refused(refused.reason(), refused.metadata(), refused.advice()));
      return;
    }
    Unary.answer(
        router.submit(
            ShardCommand.newBuilder()
                .setShard(ShardId.docket(draft.getDistrict(), DraftCheck.docketOf(draft)).toRef())
                .setRequestId(request.getRequestId())
                .setDocket(
                    DocketCommand.newBuilder()
                        .setReportOrder(
                            ReportOrder.newBuilder()
                                .setDraft(draft)
                                .setChannel(request.getChannel())))
                .build()),
        observer,
        accepted ->
            ReportOrderResponse.newBuilder()
                .setAcknowledgement(accepted.acknowledgement())
                .setOrderId(accepted.reply().getOrderId())
                .build());
  }
}
