package city.hotline.core.followup;

import city.hotline.core.directory.Directory;
import city.hotline.core.dispatch.Dispatching;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.FollowUpDue;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClosed;
import city.hotline.proto.docket.v1.OrderReopened;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the citizen's answers do to an order. */
public final class FollowingUp {

  private final OrderBook book;
  private final OrderGuard guard;
  private final Dispatching dispatching;
  private final Directory directory;

  /** Follows up the orders of the book. */
  public FollowingUp(OrderBook book, Dispatching dispatching, Directory directory) {
    this.book = book;
    this.guard = new OrderGuard(book);
    this.dispatching = dispatching;
    this.directory = directory;
  }

  /** The citizen is to be asked about the order. */
  public DocketEvent due(String orderId, String unit) {
    return DocketEvent.newBuilder()
        .setFollowUpDue(FollowUpDue.newBuilder().setOrderId(orderId).setUnit(unit))
        .build();
  }

  /**
   * Refuses as the command lists it, or records the answers and what follows: closed where nobody
   * could be reached, it is solved, or this was the last cycle; else a new cycle with the unit that
   * replied.
   */
  public Decision<DocketEvent> decide(RecordAnswers command, Moment moment) {
    Answers answers = command.getAnswers();
    Decision<DocketEvent> invalid = invalid(answers);
    if (invalid != null) {
      return invalid;
    }
    String orderId = command.getOrderId();
    Decision<DocketEvent> refusal =
        guard.refusal(orderId, EventCase.ANSWERS_RECORDED, Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP);
    if (refusal != null) {
      return refusal;
    }
    Order order = book.get(orderId);
    DocketEvent recorded =
        DocketEvent.newBuilder()
            .setAnswersRecorded(
                AnswersRecorded.newBuilder()
                    .setOrderId(orderId)
                    .setAnswers(answers)
                    .setUnit(order.getUnit()))
            .build();
    return Decision.accepted(
        Reply.newBuilder().setOrderId(orderId).build(),
        isAnotherCycleDue(order, answers)
            ? List.of(recorded, reopened(order), dispatching.again(order, moment))
            : List.of(recorded, closed(order, reason(answers))));
  }

  private static @Nullable Decision<DocketEvent> invalid(Answers answers) {
    boolean resolutionGiven =
        answers.getResolution() != Resolution.RESOLUTION_UNSPECIFIED
            && answers.getResolution() != Resolution.UNRECOGNIZED;
    boolean satisfactionGiven =
        answers.getSatisfaction() != Satisfaction.SATISFACTION_UNSPECIFIED
            && answers.getSatisfaction() != Satisfaction.UNRECOGNIZED;
    if (answers.getUnreachable()) {
      return answers.equals(UNREACHABLE)
          ? null
          : Decision.invalidField(
              "answers.unreachable", true, "no answers, or false with all three answers");
    }
    if (!resolutionGiven) {
      return Decision.invalidField(
          "answers.resolution", answers.getResolutionValue(), "yes (1), partly (2) or no (3)");
    }
    if (!satisfactionGiven) {
      return Decision.invalidField(
          "answers.satisfaction",
          answers.getSatisfactionValue(),
          "very satisfied (1) to very dissatisfied (5)");
    }
    return null;
  }

  private static final Answers UNREACHABLE = Answers.newBuilder().setUnreachable(true).build();

  private boolean isAnotherCycleDue(Order order, Answers answers) {
    return !answers.getUnreachable()
        && !directory.orderRules().isResolved(answers.getResolution())
        && order.getCycle() < directory.orderRules().cycles();
  }

  private CloseReason reason(Answers answers) {
    if (answers.getUnreachable()) {
      return CloseReason.CLOSE_REASON_UNREACHABLE;
    }
    return directory.orderRules().isResolved(answers.getResolution())
        ? CloseReason.CLOSE_REASON_RESOLVED
        : CloseReason.CLOSE_REASON_UNRESOLVED;
  }

  private static DocketEvent reopened(Order order) {
    return DocketEvent.newBuilder()
        .setOrderReopened(
            OrderReopened.newBuilder()
                .setOrderId(order.getOrderId())
                .setCycle(order.getCycle() + 1)
                .setUnit(order.getUnit()))
        .build();
  }

  private static DocketEvent closed(Order order, CloseReason reason) {
    return DocketEvent.newBuilder()
        .setOrderClosed(
            OrderClosed.newBuilder()
                .setOrderId(order.getOrderId())
                .setReason(reason)
                .setUnit(order.getUnit()))
        .build();
  }

  /** The order waiting for the citizen. */
  public Order applied(FollowUpDue event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.FOLLOW_UP_DUE).build();
  }

  /** The order with the answers; they stay until those of the next cycle. */
  public Order applied(AnswersRecorded event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ANSWERS_RECORDED)
        .setAnswers(event.getAnswers())
        .build();
  }

  /**
   * The order at the beginning of a cycle: its clocks start anew, the last reply and answers are
   * still there to read.
   */
  public Order applied(OrderReopened event) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_REOPENED)
        .setCycle(event.getCycle())
        .setHop(0)
        .clearDispatchedAt()
        .clearSignedAt()
        .clearDueAt()
        .clearRepliedAt()
        .clearOverdue()
        .clearClocks()
        .clearForced()
        .clearExtensions()
        .build();
  }

  /** The closed order without its texts and without the citizen; both stay in the journal only. */
  public Order applied(OrderClosed event, Moment moment) {
    Order before = book.get(event.getOrderId());
    return OrderLife.after(before, EventCase.ORDER_CLOSED)
        .setCloseReason(event.getReason())
        .setClosedAt(moment.getTime())
        .setDraft(before.getDraft().toBuilder().clearText().clearRequester())
        .clearReplyText()
        .build();
  }
}
