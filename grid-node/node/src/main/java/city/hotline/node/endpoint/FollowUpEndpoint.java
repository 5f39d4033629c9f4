package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.FollowUpScript;
import city.hotline.core.moment.Times;
import city.hotline.node.search.CitySearch;
import city.hotline.node.search.OrderQuestion;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.docket.v1.ClaimFollowUp;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.ReclassifyOrder;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.docket.v1.ReleaseFollowUp;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.followup.v1.ClaimFollowUpRequest;
import city.hotline.proto.followup.v1.ClaimFollowUpResponse;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.GetScriptRequest;
import city.hotline.proto.followup.v1.GetScriptResponse;
import city.hotline.proto.followup.v1.ListFollowUpsRequest;
import city.hotline.proto.followup.v1.ListFollowUpsResponse;
import city.hotline.proto.followup.v1.ReclassifyOrderRequest;
import city.hotline.proto.followup.v1.ReclassifyOrderResponse;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAnswersResponse;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.followup.v1.RecordAttemptResponse;
import city.hotline.proto.followup.v1.ReleaseFollowUpRequest;
import city.hotline.proto.followup.v1.ReleaseFollowUpResponse;
import city.hotline.proto.followup.v1.UrgeOrderRequest;
import city.hotline.proto.followup.v1.UrgeOrderResponse;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The desk that asks the citizen, and is asked. */
public final class FollowUpEndpoint extends FollowUpServiceGrpc.FollowUpServiceImplBase {
  private final DocketCalls dockets;
  private final CitySearch search;
  private final Directory directory;
  private final FollowUpList list;
  private final Supplier<OptionalLong> gridMs;

  /**
   * Sends commands and searches this way.
   *
   * @param gridMs grid time, milliseconds since 1970; empty while it is not known
   */
  public FollowUpEndpoint(Router router, CitySearch search, Supplier<OptionalLong> gridMs) {
    this.dockets = new DocketCalls(router);
    this.search = search;
    this.directory = search.directories().builtIn();
    this.list = new FollowUpList(search.directories());
    this.gridMs = gridMs;
  }

  @Override
  public void listFollowUps(
      ListFollowUpsRequest request, StreamObserver<ListFollowUpsResponse> observer) {
    try {
      FindOrdersRequest question = FollowUpList.question(request, nowMs());
      SearchFields.check(question, AccessGate.caller(), search.directories());
      Unary.value(
          search
              .find(OrderQuestion.of(question, "", search.directories()))
              .thenApply(page -> list.page(question, page.response(false))),
          observer);
    } catch (IllegalArgumentException | StatusRuntimeException e) {
      Unary.fail(observer, e);
    }
  }

  private long nowMs() {
    return gridMs
        .get()
        .orElseThrow(
            () ->
                Refusals.refused(
                    Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
                    Map.of("district", Directory.CITY),
                    "The grid's time is not known here yet: try again in a moment."));
  }

  @Override
  public void getScript(GetScriptRequest request, StreamObserver<GetScriptResponse> observer) {
    try {
      FollowUpScript script =
          request.getScript().isEmpty()
              ? directory.scripts().at(Times.day(nowMs()))
              : directory.scripts().find(request.getScript()).orElseThrow(() -> unknown(request));
      Unary.succeed(observer, FollowUpList.shown(script));
    } catch (StatusRuntimeException e) {
      Unary.fail(observer, e);
    }
  }

  private StatusRuntimeException unknown(GetScriptRequest request) {
    return Refusals.invalid(
        "script",
        request.getScript(),
        "one of " + String.join(", ", directory.scripts().ids()) + ", or none");
  }

  @Override
  public void claimFollowUp(
      ClaimFollowUpRequest request, StreamObserver<ClaimFollowUpResponse> observer) {
    dockets.askFor(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setClaimFollowUp(
                ClaimFollowUp.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setBy(request.getBy())
                    .setRobot(request.getRobot())),
        observer,
        accepted ->
            ClaimFollowUpResponse.newBuilder()
                .setAcknowledgement(accepted.acknowledgement())
                .setUntil(Times.timestamp(accepted.reply().getUntilMs()))
                .build());
  }

  @Override
  public void releaseFollowUp(
      ReleaseFollowUpRequest request, StreamObserver<ReleaseFollowUpResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setReleaseFollowUp(
                ReleaseFollowUp.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setBy(request.getBy())),
        observer,
        safe -> ReleaseFollowUpResponse.newBuilder().setAcknowledgement(safe).build());
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
                    .setAnswers(request.getAnswers())
                    .setBy(request.getBy())
                    .setScript(request.getScript())),
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
                    .setNote(request.getNote())
                    .setBy(request.getBy())),
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
