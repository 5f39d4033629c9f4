package city.hotline.core.followup;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.FollowUpScript;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.dispatch.Dispatching;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Cycles;
import city.hotline.core.order.OrderBook;
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
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the citizen's answers do to an order. */
public final class FollowingUp {

  private final OrderBook book;
  private final Claims claims;
  private final Dispatching dispatching;
  private final Attempts attempts;
  private final Directory directory;

  /** Follows up the orders of the book. */
  public FollowingUp(
      OrderBook book,
      Claims claims,
      Dispatching dispatching,
      Attempts attempts,
      Directory directory) {
    this.attempts = attempts;
    this.book = book;
    this.claims = claims;
    this.dispatching = dispatching;
    this.directory = directory;
  }

  /**
   * Refuses as the command lists it, or records the answers and what follows: closed where nobody
   * could be reached, it is solved, or this was the last cycle; else a new cycle with the unit that
   * replied. Where nothing was to be solved and that was not asked, it matters whether the unit
   * responded.
   */
  public Decision<DocketEvent> decide(RecordAnswers command, Moment moment) {
    Decision<DocketEvent> refusal = refusal(command, moment);
    if (refusal != null) {
      return refusal;
    }
    Answers answers = command.getAnswers();
    String orderId = command.getOrderId();
    Order order = book.get(orderId);
    RateScheme scheme = directory.schemes().at(Times.day(Times.millis(moment)));
    boolean another = isAnotherCycleDue(order, answers, scheme);
    DocketEvent recorded =
        DocketEvent.newBuilder()
            .setAnswersRecorded(
                AnswersRecorded.newBuilder()
                    .setOrderId(orderId)
                    .setAnswers(answers)
                    .setUnit(order.getUnit())
                    .setScript(script(command, moment).id())
                    .setBy(command.getBy())
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

  private @Nullable Decision<DocketEvent> refusal(RecordAnswers command, Moment moment) {
    if (!command.getScript().isEmpty() && directory.scripts().find(command.getScript()).isEmpty()) {
      return Decision.invalidField(
          "script",
          command.getScript(),
          "one of " + String.join(", ", directory.scripts().ids()) + ", or none");
    }
    String orderId = command.getOrderId();
    @Nullable Order known = book.find(orderId);
    boolean leftOut =
        known != null
            && !directory.asks(known.getDraft().getClassCode())
            && script(command, moment).leavesOut(FollowUpScript.Kind.RESOLVED);
    Decision<DocketEvent> refusal = invalid(command.getAnswers(), leftOut);
    if (refusal == null) {
      refusal =
          claims.refusalOfAnybody(orderId, command.getBy(), EventCase.ANSWERS_RECORDED, moment);
    }
    return refusal == null && command.getAnswers().getUnreachable()
        ? attempts.left(book.get(orderId))
        : refusal;
  }

  /** The one the citizen was asked by, else the one of the day. */
  private FollowUpScript script(RecordAnswers command, Moment moment) {
    return directory
        .scripts()
        .find(command.getScript())
        .orElseGet(() -> directory.scripts().at(Times.day(Times.millis(moment))));
  }

  /**
   * Refuses answers that are not all.
   *
   * @param leftOut whether the order was not to be asked if it is solved
   */
  private static @Nullable Decision<DocketEvent> invalid(Answers answers, boolean leftOut) {
    boolean resolutionGiven =
        answers.getResolution() != Resolution.UNRECOGNIZED
            && (leftOut || answers.getResolution() != Resolution.RESOLUTION_UNSPECIFIED);
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
        && !isContent(answers, scheme)
        && order.getCycle() < directory.orderRules().cycles();
  }

  private static boolean isContent(Answers answers, RateScheme scheme) {
    return answers.getResolution() == Resolution.RESOLUTION_UNSPECIFIED
        ? answers.getResponded()
        : scheme.isResolved(answers.getResolution());
  }

  private static CloseReason reason(Answers answers, RateScheme scheme) {
    if (answers.getUnreachable()) {
      return CloseReason.CLOSE_REASON_UNREACHABLE;
    }
    if (!isContent(answers, scheme)) {
      return CloseReason.CLOSE_REASON_UNRESOLVED;
    }
    return answers.getResolution() == Resolution.RESOLUTION_UNSPECIFIED
        ? CloseReason.CLOSE_REASON_RESPONDED
        : CloseReason.CLOSE_REASON_RESOLVED;
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
        .clearClaim()
        .clearForPerson()
        .addCycles(
            Cycles.ended(
                before, event.getAnswers(), counting(before, event), event.getScript(), nowMs))
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
        .clearListed()
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
