package city.hotline.core.docket;

import city.hotline.core.directory.Directory;
import city.hotline.core.dispatch.Dispatching;
import city.hotline.core.dispatch.Returns;
import city.hotline.core.figures.MonthlyRates;
import city.hotline.core.figures.OrderTally;
import city.hotline.core.figures.RateLedger;
import city.hotline.core.followup.Attempts;
import city.hotline.core.followup.Claims;
import city.hotline.core.followup.FollowingUp;
import city.hotline.core.handling.Attaching;
import city.hotline.core.handling.Extensions;
import city.hotline.core.handling.Handling;
import city.hotline.core.handling.Helping;
import city.hotline.core.handling.PendingList;
import city.hotline.core.handling.Urging;
import city.hotline.core.handling.Warnings;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Cycles;
import city.hotline.core.order.Merging;
import city.hotline.core.order.Opening;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.Reclassifying;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.MonthClosed;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import com.google.protobuf.ByteString;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work orders of one street or town, or of a district or the city where no street is known. An
 * order is opened and dispatched, signed, in hand, replied to, followed up, and closed or reopened;
 * on its way it can go elsewhere, be given more time, or be listed as pending. What the citizen
 * answers is folded into the rates in the same transition.
 *
 * <p>Not thread-safe: the shard's one writer calls it.
 */
public final class Docket implements StateMachine<DocketCommand, DocketEvent, DocketState> {

  private final Directory directory;
  private final OrderBook book;
  private final OrderTally tally = new OrderTally();
  private final MonthlyRates rates;
  private final RateLedger ledger = new RateLedger();
  private final Opening opening;
  private final Dispatching dispatching;
  private final Returns returns;
  private final Handling handling;
  private final Extensions extensions;
  private final PendingList pendingList;
  private final Helping helping;
  private final Urging urging;
  private final Warnings warnings;
  private final Merging merging;
  private final Reclassifying reclassifying;
  private final Attaching attaching;
  private final Appeals appeals;
  private final Superior superior;
  private final Claims claims;
  private final Attempts attempts;
  private final FollowingUp followingUp;

  private Docket(String district, String docket, Directory directory, MonthlyRates rates) {
    if (!directory.docketsOf(district).contains(docket)) {
      throw new IllegalArgumentException(
          "docket: " + docket + " (expected: a docket of district " + district + ")");
    }
    this.directory = directory;
    this.rates = rates;
    this.book = new OrderBook(district, docket);
    this.opening = new Opening(district, docket, book, directory);
    this.dispatching = new Dispatching(docket, book, directory);
    this.returns = new Returns(docket, book, directory);
    this.handling = new Handling(book, directory);
    this.extensions = new Extensions(book, directory);
    this.pendingList = new PendingList(book, directory);
    this.helping = new Helping(docket, book, directory);
    this.urging = new Urging(book);
    this.warnings = new Warnings(book, directory);
    this.merging = new Merging(book, directory);
    this.reclassifying = new Reclassifying(book, directory);
    this.attaching = new Attaching(book);
    this.appeals = new Appeals(book, directory);
    this.superior = new Superior(book, appeals, returns, extensions, pendingList);
    this.claims = new Claims(book, directory);
    this.attempts = new Attempts(book, claims, directory);
    this.followingUp = new FollowingUp(book, claims, dispatching, attempts, directory);
  }

  /**
   * A docket without orders.
   *
   * @param district six digits
   * @param docket the district itself or one of its streets, else an {@link
   *     IllegalArgumentException}
   * @param moment decides the first month
   */
  public static Docket founded(String district, String docket, Directory directory, Moment moment) {
    return new Docket(district, docket, directory, MonthlyRates.founded(Times.millis(moment)));
  }

  /** A docket that goes on from a snapshot. */
  public static Docket restored(
      String district, String docket, Directory directory, DocketState state) {
    Docket restored = new Docket(district, docket, directory, MonthlyRates.restored(state));
    String month = state.getMonth();
    state.getOpenList().forEach(order -> restored.book.put(ClockMarks.withClocks(order), month));
    state.getClosedList().forEach(order -> restored.book.put(Cycles.withCycle(order), month));
    restored.book.closed().restore(state.getClosedOrdersList());
    restored.book.restoreReported(state.getReported());
    restored.ledger.restore(state.getRateDaysList());
    restored.tally.restore(state.getTotal(), state.getOpenList());
    return restored;
  }

  @Override
  public Decision<DocketEvent> decide(DocketCommand command, Moment moment) {
    return switch (command.getCommandCase()) {
      case OPEN_ORDER -> dispatched(opening.decide(command.getOpenOrder()), moment);
      case REPORT_ORDER -> dispatched(opening.decide(command.getReportOrder()), moment);
      case SIGN_ORDER -> handling.decide(command.getSignOrder(), moment);
      case CONTACT_CITIZEN -> handling.decide(command.getContactCitizen(), moment);
      case REPLY_ORDER -> reply(command.getReplyOrder(), moment);
      case RETURN_ORDER -> returns.decide(command.getReturnOrder(), moment);
      case ASK_EXTENSION -> extensions.decide(command.getAskExtension(), moment);
      case ASK_PENDING -> pendingList.decide(command.getAskPending(), moment);
      case DECIDE_APPEAL -> superior.decide(command.getDecideAppeal(), moment);
      case ASK_CO_HANDLER -> helping.decide(command.getAskCoHandler());
      case FINISH_PART -> helping.decide(command.getFinishPart());
      case URGE_ORDER -> urging.decide(command.getUrgeOrder());
      case MERGE_ORDER -> merging.decide(command.getMergeOrder());
      case SPLIT_ORDER -> merging.decide(command.getSplitOrder());
      case RECLASSIFY_ORDER -> reclassifying.decide(command.getReclassifyOrder(), moment);
      case ATTACH_REFERENCE -> attaching.decide(command.getAttachReference(), moment);
      case CLAIM_FOLLOW_UP -> claims.decide(command.getClaimFollowUp(), moment);
      case RELEASE_FOLLOW_UP -> claims.decide(command.getReleaseFollowUp(), moment);
      case RECORD_ATTEMPT -> attempts.decide(command.getRecordAttempt(), moment);
      case END_PENDING -> pendingList.decide(command.getEndPending(), moment);
      case RECORD_ANSWERS -> record(command.getRecordAnswers(), moment);
      case TICK -> tick(Times.millis(moment));
      case COMMAND_NOT_SET ->
          Decision.invalidField("command", "none", "one of the commands of a docket");
    };
  }

  private Decision<DocketEvent> dispatched(Decision<DocketEvent> decision, Moment moment) {
    if (decision instanceof Decision.Accepted<DocketEvent> accepted) {
      OrderOpened opened = accepted.events().get(0).getOrderOpened();
      HandlingLimit limit = accepted.events().get(1).getOrderClassified().getLimit();
      return following(accepted, List.of(dispatching.first(opened, limit, moment)));
    }
    return decision;
  }

  /** The citizens of all that go on with the order are followed up, too. */
  private Decision<DocketEvent> reply(ReplyOrder command, Moment moment) {
    Decision<DocketEvent> decision = handling.decide(command, moment);
    if (decision instanceof Decision.Accepted<DocketEvent> replied) {
      String unit = command.getUnit();
      List<DocketEvent> events = new ArrayList<>(1);
      events.add(attempts.due(command.getOrderId(), unit, moment));
      for (DocketEvent child : merging.replied(command.getOrderId(), moment)) {
        events.add(child);
        events.add(attempts.due(child.getParentReplied().getOrderId(), unit, moment));
      }
      return following(replied, events);
    }
    return decision;
  }

  private static Decision<DocketEvent> following(
      Decision.Accepted<DocketEvent> accepted, List<DocketEvent> more) {
    List<DocketEvent> events = new ArrayList<>(accepted.events().size() + more.size());
    events.addAll(accepted.events());
    events.addAll(more);
    return Decision.accepted(accepted.reply(), events);
  }

  /**
   * Answers that come after the month's end, but before the tick that closes it, belong to the new
   * month.
   */
  private Decision<DocketEvent> record(RecordAnswers command, Moment moment) {
    Decision<DocketEvent> decision = followingUp.decide(command, moment);
    long nowMs = Times.millis(moment);
    if (nowMs >= rates.endMs() && decision instanceof Decision.Accepted<DocketEvent> recorded) {
      List<DocketEvent> events = new ArrayList<>(recorded.events().size() + 1);
      events.add(monthClosed(nowMs));
      events.addAll(recorded.events());
      return Decision.accepted(recorded.reply(), events);
    }
    return decision;
  }

  private DocketEvent monthClosed(long nowMs) {
    return rates.closing(nowMs, directory.schemes().at(Times.day(rates.endMs() - 1)).id());
  }

  private Decision<DocketEvent> tick(long nowMs) {
    if (nowMs < nextDeadlineMs()) {
      return Decision.refused(
          Refusal.REFUSAL_NOTHING_DUE, "Wait until the docket's next deadline.");
    }
    DocketEvent due =
        rates.endMs() <= book.nextDueMs() ? monthClosed(nowMs) : due(book.nextDue(), nowMs);
    return Decision.accepted(Reply.getDefaultInstance(), List.of(due));
  }

  /** Of several things that are due at once, what time decides comes first. */
  private DocketEvent due(Order order, long nowMs) {
    long dueMs = ClockMarks.nextMs(order);
    if (order.getReviewMs() == dueMs) {
      return pendingList.reviewed(order, nowMs);
    }
    return order.getAppeal().getDecideByMs() == dueMs
        ? superior.undecided(order, nowMs)
        : warnings.due(order);
  }

  @Override
  public void apply(DocketEvent event, Moment moment) {
    @Nullable Order order =
        switch (event.getEventCase()) {
          case ORDER_OPENED -> opening.applied(event.getOrderOpened(), moment);
          case ORDER_CLASSIFIED -> opening.applied(event.getOrderClassified());
          case ORDER_DISPATCHED -> dispatching.applied(event.getOrderDispatched(), moment);
          case ORDER_SIGNED -> handling.applied(event.getOrderSigned(), moment);
          case ORDER_REPLIED -> handling.applied(event.getOrderReplied(), moment);
          case FOLLOW_UP_DUE -> attempts.applied(event.getFollowUpDue());
          case FOLLOW_UP_ATTEMPTED -> attempts.applied(event.getFollowUpAttempted());
          case FOLLOW_UP_CLAIMED -> claims.applied(event.getFollowUpClaimed());
          case FOLLOW_UP_RELEASED -> claims.applied(event.getFollowUpReleased());
          case APPEAL_ESCALATED -> appeals.applied(event.getAppealEscalated());
          case REFERENCE_ATTACHED -> attaching.applied(event.getReferenceAttached());
          case ORDER_MERGED -> merging.applied(event.getOrderMerged());
          case ORDER_SPLIT -> merging.applied(event.getOrderSplit());
          case PARENT_REPLIED -> merging.applied(event.getParentReplied(), moment);
          case ORDER_RECLASSIFIED -> reclassifying.applied(event.getOrderReclassified());
          case ORDER_RETURNED -> returns.applied(event.getOrderReturned());
          case RETURN_REQUESTED -> returns.applied(event.getReturnRequested());
          case RETURN_DENIED -> returns.applied(event.getReturnDenied());
          case CITIZEN_CONTACTED -> handling.applied(event.getCitizenContacted(), moment);
          case EXTENSION_ASKED -> extensions.applied(event.getExtensionAsked());
          case EXTENSION_GRANTED -> extensions.applied(event.getExtensionGranted());
          case EXTENSION_DENIED -> extensions.applied(event.getExtensionDenied());
          case PENDING_ASKED -> pendingList.applied(event.getPendingAsked());
          case PENDING_LISTED -> pendingList.applied(event.getPendingListed(), moment);
          case PENDING_DENIED -> pendingList.applied(event.getPendingDenied());
          case PENDING_ENDED -> pendingList.applied(event.getPendingEnded());
          case CO_HANDLER_ASKED -> helping.applied(event.getCoHandlerAsked());
          case PART_FINISHED -> helping.applied(event.getPartFinished());
          case ORDER_URGED -> urging.applied(event.getOrderUrged());
          case CLOCK_WARNED -> warnings.applied(event.getClockWarned());
          case ORDER_OVERDUE -> warnings.applied(event.getOrderOverdue());
          case ANSWERS_RECORDED -> followingUp.applied(event.getAnswersRecorded(), moment);
          case ORDER_REOPENED -> cycleEnded(followingUp.applied(event.getOrderReopened()));
          case ORDER_CLOSED -> cycleEnded(followingUp.applied(event.getOrderClosed(), moment));
          case MONTH_CLOSED -> {
            monthClosed(event.getMonthClosed());
            yield null;
          }
          case EVENT_NOT_SET ->
              throw new IllegalStateException("a record holds an event this version does not know");
        };
    if (order != null) {
      tally.count(event.getEventCase(), book.put(order, rates.month()), order.getState());
    }
  }

  private Order cycleEnded(Order order) {
    Cycle ended = order.getCycles(order.getCyclesCount() - 1);
    boolean last = order.getState() == OrderState.ORDER_STATE_CLOSED;
    rates.count(ended);
    ledger.count(ended, order.getDraft().getClassCode(), last);
    return order;
  }

  private void monthClosed(MonthClosed event) {
    rates.apply(event);
    YearMonth first = rates.firstKept();
    book.closed().forgetBefore(first.toString());
    ledger.forgetBefore(first.atDay(1));
  }

  /** Nothing starts anew: the limits of units run on while the grid is away. */
  @Override
  public void epochStarted(Moment moment) {}

  @Override
  public long nextDeadlineMs() {
    return Math.min(rates.endMs(), book.nextDueMs());
  }

  /** Costs the same however many orders there are. */
  @Override
  public Supplier<DocketState> freeze() {
    Collection<Order> open = book.open();
    Supplier<List<ClosedOrders>> closed = book.closed().freeze();
    Supplier<List<ByteString>> days = ledger.freeze();
    DocketState.Builder rest =
        DocketState.newBuilder()
            .setTotal(tally.figures())
            .setMonthRates(rates.monthFigures())
            .setTotalRates(rates.totalFigures())
            .setMonth(rates.month())
            .addAllClosedMonths(rates.closed())
            .setReported(book.reported());
    return () ->
        rest.addAllOpen(open).addAllClosedOrders(closed.get()).addAllRateDays(days.get()).build();
  }

  /** What wallboards show of this docket. Costs the same however many orders there are. */
  public DocketFigures figures() {
    return DocketFigures.newBuilder()
        .setTotal(tally.figures())
        .setMonthRates(rates.monthFigures())
        .setTotalRates(rates.totalFigures())
        .setMonth(rates.month())
        .setDispatchedNow(tally.now(OrderState.ORDER_STATE_DISPATCHED))
        .setSignedNow(tally.now(OrderState.ORDER_STATE_SIGNED))
        .setFollowUpNow(tally.now(OrderState.ORDER_STATE_FOLLOW_UP))
        .setInHandNow(tally.now(OrderState.ORDER_STATE_IN_HAND))
        .setReturnRequestedNow(tally.now(OrderState.ORDER_STATE_RETURN_REQUESTED))
        .setPendingNow(tally.now(OrderState.ORDER_STATE_PENDING_LISTED))
        .setMergedNow(tally.now(OrderState.ORDER_STATE_MERGED))
        .setViolations(
            DocketIdentities.broken(tally, book, rates.monthFigures(), rates.totalFigures()))
        .build();
  }

  /** The order of the id, open or closed; closed ones are without texts and requester. */
  public Optional<Order> order(String id) {
    return Optional.ofNullable(book.find(id));
  }

  /** What citizens answered, by day, unit and class. */
  public RateLedger rateLedger() {
    return ledger;
  }

  /** The months of the rates: from which day on answers are kept, and how months were closed. */
  public MonthlyRates rates() {
    return rates;
  }

  /** The orders that are not closed, by id, as they are now. */
  public Collection<Order> open() {
    return book.open();
  }

  /** The closed orders as they are now, to be put into messages on any thread. */
  public Supplier<List<ClosedOrders>> closed() {
    return book.closed().freeze();
  }
}
