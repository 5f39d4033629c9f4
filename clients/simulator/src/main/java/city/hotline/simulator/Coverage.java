package city.hotline.simulator;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.TransitionTable.Transition;
import city.hotline.core.seat.SeatLife;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each transition and each refusal was seen. Not thread-safe. */
final class Coverage {

  /**
   * Every refusal that a floor, or its shard for it, can give to a caller that is not older than
   * its session.
   */
  static final List<Refusal> REFUSALS =
      List.of(
          Refusal.REFUSAL_INVALID_FIELD,
          Refusal.REFUSAL_WRONG_SHARD,
          Refusal.REFUSAL_UNKNOWN_PLACE,
          Refusal.REFUSAL_UNKNOWN_CLASS,
          Refusal.REFUSAL_UNKNOWN_CALL,
          Refusal.REFUSAL_CALL_ALREADY_REPORTED,
          Refusal.REFUSAL_CALL_NOT_WAITING,
          Refusal.REFUSAL_CALL_NOT_OFFERED,
          Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT,
          Refusal.REFUSAL_CALL_NOT_CONNECTED,
          Refusal.REFUSAL_CALL_NOT_HELD,
          Refusal.REFUSAL_CALL_NOT_WRAPPING,
          Refusal.REFUSAL_WRAP_UP_TOO_LONG,
          Refusal.REFUSAL_CALL_TRANSFERRED_TOO_OFTEN,
          Refusal.REFUSAL_QUEUE_TAKES_NOBODY,
          Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE,
          Refusal.REFUSAL_UNKNOWN_ALERT,
          Refusal.REFUSAL_ALERT_ACKNOWLEDGED,
          Refusal.REFUSAL_CALL_ALREADY_BOOSTED,
          Refusal.REFUSAL_REPORT_WITHOUT_EFFECT,
          Refusal.REFUSAL_UNKNOWN_HOTLINE,
          Refusal.REFUSAL_UNKNOWN_SEAT,
          Refusal.REFUSAL_SEAT_TAKEN,
          Refusal.REFUSAL_SEAT_NOT_SIGNED_IN,
          Refusal.REFUSAL_SEAT_ON_CONTACT,
          Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED,
          Refusal.REFUSAL_SEAT_NOT_SILENT,
          Refusal.REFUSAL_SEAT_ALREADY_SILENT,
          Refusal.REFUSAL_SEAT_LENT,
          Refusal.REFUSAL_SEAT_NOT_LENT,
          Refusal.REFUSAL_SEAT_NOT_IDLE,
          Refusal.REFUSAL_SEAT_IS_GUEST,
          Refusal.REFUSAL_SEAT_NOT_GUEST,
          Refusal.REFUSAL_SEAT_ASKED_BACK,
          Refusal.REFUSAL_UNKNOWN_DISTRICT,
          Refusal.REFUSAL_NOTHING_DUE,
          Refusal.REFUSAL_REQUEST_TOO_OLD,
          Refusal.REFUSAL_NOT_IN_OUTBOX);

  private final Map<CallState, Map<EventCase, Long>> calls = new EnumMap<>(CallState.class);
  private final Map<EventCase, Long> facts = new EnumMap<>(EventCase.class);
  private final Map<Transition<Routing, EventCase>, Long> seats = new HashMap<>();
  private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);

  void refused(Refusal reason) {
    refusals.merge(reason, 1L, Long::sum);
  }

  /**
   * A fact came.
   *
   * @param from the state of its call before it
   */
  void came(CallState from, EventCase fact) {
    facts.merge(fact, 1L, Long::sum);
    calls.computeIfAbsent(from, s -> new EnumMap<>(EventCase.class)).merge(fact, 1L, Long::sum);
  }

  /** A fact about a seat, or its call, came. */
  void moved(Routing from, EventCase fact, Routing to) {
    seats.merge(new Transition<>(from, fact, to), 1L, Long::sum);
  }

  /**
   * By name: each row of the tables of calls and seats, each fact about seats and the floor, each
   * refusal.
   */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    CallLife.TABLE
        .transitions()
        .forEach(
            t ->
                counts.put(
                    CallLife.nameOf(t.from()) + " " + t.on() + " " + CallLife.nameOf(t.to()),
                    calls.getOrDefault(t.from(), Map.of()).getOrDefault(t.on(), 0L)));
    SeatLife.TABLE
        .transitions()
        .forEach(
            t ->
                counts.put(
                    nameOf(t.from()) + " " + t.on() + " " + nameOf(t.to()),
                    seats.getOrDefault(t, 0L)));
    for (EventCase fact : otherFacts()) {
      counts.put(fact.toString(), facts.getOrDefault(fact, 0L));
    }
    REFUSALS.forEach(r -> counts.put(r.toString(), refusals.getOrDefault(r, 0L)));
    return counts;
  }

  private static String nameOf(Routing routing) {
    return routing.name().substring("ROUTING_".length());
  }

  /** Facts that move no call, as far as a district's floor states them. */
  private static List<EventCase> otherFacts() {
    return List.of(
        EventCase.SEAT_SIGNED_IN,
        EventCase.SEAT_SIGNED_OUT,
        EventCase.SEAT_PRESENCE_CHANGED,
        EventCase.SEAT_FELL_SILENT,
        EventCase.SEAT_CAME_BACK,
        EventCase.SEAT_LENT,
        EventCase.SEAT_JOINED,
        EventCase.SEAT_ASKED_BACK,
        EventCase.SEAT_RECALLED,
        EventCase.SEAT_RETURNED,
        EventCase.SEAT_CAME_HOME,
        EventCase.ORDER_REQUESTED,
        EventCase.DAY_CLOSED,
        EventCase.QUEUE_CHANGED,
        EventCase.QUEUE_PLANNED,
        EventCase.ALERT_ACKNOWLEDGED);
  }

  /** Refusals that came and are not in the list: the list must be mended. */
  List<Refusal> unexpected() {
    List<Refusal> unexpected = new ArrayList<>(refusals.keySet());
    unexpected.removeAll(REFUSALS);
    return unexpected;
  }
}
