package city.hotline.client;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
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
import java.util.concurrent.CompletableFuture;

/**
 * The desk that asks citizens afterwards, people and robots alike: lists what is due, claims one,
 * asks by the script, records. Thread-safe.
 */
public final class FollowUps {

  private final Asker asker;
  private final Link link;

  FollowUps(Asker asker, Link link) {
    this.asker = asker;
    this.link = link;
  }

  /**
   * One page of the orders whose citizens are to be asked now. Refused as listed at {@code
   * ListFollowUps}.
   */
  public CompletableFuture<ListFollowUpsResponse> due(ListFollowUpsRequest request) {
    return asker.ask("", FollowUpServiceGrpc.getListFollowUpsMethod(), request);
  }

  /**
   * The questions with their words. Refused as listed at {@code GetScript}.
   *
   * @param script its name; empty for the one that holds today
   */
  public CompletableFuture<GetScriptResponse> script(String script) {
    return asker.ask(
        "",
        FollowUpServiceGrpc.getGetScriptMethod(),
        GetScriptRequest.newBuilder().setScript(script).build());
  }

  /**
   * Has an order for itself for a while. Refused as listed at {@code ClaimFollowUp}.
   *
   * @param by who is about to call
   * @param robot whether that is a robot
   */
  public CompletableFuture<ClaimFollowUpResponse> claim(String orderId, String by, boolean robot) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getClaimFollowUpMethod(),
        id ->
            ClaimFollowUpRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setBy(by)
                .setRobot(robot)
                .build());
  }

  /** Lets others have an order. Refused as listed at {@code ReleaseFollowUp}. */
  public CompletableFuture<ReleaseFollowUpResponse> release(String orderId, String by) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getReleaseFollowUpMethod(),
        id ->
            ReleaseFollowUpRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setBy(by)
                .build());
  }

  /** Records what the citizen of an order that nobody has claimed said. */
  public CompletableFuture<RecordAnswersResponse> recordAnswers(String orderId, Answers answers) {
    return recordAnswers(orderId, answers, "", "");
  }

  /**
   * Records what the citizen said. Refused as listed at {@code RecordAnswers}.
   *
   * @param by who has asked; may be empty while nobody has claimed the order
   * @param script by which; empty for the one that holds today
   */
  public CompletableFuture<RecordAnswersResponse> recordAnswers(
      String orderId, Answers answers, String by, String script) {
    return link.send(
        Identity.FOLLOW_UP,
        Districts.of(orderId),
        FollowUpServiceGrpc.getRecordAnswersMethod(),
        id ->
            RecordAnswersRequest.newBuilder()
                .setRequestId(id)
                .setOrderId(orderId)
                .setAnswers(answers)
                .setBy(by)
                .setScript(script)
                .build());
  }

  /** Records a call about an order that nobody has claimed. */
  public CompletableFuture<RecordAttemptResponse> recordAttempt(
      String orderId, AttemptOutcome outcome, String note) {
    return recordAttempt(orderId, outcome, note, "");
  }

  /**
   * Records a call that reached nobody. Refused as listed at {@code RecordAttempt}.
   *
   * @param note may be empty
   * @param by who has called; may be empty while nobody has claimed the order
   */
  public CompletableFuture<RecordAttemptResponse> recordAttempt(
      String orderId, AttemptOutcome outcome, String note, String by) {
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
                .setBy(by)
                .build());
  }

  /**
   * Records that the number is wrong, that a person who looked for another one found none, and that
   * therefore nobody can be reached.
   */
  public CompletableFuture<RecordAnswersResponse> recordWrongNumber(String orderId) {
    return recordAttempt(orderId, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER, "")
        .thenCompose(
            noted -> recordAttempt(orderId, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER, ""))
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
