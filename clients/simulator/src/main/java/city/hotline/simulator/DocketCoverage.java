package city.hotline.simulator;

import city.hotline.core.moment.TransitionTable.Transition;
import city.hotline.core.order.OrderLife;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each transition of orders and each refusal of a docket was seen. Not thread-safe. */
final class DocketCoverage {

  /**
   * Every refusal that a docket, or its shard for it, can give to a caller that is not older than
   * its session.
   */
  static final List<Refusal> REFUSALS =
      List.of(
          Refusal.REFUSAL_INVALID_FIELD,
          Refusal.REFUSAL_WRONG_SHARD,
          Refusal.REFUSAL_UNKNOWN_PLACE,
          Refusal.REFUSAL_UNKNOWN_CLASS,
          Refusal.REFUSAL_UNKNOWN_UNIT,
          Refusal.REFUSAL_UNKNOWN_ORDER,
          Refusal.REFUSAL_ORDER_ALREADY_OPEN,
          Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
          Refusal.REFUSAL_ORDER_NOT_DISPATCHED,
          Refusal.REFUSAL_ORDER_NOT_SIGNED,
          Refusal.REFUSAL_ORDER_NOT_IN_HAND,
          Refusal.REFUSAL_ORDER_NOT_PENDING,
          Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP,
          Refusal.REFUSAL_ORDER_CLOSED,
          Refusal.REFUSAL_RETURN_NOT_ALLOWED,
          Refusal.REFUSAL_APPEAL_NOT_DECIDED,
          Refusal.REFUSAL_NOTHING_APPEALED,
          Refusal.REFUSAL_NOT_THE_DECIDER,
          Refusal.REFUSAL_EXTENSION_NOT_ALLOWED,
          Refusal.REFUSAL_UNIT_CANNOT_LEAD,
          Refusal.REFUSAL_CO_HANDLER_ALREADY,
          Refusal.REFUSAL_NOT_A_CO_HANDLER,
          Refusal.REFUSAL_ORDER_NOT_MERGEABLE,
          Refusal.REFUSAL_PARENT_NOT_OPEN,
          Refusal.REFUSAL_ORDER_NOT_MERGED,
          Refusal.REFUSAL_ORDER_NOT_RECLASSIFIABLE,
          Refusal.REFUSAL_ATTEMPTS_LEFT,
          Refusal.REFUSAL_NO_ATTEMPTS_LEFT,
          Refusal.REFUSAL_FOLLOW_UP_CLAIMED,
          Refusal.REFUSAL_FOLLOW_UP_NOT_CLAIMED,
          Refusal.REFUSAL_FOLLOW_UP_FOR_PERSON,
          Refusal.REFUSAL_TOO_MANY_ATTACHMENTS,
          Refusal.REFUSAL_DIRECTORY_NOT_HERE,
          Refusal.REFUSAL_NOTHING_DUE,
          Refusal.REFUSAL_REQUEST_TOO_OLD,
          Refusal.REFUSAL_NOT_IN_OUTBOX);

  private final Map<Transition<OrderState, EventCase>, Long> moves = new HashMap<>();
  private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
  private long months;

  void refused(Refusal reason) {
    refusals.merge(reason, 1L, Long::sum);
  }

  void moved(OrderState from, EventCase fact, OrderState to) {
    moves.merge(new Transition<>(from, fact, to), 1L, Long::sum);
  }

  void monthClosed() {
    months++;
  }

  /** By name: each row of the table of orders, the end of a month, each refusal. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Transition<OrderState, EventCase> row : OrderLife.TABLE.transitions()) {
      if (!isFromBefore(row)) {
        String name = nameOf(row.from()) + " " + row.on() + " " + nameOf(row.to());
        counts.put(name, moves.getOrDefault(row, 0L));
      }
    }
    counts.put(EventCase.MONTH_CLOSED.toString(), months);
    REFUSALS.forEach(r -> counts.put(r.toString(), refusals.getOrDefault(r, 0L)));
    return counts;
  }

  /** Nobody decides that any more: an order is returned once the unit above has agreed. */
  private static boolean isFromBefore(Transition<OrderState, EventCase> row) {
    return row.on() == EventCase.ORDER_RETURNED && row.from() == OrderState.ORDER_STATE_DISPATCHED;
  }

  private static String nameOf(OrderState state) {
    return state.name().substring("ORDER_STATE_".length());
  }

  /** Refusals that came and are not in the list: the list must be mended. */
  List<Refusal> unexpected() {
    List<Refusal> unexpected = new ArrayList<>(refusals.keySet());
    unexpected.removeAll(REFUSALS);
    return unexpected;
  }
}
