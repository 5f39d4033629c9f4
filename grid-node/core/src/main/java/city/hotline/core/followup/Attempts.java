package city.hotline.core.followup;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Facts;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.FollowUpAttempted;
import city.hotline.proto.docket.v1.FollowUpDue;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a citizen is to be called, and how often: at hours at which people like to be called, and as
 * many times as the rules ask for before nobody counts as reached. A number that is wrong is for a
 * person, who looks for another one; only when that finds it wrong again, no more attempts are
 * made.
 */
public final class Attempts {

  private static final int NOTE_LIMIT = 1_000;

  private final OrderBook book;
  private final Claims claims;
  private final OrderRules rules;

  /** Of the orders of the book. */
  public Attempts(OrderBook book, Claims claims, Directory directory) {
    this.book = book;
    this.claims = claims;
    this.rules = directory.orderRules();
  }

  /** The citizen is to be asked about the order. */
  public DocketEvent due(String orderId, String unit, Moment moment) {
    return DocketEvent.newBuilder()
        .setFollowUpDue(
            FollowUpDue.newBuilder()
                .setOrderId(orderId)
                .setUnit(unit)
                .setAttemptMs(rules.callableMs(Times.millis(moment))))
        .build();
  }

  /** Refuses as the command lists it, or counts the attempt and names the time of the next one. */
  public Decision<DocketEvent> decide(RecordAttempt command, Moment moment) {
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal = invalid(command);
    if (refusal == null) {
      refusal =
          claims.refusalOfAnybody(orderId, command.getBy(), EventCase.FOLLOW_UP_ATTEMPTED, moment);
    }
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    if (order.getAttempts() >= rules.attempts()) {
      return Decision.refused(
          Refusal.REFUSAL_NO_ATTEMPTS_LEFT,
          Map.of("order_id", orderId, "attempts", "" + order.getAttempts()),
          "Record the answers, or that nobody could be reached.");
    }
    boolean wrong = command.getOutcome() == AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER;
    // Only a person can know that there is no other number: it was wrong before, and looked up.
    boolean hopeless = wrong && order.getForPerson();
    int attempt = hopeless ? rules.attempts() : order.getAttempts() + 1;
    boolean forPerson = wrong || order.getForPerson() || attempt >= rules.attempts();
    long againMs = Times.millis(moment) + (forPerson ? 0 : rules.attemptAgainMs());
    return Facts.about(
        orderId,
        DocketEvent.newBuilder()
            .setFollowUpAttempted(
                FollowUpAttempted.newBuilder()
                    .setOrderId(orderId)
                    .setUnit(order.getUnit())
                    .setAttempt(attempt)
                    .setOutcome(command.getOutcome())
                    .setNote(command.getNote())
                    .setNextMs(rules.callableMs(againMs))
                    .setForPerson(forPerson)
                    .setBy(command.getBy())));
  }

  private static @Nullable Decision<DocketEvent> invalid(RecordAttempt command) {
    if (command.getOutcome() == AttemptOutcome.ATTEMPT_OUTCOME_UNSPECIFIED
        || command.getOutcome() == AttemptOutcome.UNRECOGNIZED) {
      return Decision.invalidField(
          "outcome",
          command.getOutcomeValue(),
          "no answer (1), busy (2), wrong number (3) or declined (4)");
    }
    if (command.getNote().length() > NOTE_LIMIT) {
      return Decision.invalidField(
          "note", command.getNote().length() + " characters", "at most " + NOTE_LIMIT);
    }
    return null;
  }

  /** Refuses ATTEMPTS_LEFT where nobody can count as not reached yet. */
  @Nullable Decision<DocketEvent> left(Order order) {
    return order.getAttempts() >= rules.attempts()
        ? null
        : Decision.refused(
            Refusal.REFUSAL_ATTEMPTS_LEFT,
            Map.of(
                "order_id",
                order.getOrderId(),
                "attempts",
                "" + order.getAttempts(),
                "needed",
                "" + rules.attempts()),
            "Call the citizen again and record each attempt that reaches nobody.");
  }

  /** The order waiting for the citizen. */
  public Order applied(FollowUpDue event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.FOLLOW_UP_DUE)
        .setAttemptMs(event.getAttemptMs())
        .build();
  }

  /** The order whose citizen was not reached. */
  public Order applied(FollowUpAttempted event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.FOLLOW_UP_ATTEMPTED)
        .setAttempts(event.getAttempt())
        .setAttemptMs(event.getNextMs())
        .setForPerson(event.getForPerson())
        .clearClaim()
        .build();
  }
}
