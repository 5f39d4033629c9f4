package city.hotline.node.gauge;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.Board;
import city.hotline.node.epoch.GridTime;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.grid.v1.ShardFigures;
import java.util.List;

/** Calls and seats of the whole city by district, as their floors have counted them. */
final class CallSeries implements Series.Source {

  /** Upper bounds of the floors' buckets, see figures.proto; the last one is open. */
  private static final double[] WAIT_SECONDS = {
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, Double.POSITIVE_INFINITY
  };

  private static final Family OFFERED =
      Family.counter(
          "hotline_calls_offered",
          "Calls that entered a queue since the grid was founded. offered = answered + abandoned +"
              + " flowed out + failed + waiting.");
  private static final Family ANSWERED =
      Family.counter("hotline_calls_answered", "Calls whose conversation began.");
  private static final Family ANSWERED_IN_LEVEL =
      Family.counter(
          "hotline_calls_answered_in_level",
          "Calls answered within the service level's seconds (15 unless set otherwise). Service"
              + " level = answered in level / (answered + long abandoned).");
  private static final Family ABANDONED =
      Family.counter(
          "hotline_calls_abandoned",
          "Calls whose caller hung up while waiting: short, before the threshold (5 s after"
              + " queueing unless set otherwise), or long. Abandonment = abandoned / offered.");
  private static final Family FLOWED_OUT =
      Family.counter(
          "hotline_calls_flowed_out",
          "Waiting calls led elsewhere: to a callback, to another hotline (transfer), to another"
              + " floor (overflow), away from a queue that is full or closed; or given up, as who was"
              + " to be called back never picked up (unreachable).");
  private static final Family FAILED =
      Family.counter("hotline_calls_failed", "Waiting calls lost by a fault.");
  private static final Family IDLE =
      Family.counter(
          "hotline_seat_idle_seconds",
          "Seats ready and without a call, counted when that ends. Occupancy = handling /"
              + " (handling + idle), with hotline_handling_seconds.");
  private static final Family WAITING =
      Family.gauge(
          "hotline_calls_waiting",
          "Calls waiting now, those offered to a seat and those called back included.");
  private static final Family WAITING_CALLBACKS =
      Family.gauge(
          "hotline_calls_waiting_callbacks",
          "Callers who keep their place without a line and are called back; among"
              + " hotline_calls_waiting.");
  private static final Family CALLBACKS_ASKED =
      Family.counter(
          "hotline_callbacks_asked",
          "Callers who asked to be called back instead of waiting on the line.");
  private static final Family CALLBACKS_UNANSWERED =
      Family.counter(
          "hotline_callbacks_unanswered",
          "Attempts to call somebody back who did not pick up, the last ones included.");
  private static final Family LONGEST_WAIT =
      Family.gauge(
          "hotline_longest_wait_seconds",
          "Age of the oldest waiting call in grid time; absent when none waits.");
  private static final Family WAIT =
      Family.histogram(
          "hotline_call_wait_seconds",
          "Queue times of answered calls in grid time. ASA = sum / count.");
  private static final Family HANDLED =
      Family.counter("hotline_calls_handled", "Contacts that were wrapped up, or passed on.");
  private static final Family TRANSFERRED =
      Family.counter(
          "hotline_calls_transferred",
          "Callers that a seat passed on to another hotline, where they are offered again.");
  private static final Family HANDLING =
      Family.counter(
          "hotline_handling_seconds",
          "Talk, hold and wrap-up of handled contacts in grid time. AHT = sum of the three /"
              + " handled.");
  private static final Family OFFERS_LOST =
      Family.counter(
          "hotline_offers_lost",
          "Offers to a seat that nobody accepted in time (missed) or that were turned down"
              + " (rejected); the call went back to the head of its queue.");
  private static final Family SEATS =
      Family.gauge(
          "hotline_seats", "Seats by displayed state; the states add up to the seats signed in.");
  private static final Family LENT =
      Family.gauge(
          "hotline_lent_seats",
          "Own seats that work on another floor or are on their way; not among hotline_seats.");
  private static final Family GUESTS =
      Family.gauge(
          "hotline_guest_seats", "Seats of other floors that work here; among hotline_seats.");
  private static final Family ALERTS =
      Family.gauge(
          "hotline_alerts",
          "What is wrong on the floor now (a long queue, a falling service level, a stuck seat):"
              + " acknowledged, if somebody looks after it, or unacknowledged.");
  private static final Family REQUESTED =
      Family.counter("hotline_orders_requested", "Conversations that became a work order.");
  private static final Family IN_TRANSIT =
      Family.gauge(
          "hotline_orders_in_transit",
          "Orders requested by the floor that their docket has not confirmed yet.");

  private final Directory directory;
  private final Board board;
  private final GridTime time;

  CallSeries(Directory directory, Board board, GridTime time) {
    this.directory = directory;
    this.board = board;
    this.time = time;
  }

  @Override
  public List<Family> families() {
    return List.of(
        OFFERED,
        ANSWERED,
        ANSWERED_IN_LEVEL,
        ABANDONED,
        FLOWED_OUT,
        FAILED,
        WAITING,
        WAITING_CALLBACKS,
        CALLBACKS_ASKED,
        CALLBACKS_UNANSWERED,
        LONGEST_WAIT,
        WAIT,
        HANDLED,
        TRANSFERRED,
        HANDLING,
        OFFERS_LOST,
        SEATS,
        LENT,
        GUESTS,
        ALERTS,
        REQUESTED,
        IN_TRANSIT);
  }

  @Override
  public void addTo(Series series) {
    for (Place place : directory.districts()) {
      String district = place.getCode();
      board
          .figures(ShardId.floor(district))
          .filter(ShardFigures::hasFloor)
          .ifPresent(
              shard -> {
                addCalls(series, shard.getFloor().getTotal(), district);
                addNow(series, shard.getFloor(), district);
                series.add(IN_TRANSIT, shard.getOutbox(), "district", district);
              });
    }
  }

  private static void addCalls(Series series, CallFigures calls, String district) {
    series.add(OFFERED, calls.getOffered(), "district", district);
    series.add(ANSWERED, calls.getAnswered(), "district", district);
    series.add(ANSWERED_IN_LEVEL, calls.getAnsweredInLevel(), "district", district);
    kind(series, ABANDONED, calls.getAbandonedShort(), district, "short");
    kind(series, ABANDONED, calls.getAbandonedLong(), district, "long");
    kind(series, FLOWED_OUT, calls.getFlowedOutCallback(), district, "callback");
    kind(series, FLOWED_OUT, calls.getFlowedOutTransfer(), district, "transfer");
    kind(series, FLOWED_OUT, calls.getFlowedOutOverflow(), district, "overflow");
    kind(series, FLOWED_OUT, calls.getFlowedOutFull(), district, "full");
    kind(series, FLOWED_OUT, calls.getFlowedOutClosed(), district, "closed");
    kind(series, FLOWED_OUT, calls.getFlowedOutUnreachable(), district, "unreachable");
    series.add(CALLBACKS_ASKED, calls.getCallbacksAsked(), "district", district);
    series.add(CALLBACKS_UNANSWERED, calls.getCallbacksUnanswered(), "district", district);
    series.add(FAILED, calls.getFailed(), "district", district);
    if (calls.getAnsweredWaitBucketsCount() == WAIT_SECONDS.length) {
      series.histogram(
          WAIT,
          WAIT_SECONDS,
          calls.getAnsweredWaitBucketsList().stream().mapToLong(Long::longValue).toArray(),
          seconds(calls.getAnsweredWaitMs()),
          "district",
          district);
    }
    series.add(HANDLED, calls.getHandled(), "district", district);
    series.add(TRANSFERRED, calls.getTransferred(), "district", district);
    kind(series, HANDLING, seconds(calls.getTalkMs()), district, "talk");
    kind(series, HANDLING, seconds(calls.getHoldMs()), district, "hold");
    kind(series, HANDLING, seconds(calls.getWrapMs()), district, "wrap_up");
    series.add(IDLE, seconds(calls.getIdleMs()), "district", district);
    kind(series, OFFERS_LOST, calls.getOffersMissed(), district, "missed");
    kind(series, OFFERS_LOST, calls.getOffersRejected(), district, "rejected");
    series.add(REQUESTED, calls.getOrdersRequested(), "district", district);
  }

  private void addNow(Series series, FloorFigures floor, String district) {
    series.add(WAITING, floor.getWaiting(), "district", district);
    if (floor.hasCallbacks()) {
      series.add(WAITING_CALLBACKS, floor.getCallbacks(), "district", district);
    }
    if (floor.getWaiting() > 0 && floor.hasOldestQueuedAt()) {
      long queuedAtMs = Times.millis(floor.getOldestQueuedAt());
      time.nowMs()
          .ifPresent(
              now ->
                  series.add(
                      LONGEST_WAIT, seconds(Math.max(0, now - queuedAtMs)), "district", district));
    }
    SeatFigures seats = floor.getSeats();
    state(series, SEATS, seats.getAvailable(), district, "available");
    state(series, SEATS, seats.getOffered(), district, "offered");
    state(series, SEATS, seats.getOnContact(), district, "on_contact");
    state(series, SEATS, seats.getWrapping(), district, "wrapping");
    state(series, SEATS, seats.getNotReady(), district, "not_ready");
    state(series, SEATS, seats.getError(), district, "error");
    state(series, SEATS, seats.getMissed(), district, "missed");
    series.add(LENT, seats.getLent(), "district", district);
    series.add(GUESTS, seats.getGuests(), "district", district);
    if (floor.hasAlerts() && floor.hasAlertsUnacknowledged()) {
      int unacknowledged = floor.getAlertsUnacknowledged();
      state(series, ALERTS, floor.getAlerts() - unacknowledged, district, "acknowledged");
      state(series, ALERTS, unacknowledged, district, "unacknowledged");
    }
  }

  private static double seconds(long ms) {
    return ms / 1000.0;
  }

  private static void kind(Series series, Family family, Number value, String place, String kind) {
    series.add(family, value, "district", place, "kind", kind);
  }

  private static void state(Series series, Family family, int value, String place, String state) {
    series.add(family, value, "district", place, "state", state);
  }
}
