package city.hotline.core.docket;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.RateSchemes;
import city.hotline.core.figures.MonthlyRates;
import city.hotline.core.figures.OrderTally;
import city.hotline.core.figures.RateLedger;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.StateMachine;
import city.hotline.core.moment.Times;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Cycles;
import city.hotline.core.order.OpenBook;
import city.hotline.core.order.OrderBook;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.MonthClosed;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import com.google.protobuf.ByteString;
import java.time.YearMonth;
import java.util.ArrayList;
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

  private final Directories directories;
  private final OrderBook book;
  private final OrderTally tally = new OrderTally();
  private final MonthlyRates rates;
  private final RateLedger ledger = new RateLedger();
  private final DocketVersions versions;
  private final DocketRules builtIn;

  private Docket(String district, String docket, Directories directories, MonthlyRates rates) {
    if (!directories.builtIn().docketsOf(district).contains(docket)) {
      throw new IllegalArgumentException(
          "docket: " + docket + " (expected: a docket of district " + district + ")");
    }
    this.directories = directories;
    this.rates = rates;
    this.book = new OrderBook(district, docket);
    this.versions = new DocketVersions(book, directories);
    this.builtIn = versions.builtIn();
  }

  /**
   * A docket without orders.
   *
   * @param district six digits
   * @param docket the district itself or one of its streets, else an {@link
   *     IllegalArgumentException}
   * @param moment decides the first month
   */
  public static Docket founded(
      String district, String docket, Directories directories, Moment moment) {
    return new Docket(district, docket, directories, MonthlyRates.founded(Times.millis(moment)));
  }

  /** A docket that goes on from a snapshot. */
  public static Docket restored(
      String district, String docket, Directories directories, DocketState state) {
    Docket restored = new Docket(district, docket, directories, MonthlyRates.restored(state));
    String month = state.getMonth();
    List<Order> open = state.getOpenList().stream().map(OpenBook::unpacked).toList();
    open.forEach(order -> restored.book.put(ClockMarks.withClocks(order), month));
    restored.book.closed().restore(state.getClosedOrdersList());
    state.getClosedList().forEach(order -> restored.book.put(Cycles.withCycle(order), month));
    restored.book.restoreReported(state.getReported());
    restored.ledger.restore(state.getRateDaysList());
    restored.tally.restore(state.getTotal(), open);
    return restored;
  }

  @Override
  public Decision<DocketEvent> decide(DocketCommand command, Moment moment) {
    return switch (command.getCommandCase()) {
      case RECORD_ANSWERS -> record(command, moment);
      case TICK -> tick(moment);
      default -> decided(command, moment);
    };
  }

  /** By the version of the directory that the order goes by; a new one by the one that holds. */
  private Decision<DocketEvent> decided(DocketCommand command, Moment moment) {
    DocketRules rules = versions.of(command, moment);
    return rules == null ? versions.notHere(command, moment) : rules.decide(command, moment);
  }

  /**
   * Answers that come after the month's end, but before the tick that closes it, belong to the new
   * month.
   */
  private Decision<DocketEvent> record(DocketCommand command, Moment moment) {
    Decision<DocketEvent> decision = decided(command, moment);
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
    RateSchemes schemes = directories.builtIn().schemes();
    return rates.closing(nowMs, schemes.at(Times.day(rates.endMs() - 1)).id());
  }

  private Decision<DocketEvent> tick(Moment moment) {
    long nowMs = Times.millis(moment);
    if (nowMs < nextDeadlineMs()) {
      return Decision.refused(
          Refusal.REFUSAL_NOTHING_DUE, "Wait until the docket's next deadline.");
    }
    if (rates.endMs() <= book.nextDueMs()) {
      return Decision.accepted(Reply.getDefaultInstance(), List.of(monthClosed(nowMs)));
    }
    Order due = book.nextDue();
    return Decision.accepted(
        Reply.getDefaultInstance(), List.of(versions.of(due, moment).due(due, nowMs)));
  }

  @Override
  public void apply(DocketEvent event, Moment moment) {
    @Nullable Order order =
        switch (event.getEventCase()) {
          case ORDER_OPENED -> builtIn.opening.applied(event.getOrderOpened(), moment);
          case ORDER_CLASSIFIED -> builtIn.opening.applied(event.getOrderClassified());
          case ORDER_DISPATCHED -> builtIn.dispatching.applied(event.getOrderDispatched(), moment);
          case ORDER_SIGNED -> builtIn.handling.applied(event.getOrderSigned(), moment);
          case ORDER_REPLIED -> builtIn.handling.applied(event.getOrderReplied(), moment);
          case FOLLOW_UP_DUE -> builtIn.attempts.applied(event.getFollowUpDue());
          case FOLLOW_UP_ATTEMPTED -> builtIn.attempts.applied(event.getFollowUpAttempted());
          case FOLLOW_UP_CLAIMED -> builtIn.claims.applied(event.getFollowUpClaimed());
          case FOLLOW_UP_RELEASED -> builtIn.claims.applied(event.getFollowUpReleased());
          case APPEAL_ESCALATED -> builtIn.appeals.applied(event.getAppealEscalated());
          case REFERENCE_ATTACHED -> builtIn.attaching.applied(event.getReferenceAttached());
          case ORDER_MERGED -> builtIn.merging.applied(event.getOrderMerged());
          case ORDER_SPLIT -> builtIn.merging.applied(event.getOrderSplit());
          case PARENT_REPLIED -> builtIn.merging.applied(event.getParentReplied(), moment);
          case ORDER_MIGRATED -> builtIn.migrating.applied(event.getOrderMigrated());
          case ORDER_RECLASSIFIED -> builtIn.reclassifying.applied(event.getOrderReclassified());
          case ORDER_RETURNED -> builtIn.returns.applied(event.getOrderReturned());
          case RETURN_REQUESTED -> builtIn.returns.applied(event.getReturnRequested());
          case RETURN_DENIED -> builtIn.returns.applied(event.getReturnDenied());
          case CITIZEN_CONTACTED -> builtIn.handling.applied(event.getCitizenContacted(), moment);
          case EXTENSION_ASKED -> builtIn.extensions.applied(event.getExtensionAsked());
          case EXTENSION_GRANTED -> builtIn.extensions.applied(event.getExtensionGranted());
          case EXTENSION_DENIED -> builtIn.extensions.applied(event.getExtensionDenied());
          case PENDING_ASKED -> builtIn.pendingList.applied(event.getPendingAsked());
          case PENDING_LISTED -> builtIn.pendingList.applied(event.getPendingListed(), moment);
          case PENDING_DENIED -> builtIn.pendingList.applied(event.getPendingDenied());
          case PENDING_ENDED -> builtIn.pendingList.applied(event.getPendingEnded());
          case CO_HANDLER_ASKED -> builtIn.helping.applied(event.getCoHandlerAsked());
          case PART_FINISHED -> builtIn.helping.applied(event.getPartFinished());
          case ORDER_URGED -> builtIn.urging.applied(event.getOrderUrged());
          case CLOCK_WARNED -> builtIn.warnings.applied(event.getClockWarned());
          case ORDER_OVERDUE -> builtIn.warnings.applied(event.getOrderOverdue());
          case ANSWERS_RECORDED -> builtIn.followingUp.applied(event.getAnswersRecorded(), moment);
          case ORDER_REOPENED -> cycleEnded(builtIn.followingUp.applied(event.getOrderReopened()));
          case ORDER_CLOSED ->
              cycleEnded(builtIn.followingUp.applied(event.getOrderClosed(), moment));
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
    Supplier<List<ByteString>> open = book.open();
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
        rest.addAllOpen(open.get())
            .addAllClosedOrders(closed.get())
            .addAllRateDays(days.get())
            .build();
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

  /** The orders that are not closed, by id, packed, as they are now; for any thread. */
  public Supplier<List<ByteString>> open() {
    return book.open();
  }

  /** The closed orders as they are now, to be put into messages on any thread. */
  public Supplier<List<ClosedOrders>> closed() {
    return book.closed().freeze();
  }
}
