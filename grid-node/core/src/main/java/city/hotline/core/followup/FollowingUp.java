package city.hotline.core.followup;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.dispatch.Dispatching;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Cycles;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.OrderGuard;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
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
  private final Attempts attempts;
  private final Directory directory;

  /** Follows up the orders of the book. */
  public FollowingUp(
      OrderBook book, Dispatching dispatching, Attempts attempts, Directory directory) {
    this.attempts = attempts;
    this.book = book;
    this.guard = new OrderGuard(book);
    this.dispatching = dispatching;
    this.directory = directory;
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
    refusal = answers.getUnreachable() ? attempts.left(order) : null;
    if (refusal != null) {
      return refusal;
    }
    RateScheme scheme = directory.schemes().at(Times.day(Times.millis(moment)));
    boolean another = isAnotherCycleDue(order, answers, scheme);
    DocketEvent recorded =
        DocketEvent.newBuilder()
            .setAnswersRecorded(
                AnswersRecorded.newBuilder()
                    .setOrderId(orderId)
                    .setAnswers(answers)
                    .setUnit(order.getUnit())
                    .setCounting(
                        scheme.counting(
                            answers,
                            directory.asks(order.getDraft().getClassCode()),
                            Cycles.isListed(order),
                            !another)))
            .build();
    return Decision.accepted(
        Reply.newBuilder().setOrderId(orderId).build(),
        another
            ? List.of(recorded, reopened(order), dispatching.again(order, moment))
            : List.of(recorded, closed(order, reason(answers, scheme))));
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

  private boolean isAnotherCycleDue(Order order, Answers answers, RateScheme scheme) {
    return !answers.getUnreachable()
        && !scheme.isResolved(answers.getResolution())
        && order.getCycle() < directory.orderRules().cycles();
  }

  private static CloseReason reason(Answers answers, RateScheme scheme) {
    if (answers.getUnreachable()) {
      return CloseReason.CLOSE_REASON_UNREACHABLE;
    }
    return scheme.isResolved(answers.getResolution())
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

  /** The order with the answers, and the cycle that they end. */
  public Order applied(AnswersRecorded event, Moment moment) {
    Order before = book.get(event.getOrderId());
    long nowMs = Times.millis(moment);
    return OrderLife.after(before, EventCase.ANSWERS_RECORDED)
        .setAnswers(event.getAnswers())
        .clearAttemptMs()
        .addCycles(Cycles.ended(before, event.getAnswers(), counting(before, event), nowMs))
        .build();
  }

  /** As the fact says; in journals from before facts said so, by the scheme that came first. */
  private Counting counting(Order order, AnswersRecorded event) {
    return event.hasCounting()
        ? event.getCounting()
        : directory
            .schemes()
            .first()
            .counting(
                event.getAnswers(), directory.asks(order.getDraft().getClassCode()), false, true);
  }

  /**
   * The order at the beginning of a cycle: its clocks start anew. The last reply and answers are
   * still there to read, and the cycles before stay as they were.
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
        .clearParentId()
        .clearAttempts()
        .clearExtensions()
        .build();
  }

  /** The closed order. */
  public Order applied(OrderClosed event, Moment moment) {
    return OrderLife.after(book.get(event.getOrderId()), EventCase.ORDER_CLOSED)
        .setCloseReason(event.getReason())
        .setClosedAt(moment.getTime())
        .build();
  }
}
