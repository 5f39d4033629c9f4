package city.hotline.core.figures;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.Asked;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.DayClosed;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a floor has counted: since it was founded, today, and on the days that are closed. For the
 * floor's one writer only.
 */
public final class FloorTally {

  private static final int CLOSED_DAYS_KEPT = 8;

  private final long levelMs;
  private final CallTally total;
  private DayTally today;
  private final ArrayDeque<ClosedDay> closedDays;

  /** Goes on where the figures of the state stand. */
  public FloorTally(FloorSettings settings, FloorState state) {
    levelMs = settings.getServiceLevelSeconds() * 1000L;
    total = new CallTally(state.getTotal());
    today =
        DayTally.restored(
            state.getDay(),
            state.getToday(),
            state.hasTodayDetail() ? state.getTodayDetail() : carriedIn(state));
    closedDays = new ArrayDeque<>(state.getClosedDaysList());
  }

  /** A state of before days were taken apart: whoever waits is carried in. */
  private static DayDetail carriedIn(FloorState state) {
    PartTally queues = new PartTally();
    PartTally hotlines = new PartTally();
    for (Call call : state.getCallsList()) {
      if (CallLife.isWaiting(call.getState())) {
        queues.of(Asked.queue(call)).queued();
        hotlines.of(call.getHotline()).queued();
      }
    }
    return DayDetail.newBuilder()
        .addAllQueues(queues.carried().figures())
        .addAllHotlines(hotlines.carried().figures())
        .build();
  }

  /**
   * Counts a fact about a call that the tally has not heard of before.
   *
   * @param before the call as it was; empty if the fact is that it came
   * @param after the call as it is now
   */
  public void count(FloorEvent event, Call before, Call after, Moment moment) {
    if (event.getEventCase() == FloorEvent.EventCase.CALL_TRANSFERRED) {
      count(span -> span.transferred(before, moment), before, moment);
    }
    Consumer<CallTally> fact = fact(event, before, moment);
    if (fact != null) {
      count(fact, after, moment);
    }
  }

  private void count(Consumer<CallTally> fact, Call call, Moment moment) {
    fact.accept(total);
    today.count(fact, Asked.queue(call), call.getHotline(), Times.millis(moment));
  }

  /** How a span counts the fact; null if it counts for nothing. */
  private @Nullable Consumer<CallTally> fact(FloorEvent event, Call before, Moment moment) {
    return switch (event.getEventCase()) {
      case CALL_QUEUED, CALL_TRANSFERRED -> CallTally::queued;
      case CALL_ACCEPTED -> span -> span.accepted(event.getCallAccepted().getWaitedMs(), levelMs);
      case OFFER_MISSED -> CallTally::missed;
      case OFFER_REJECTED -> CallTally::rejected;
      case CALL_WRAPPED_UP -> span -> span.wrappedUp(before, moment);
      case CALL_ABANDONED -> span -> span.abandoned(event.getCallAbandoned().getShortAbandon());
      case CALL_FLOWED_OUT -> span -> span.flowedOut(event.getCallFlowedOut().getKind());
      case CALL_FAILED -> CallTally::failed;
      case CALLBACK_ASKED -> CallTally::callbackAsked;
      case CALLBACK_UNANSWERED -> CallTally::callbackUnanswered;
      case CALL_OFFERED,
          CALL_BOOSTED,
          CALL_RELAXED,
          REFUSAL_LAPSED,
          SEAT_WANTED,
          COMPANION_LEFT,
          CALLBACK_DIALLED,
          CALLBACK_RESTED,
          OFFER_RESCINDED,
          CALL_HELD,
          CALL_RESUMED,
          CALL_ENDED,
          WRAP_UP_EXTENDED,
          SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          SEAT_LENT,
          SEAT_JOINED,
          SEAT_ASKED_BACK,
          SEAT_RECALLED,
          SEAT_RETURNED,
          SEAT_CAME_HOME,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          VOTERS_CHANGED,
          DIRECTORY_LOADED,
          QUEUE_CHANGED,
          QUEUE_PLANNED,
          ALERT_ACKNOWLEDGED,
          EVENT_NOT_SET ->
          null;
    };
  }

  /** Counts how long a seat was idle, when that ends. */
  public void countIdle(Seat before, Seat after, Moment moment) {
    if (before.hasIdleSince() && !after.hasIdleSince()) {
      long ms = Times.millis(moment) - Times.millis(before.getIdleSince());
      Consumer<CallTally> fact = span -> span.idle(ms);
      fact.accept(total);
      today.count(fact, Times.millis(moment));
    }
  }

  /** Counts an order asked for in a call. */
  public void countOrder(Call call, Moment moment) {
    count(CallTally::orderRequested, call, moment);
  }

  /** When the local day ends, milliseconds since 1970. */
  public long dayEndMs() {
    return today.endMs();
  }

  /**
   * The fact that the local day is over, or null while it is not; days without anything in between
   * are skipped.
   */
  public @Nullable FloorEvent dayOver(Moment moment) {
    long nowMs = Times.millis(moment);
    if (nowMs < today.endMs()) {
      return null;
    }
    return FloorEvent.newBuilder()
        .setDayClosed(
            DayClosed.newBuilder().setDay(today.day()).setNextDay(Times.day(nowMs).toString()))
        .build();
  }

  /** Freezes the day's figures and begins the next one with whoever waits. */
  public void closeDay(DayClosed fact) {
    closedDays.addLast(today.figures());
    if (closedDays.size() > CLOSED_DAYS_KEPT) {
      closedDays.removeFirst();
    }
    today = today.next(fact.getNextDay());
  }

  /** Whether a call ever came in. */
  public boolean hasOffered() {
    return total.hasOffered();
  }

  /** Adds all of it to the state. */
  public void freeze(FloorState.Builder state) {
    state
        .setTotal(total.figures())
        .setToday(today.whole())
        .setTodayDetail(today.detail())
        .setDay(today.day())
        .addAllClosedDays(closedDays);
  }

  /** Since the local day began. */
  public CallFigures today() {
    return today.whole();
  }

  /**
   * What was counted on a local day; today's changes still. Empty for days that are not kept.
   *
   * @param day ISO, or empty for today
   */
  public Optional<ClosedDay> day(String day) {
    if (day.isEmpty() || day.equals(today.day())) {
      return Optional.of(today.figures());
    }
    return closedDays.stream().filter(closed -> closed.getDay().equals(day)).findAny();
  }

  /**
   * What the floor shows now; its alerts are the caller's to add. Violations are the identities
   * that do not hold: must be 0.
   */
  public FloorFigures.Builder figures(int waiting, @Nullable Call oldest, SeatFigures seats) {
    FloorFigures.Builder figures =
        FloorFigures.newBuilder()
            .setTotal(total.figures())
            .setToday(today.whole())
            .setDay(today.day())
            .setWaiting(waiting)
            .setSeats(seats)
            .setViolations(violations(waiting, seats));
    if (oldest != null) {
      figures.setOldestQueuedAt(oldest.getQueuedAt()).setOldestCallId(oldest.getCallId());
    }
    return figures;
  }

  private int violations(int waiting, SeatFigures seats) {
    int shown =
        seats.getAvailable()
            + seats.getOffered()
            + seats.getOnContact()
            + seats.getWrapping()
            + seats.getNotReady()
            + seats.getError()
            + seats.getMissed();
    return (total.waiting() == waiting ? 0 : 1)
        + today.violations(waiting)
        + (shown == seats.getSignedIn() ? 0 : 1);
  }
}
