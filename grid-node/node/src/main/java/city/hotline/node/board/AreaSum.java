package city.hotline.node.board;

import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.RateFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.wallboard.v1.AreaFigures;
import city.hotline.proto.wallboard.v1.OrdersByState;
import city.hotline.proto.wallboard.v1.Rates;
import city.hotline.proto.wallboard.v1.SeatsByState;
import java.util.function.DoubleConsumer;

/**
 * Sums figures of shards, and divides only at the end: a quotient of sums, never a mean of
 * quotients. Formulas are those of the project's domain description, section 8. Not thread-safe.
 */
final class AreaSum {
  private long carriedIn;
  private long offered;
  private long answered;
  private long abandonedShort;
  private long abandonedLong;
  private long flowedOut;
  private long failed;
  private long answeredInLevel;
  private long answeredWaitMs;
  private long handled;
  private long handledMs;
  private int waiting;
  private long oldestQueuedAtMs = Long.MAX_VALUE;
  private String oldestCallId = "";
  private final SeatsByState.Builder seats = SeatsByState.newBuilder();
  private final AlertSum alerts = new AlertSum();
  private int violations;
  private long opened;
  private long closed;
  private int dispatchedNow;
  private int signedNow;
  private int followUpNow;
  private int inHandNow;
  private int returnRequestedNow;
  private int pendingNow;
  private int mergedNow;
  private long followedUp;
  private long responded;
  private long asking;
  private long resolved;
  private long satisfied;

  void add(FloorFigures floor) {
    CallFigures today = floor.getToday();
    carriedIn += today.getCarriedIn();
    offered += today.getOffered();
    answered += today.getAnswered();
    abandonedShort += today.getAbandonedShort();
    abandonedLong += today.getAbandonedLong();
    flowedOut +=
        today.getFlowedOutCallback()
            + today.getFlowedOutTransfer()
            + today.getFlowedOutOverflow()
            + today.getFlowedOutFull()
            + today.getFlowedOutClosed()
            + today.getFlowedOutUnreachable();
    failed += today.getFailed();
    answeredInLevel += today.getAnsweredInLevel();
    answeredWaitMs += today.getAnsweredWaitMs();
    handled += today.getHandled();
    handledMs += today.getTalkMs() + today.getHoldMs() + today.getWrapMs();
    waiting += floor.getWaiting();
    if (floor.hasOldestQueuedAt()) {
      oldest(Times.millis(floor.getOldestQueuedAt()), floor.getOldestCallId());
    }
    addSeats(floor.getSeats());
    alerts.add(floor);
    violations += floor.getViolations();
  }

  private void oldest(long queuedAtMs, String callId) {
    if (queuedAtMs < oldestQueuedAtMs) {
      oldestQueuedAtMs = queuedAtMs;
      oldestCallId = callId;
    }
  }

  private void addSeats(SeatFigures more) {
    seats
        .setSignedIn(seats.getSignedIn() + more.getSignedIn())
        .setAvailable(seats.getAvailable() + more.getAvailable())
        .setOffered(seats.getOffered() + more.getOffered())
        .setOnContact(seats.getOnContact() + more.getOnContact())
        .setWrapping(seats.getWrapping() + more.getWrapping())
        .setNotReady(seats.getNotReady() + more.getNotReady())
        .setError(seats.getError() + more.getError())
        .setMissed(seats.getMissed() + more.getMissed())
        .setLent(seats.getLent() + more.getLent())
        .setGuests(seats.getGuests() + more.getGuests());
  }

  void add(DocketFigures docket) {
    opened += docket.getTotal().getOpened();
    closed += docket.getTotal().getClosed();
    dispatchedNow += docket.getDispatchedNow();
    signedNow += docket.getSignedNow();
    followUpNow += docket.getFollowUpNow();
    inHandNow += docket.getInHandNow();
    returnRequestedNow += docket.getReturnRequestedNow();
    pendingNow += docket.getPendingNow();
    mergedNow += docket.getMergedNow();
    RateFigures month = docket.getMonthRates();
    followedUp += month.getFollowedUp();
    responded += month.getResponded();
    asking += month.getAsking();
    resolved += month.getResolved();
    satisfied += month.getSatisfied();
    violations += docket.getViolations();
  }

  void add(AreaSum other) {
    carriedIn += other.carriedIn;
    offered += other.offered;
    answered += other.answered;
    abandonedShort += other.abandonedShort;
    abandonedLong += other.abandonedLong;
    flowedOut += other.flowedOut;
    failed += other.failed;
    answeredInLevel += other.answeredInLevel;
    answeredWaitMs += other.answeredWaitMs;
    handled += other.handled;
    handledMs += other.handledMs;
    waiting += other.waiting;
    oldest(other.oldestQueuedAtMs, other.oldestCallId);
    addSeats(
        SeatFigures.newBuilder()
            .setSignedIn(other.seats.getSignedIn())
            .setAvailable(other.seats.getAvailable())
            .setOffered(other.seats.getOffered())
            .setOnContact(other.seats.getOnContact())
            .setWrapping(other.seats.getWrapping())
            .setNotReady(other.seats.getNotReady())
            .setError(other.seats.getError())
            .setMissed(other.seats.getMissed())
            .setLent(other.seats.getLent())
            .setGuests(other.seats.getGuests())
            .build());
    alerts.add(other.alerts);
    violations += other.violations;
    opened += other.opened;
    closed += other.closed;
    dispatchedNow += other.dispatchedNow;
    signedNow += other.signedNow;
    followUpNow += other.followUpNow;
    inHandNow += other.inHandNow;
    returnRequestedNow += other.returnRequestedNow;
    pendingNow += other.pendingNow;
    mergedNow += other.mergedNow;
    followedUp += other.followedUp;
    responded += other.responded;
    asking += other.asking;
    resolved += other.resolved;
    satisfied += other.satisfied;
  }

  AreaFigures.Builder figures(long gridNowMs) {
    AreaFigures.Builder area =
        AreaFigures.newBuilder()
            .setWaiting(waiting)
            .setSeats(seats)
            .setCarriedIn((int) carriedIn)
            .setOffered((int) offered)
            .setAnswered((int) answered)
            .setAbandonedShort((int) abandonedShort)
            .setAbandonedLong((int) abandonedLong)
            .setFlowedOut((int) flowedOut)
            .setFailed((int) failed)
            .setViolations(violations)
            .setOrders(
                OrdersByState.newBuilder()
                    .setOpened((int) opened)
                    .setDispatched(dispatchedNow)
                    .setSigned(signedNow)
                    .setFollowUp(followUpNow)
                    .setInHand(inHandNow)
                    .setReturnRequested(returnRequestedNow)
                    .setPending(pendingNow)
                    .setMerged(mergedNow)
                    .setClosed((int) closed))
            .setRates(rates());
    if (waiting > 0 && oldestQueuedAtMs != Long.MAX_VALUE) {
      area.setLongestWaitSeconds(Math.max(0, gridNowMs - oldestQueuedAtMs) / 1000.0)
          .setLongestWaitCallId(oldestCallId);
    }
    alerts.addTo(area);
    quotient(answeredInLevel, answered + abandonedLong, area::setServiceLevel);
    quotient(abandonedShort + abandonedLong, offered, area::setAbandonment);
    quotient(answered, offered, area::setConnectRate);
    meanSeconds(answeredWaitMs, answered, area::setAsaSeconds);
    meanSeconds(handledMs, handled, area::setAhtSeconds);
    return area;
  }

  boolean anyOrders() {
    return opened > 0;
  }

  int openOrders() {
    return dispatchedNow
        + returnRequestedNow
        + signedNow
        + inHandNow
        + pendingNow
        + mergedNow
        + followUpNow;
  }

  Rates.Builder rates() {
    Rates.Builder rates = Rates.newBuilder().setFollowedUp((int) followedUp);
    quotient(responded, followedUp, rates::setResponse);
    quotient(resolved, asking, rates::setResolution);
    quotient(satisfied, followedUp, rates::setSatisfaction);
    return rates;
  }

  /** A quotient that cannot be computed stays absent. */
  private static void quotient(long numerator, long denominator, DoubleConsumer set) {
    if (denominator > 0) {
      set.accept((double) numerator / (double) denominator);
    }
  }

  private static void meanSeconds(long sumMs, long count, DoubleConsumer set) {
    quotient(sumMs, count, ms -> set.accept(ms / 1000));
  }
}
