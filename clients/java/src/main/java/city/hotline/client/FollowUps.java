package city.hotline.client;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.ReclassifyOrderRequest;
import city.hotline.proto.followup.v1.ReclassifyOrderResponse;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAnswersResponse;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.followup.v1.RecordAttemptResponse;
import city.hotline.proto.followup.v1.UrgeOrderRequest;
import city.hotline.proto.followup.v1.UrgeOrderResponse;
import java.util.concurrent.CompletableFuture;

/**
 * The desk that asks citizens afterwards; what is due comes from a watch of orders. Thread-safe.
 */
public final class FollowUps {

  private final Link link;

  FollowUps(Link link) {
    this.link = link;
  }

  /** Records what the citizen said. Refused as listed at {@code RecordAnswers}. */
  public CompletableFuture<RecordAnswersResponse> recordAnswers(String orderId, Answers answers) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getRecordAnswersMethod(),
        id ->
            RecordAnswersRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setAnswers(answers)
                .build());
  }

  /**
   * Records a call that reached nobody. Refused as listed at {@code RecordAttempt}.
   *
   * @param note may be empty
   */
  public CompletableFuture<RecordAttemptResponse> recordAttempt(
      String orderId, AttemptOutcome outcome, String note) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getRecordAttemptMethod(),
        id ->
            RecordAttemptRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setOutcome(outcome)
                .setNote(note)
                .build());
  }

  /** Records that the number is wrong, and therefore nobody can be reached. */
  public CompletableFuture<RecordAnswersResponse> recordWrongNumber(String orderId) {
    return recordAttempt(orderId, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER, "")
        .thenCompose(
            noted -> recordAnswers(orderId, Answers.newBuilder().setUnreachable(true).build()));
  }

  /** Changes the class of an order. Refused as listed at {@code ReclassifyOrder}. */
  public CompletableFuture<ReclassifyOrderResponse> reclassify(
      String orderId, String classCode, String reason) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getReclassifyOrderMethod(),
        id ->
            ReclassifyOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setClassCode(classCode)
                .setReason(reason)
                .build());
  }

  /**
   * Tells the unit that the citizen has asked again. Refused as listed at {@code UrgeOrder}.
   *
   * @param callId empty when it was not in a call
   */
  public CompletableFuture<UrgeOrderResponse> urge(String orderId, String callId, String note) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getUrgeOrderMethod(),
        id ->
            UrgeOrderRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setCallId(callId)
                .setNote(note)
                .build());
  }
}
