package city.hotline.core.figures;

import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.DayClosed;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorSettings;
import city.hotline.proto.shard.v1.Moment;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a floor has counted: since it was founded, today, and on the days that are closed. For the
 * floor's one writer only.
 */
public final class FloorTally {

  private static final int CLOSED_DAYS_KEPT = 8;

  private final long levelMs;
  private final CallTally total;
  private CallTally today;
  private String day;
  private long dayEndMs;
  private final ArrayDeque<ClosedDay> closedDays;

  /**
   * Goes on where the figures stand.
   *
   * @param day the local day, ISO
   * @param closedDays newest last
   */
  public FloorTally(
      FloorSettings settings,
      CallFigures total,
      CallFigures today,
      String day,
      List<ClosedDay> closedDays) {
    this.levelMs = settings.getServiceLevelSeconds() * 1000L;
    this.total = new CallTally(total);
    this.today = new CallTally(today);
    this.day = day;
    this.dayEndMs = endOf(day);
    this.closedDays = new ArrayDeque<>(closedDays);
  }

  private static long endOf(String day) {
    return Times.startOf(LocalDate.parse(day).plusDays(1));
  }

  /** Counts a fact about a call that the tally has not heard of before. */
  public void count(FloorEvent event, Call before, Moment moment) {
    count(total, event, before, moment);
    count(today, event, before, moment);
  }

  private void count(CallTally span, FloorEvent event, Call before, Moment moment) {
    switch (event.getEventCase()) {
      case CALL_QUEUED -> span.queued();
      case CALL_ACCEPTED -> span.accepted(event.getCallAccepted().getWaitedMs(), levelMs);
      case OFFER_MISSED -> span.missed();
      case OFFER_REJECTED -> span.rejected();
      case CALL_WRAPPED_UP -> span.wrappedUp(before, moment);
      case CALL_ABANDONED -> span.abandoned(event.getCallAbandoned().getShortAbandon());
      case CALL_FLOWED_OUT -> span.flowedOut(event.getCallFlowedOut().getKind());
      case CALL_FAILED -> span.failed();
      case CALL_OFFERED,
          CALL_BOOSTED,
          CALL_RELAXED,
          REFUSAL_LAPSED,
          OFFER_RESCINDED,
          CALL_HELD,
          CALL_RESUMED,
          CALL_ENDED,
          SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          VOTERS_CHANGED,
          QUEUE_CHANGED,
          QUEUE_PLANNED,
          EVENT_NOT_SET -> {}
    }
  }

  /** Counts an order asked for. */
  public void countOrder() {
    total.orderRequested();
    today.orderRequested();
  }

  /** When the local day ends, milliseconds since 1970. */
  public long dayEndMs() {
    return dayEndMs;
  }

  /**
   * The fact that the local day is over, or null while it is not; days without anything in between
   * are skipped.
   */
  public @Nullable FloorEvent dayOver(Moment moment) {
    long nowMs = Times.millis(moment);
    if (nowMs < dayEndMs) {
      return null;
    }
    return FloorEvent.newBuilder()
        .setDayClosed(DayClosed.newBuilder().setDay(day).setNextDay(Times.day(nowMs).toString()))
        .build();
  }

  /** Freezes the day's figures and begins the next one with whoever waits. */
  public void closeDay(DayClosed fact, int waiting) {
    closedDays.addLast(
        ClosedDay.newBuilder().setDay(fact.getDay()).setFigures(today.figures()).build());
    if (closedDays.size() > CLOSED_DAYS_KEPT) {
      closedDays.removeFirst();
    }
    today = new CallTally(waiting);
    day = fact.getNextDay();
    dayEndMs = endOf(day);
  }

  /** Whether a call ever came in. */
  public boolean hasOffered() {
    return total.hasOffered();
  }

  /** Since the floor was founded. */
  public CallFigures total() {
    return total.figures();
  }

  /** Since the local day began. */
  public CallFigures today() {
    return today.figures();
  }

  /** The local day, ISO. */
  public String day() {
    return day;
  }

  /** The days that are closed, newest last. */
  public Collection<ClosedDay> closedDays() {
    return new ArrayList<>(closedDays);
  }

  /** What the floor shows now. Violations are the identities that do not hold: must be 0. */
  public FloorFigures figures(int waiting, @Nullable Call oldest, SeatFigures seats) {
    FloorFigures.Builder figures =
        FloorFigures.newBuilder()
            .setTotal(total())
            .setToday(today())
            .setDay(day)
            .setWaiting(waiting)
            .setSeats(seats)
            .setViolations(violations(waiting, seats));
    if (oldest != null) {
      figures.setOldestQueuedAt(oldest.getQueuedAt()).setOldestCallId(oldest.getCallId());
    }
    return figures.build();
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
    return (total.addsUp(waiting) ? 0 : 1)
        + (today.addsUp(waiting) ? 0 : 1)
        + (shown == seats.getSignedIn() ? 0 : 1);
  }
}
