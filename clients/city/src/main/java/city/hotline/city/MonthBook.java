package city.hotline.city;

import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The driver's own count of what citizens said, by unit and class. Which citizen was asked when,
 * about whom and what, comes from the history of orders, each record once; what was said, from the
 * plan. Thread-safe.
 */
final class MonthBook {

  /** Whose answers are counted together. */
  record Kind(String unit, String classCode, boolean asks) {}

  /** What is known of an open order. */
  private record Matter(String classCode, boolean late, int cycle) {}

  private final BiFunction<String, Integer, Answers> plan;
  private final Problems problems;
  private final Map<Kind, Said> rows = new HashMap<>();
  private final Map<String, Matter> open = new HashMap<>();
  private final Map<ShardRef, Long> seen = new HashMap<>();
  private long answers;

  /**
   * An empty book.
   *
   * @param plan what a citizen says of an order in a cycle
   * @param problems told where the grid has heard something else
   */
  MonthBook(BiFunction<String, Integer, Answers> plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  /**
   * One message of a watch of all orders.
   *
   * @return whether it was new; after a resume some come again
   */
  synchronized boolean read(WatchOrdersResponse message) {
    if (!message.hasPosition()) {
      return false;
    }
    long sequence = message.getPosition().getSequence();
    Long before = seen.get(message.getShard());
    if (before != null && sequence <= before) {
      return false;
    }
    if (!message.getSnapshot().getMore()) {
      seen.put(message.getShard(), sequence);
    }
    for (Order order : message.getSnapshot().getOrdersList()) {
      // Said again where a snapshot in parts broke off: what is new in it holds.
      open.put(
          order.getOrderId(),
          new Matter(order.getDraft().getClassCode(), order.getOverdue(), order.getCycle()));
    }
    message.getChange().getEventsList().forEach(this::happened);
    return true;
  }

  private void happened(DocketEvent event) {
    switch (event.getEventCase()) {
      case ORDER_OPENED ->
          open.put(
              event.getOrderOpened().getOrderId(),
              new Matter(event.getOrderOpened().getDraft().getClassCode(), false, 1));
      case ORDER_RECLASSIFIED ->
          change(
              event.getOrderReclassified().getOrderId(),
              m -> new Matter(event.getOrderReclassified().getClassCode(), m.late(), m.cycle()));
      case ORDER_OVERDUE -> {
        if (event.getOrderOverdue().getClock() == ClockKind.CLOCK_KIND_REPLY) {
          change(
              event.getOrderOverdue().getOrderId(),
              m -> new Matter(m.classCode(), true, m.cycle()));
        }
      }
      case ANSWERS_RECORDED -> answered(event);
      case ORDER_REOPENED ->
          change(
              event.getOrderReopened().getOrderId(),
              m -> new Matter(m.classCode(), false, event.getOrderReopened().getCycle()));
      case ORDER_CLOSED -> open.remove(event.getOrderClosed().getOrderId());
      default -> {
        // Says nothing about answers.
      }
    }
  }

  private void change(String orderId, UnaryOperator<Matter> to) {
    open.computeIfPresent(orderId, (id, matter) -> to.apply(matter));
  }

  private void answered(DocketEvent event) {
    String orderId = event.getAnswersRecorded().getOrderId();
    Matter matter = open.get(orderId);
    if (matter == null) {
      problems.add("answers about an order that is not open: " + orderId);
      return;
    }
    Answers planned = plan.apply(orderId, matter.cycle());
    Answers heard = event.getAnswersRecorded().getAnswers();
    if (!same(planned, heard)) {
      problems.add(
          orderId + ", cycle " + matter.cycle() + ": said " + planned + ", heard " + heard);
    }
    answers++;
    boolean asks = event.getAnswersRecorded().getCounting().getAsks();
    rows.computeIfAbsent(
            new Kind(event.getAnswersRecorded().getUnit(), matter.classCode(), asks),
            kind -> new Said())
        .add(planned, matter.late());
  }

  private static boolean same(Answers planned, Answers heard) {
    return planned.getUnreachable() ? heard.getUnreachable() : planned.equals(heard);
  }

  /** How many answers were counted. */
  synchronized long answers() {
    return answers;
  }

  /** How many orders are open. */
  synchronized int open() {
    return open.size();
  }

  /** The rows so far; a copy. */
  synchronized Map<Kind, Said> rows() {
    var copy = new HashMap<Kind, Said>();
    rows.forEach((kind, said) -> copy.computeIfAbsent(kind, k -> new Said()).add(said));
    return copy;
  }

  /** All of it as lines, for {@link #restore}. */
  synchronized List<String> lines() {
    var lines = new ArrayList<String>();
    rows.forEach(
        (kind, said) ->
            lines.add(
                String.join(
                    ",", "row", kind.unit(), kind.classCode(), "" + kind.asks(), said.toString())));
    open.forEach(
        (id, matter) ->
            lines.add(
                String.join(
                    ",", "open", id, matter.classCode(), "" + matter.late(), "" + matter.cycle())));
    seen.forEach(
        (shard, sequence) ->
            lines.add(
                String.join(",", "seen", shard.getDistrict(), shard.getDocket(), "" + sequence)));
    return lines;
  }

  /** Goes on from lines that were written. */
  synchronized void restore(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      switch (parts[0]) {
        case "row" -> {
          Said said = Said.parse(parts[4]);
          rows.put(new Kind(parts[1], parts[2], Boolean.parseBoolean(parts[3])), said);
          answers += said.reached() + said.unreachable();
        }
        case "open" ->
            open.put(
                parts[1],
                new Matter(parts[2], Boolean.parseBoolean(parts[3]), Integer.parseInt(parts[4])));
        case "seen" ->
            seen.put(
                ShardRef.newBuilder().setDistrict(parts[1]).setDocket(parts[2]).build(),
                Long.parseLong(parts[3]));
        default -> throw new IllegalArgumentException("not a line of a month's book: " + line);
      }
    }
  }
}
