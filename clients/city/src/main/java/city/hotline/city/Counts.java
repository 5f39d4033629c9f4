package city.hotline.city;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.grid.v1.CityFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Figures of one side of a comparison: some must be equal, some are shown only. */
final class Counts {

  private final Map<String, Long> compared = new LinkedHashMap<>();
  private final Map<String, Double> shown = new LinkedHashMap<>();

  void put(String name, long value) {
    compared.put(name, value);
  }

  /** A quotient; not a number when it cannot be computed. */
  void show(String name, double value) {
    shown.put(name, value);
  }

  long get(String name) {
    return compared.getOrDefault(name, 0L);
  }

  /** A value that is shown only; not a number when it cannot be computed. */
  double shown(String name) {
    return shown.getOrDefault(name, Double.NaN);
  }

  /** What the grid counted between two answers. */
  static Counts between(CityFigures before, CityFigures after) {
    CallFigures b = before.getCalls();
    CallFigures a = after.getCalls();
    long answered = a.getAnswered() - b.getAnswered();
    long longAbandoned = a.getAbandonedLong() - b.getAbandonedLong();
    var counts = new Counts();
    counts.put("offered", a.getOffered() - b.getOffered());
    counts.put("answered", answered);
    counts.put("abandoned", longAbandoned + a.getAbandonedShort() - b.getAbandonedShort());
    counts.put("flowed_out", flowedOut(a) - flowedOut(b));
    counts.put("failed", a.getFailed() - b.getFailed());
    counts.put("waiting", after.getWaitingNow() - before.getWaitingNow());
    counts.put("orders_requested", a.getOrdersRequested() - b.getOrdersRequested());
    var ob = before.getOrders();
    var oa = after.getOrders();
    counts.put("orders_opened", oa.getOpened() - ob.getOpened());
    counts.put("orders_signed", oa.getSigned() - ob.getSigned());
    counts.put("orders_replied", oa.getReplied() - ob.getReplied());
    counts.put("orders_returned", oa.getReturned() - ob.getReturned());
    counts.put("orders_reopened", oa.getReopened() - ob.getReopened());
    counts.put("orders_closed", oa.getClosed() - ob.getClosed());
    counts.put("followed_up", after.getRates().getFollowedUp() - before.getRates().getFollowedUp());
    counts.put("responded", after.getRates().getResponded() - before.getRates().getResponded());
    counts.put(
        "unreachable", after.getRates().getUnreachable() - before.getRates().getUnreachable());
    counts.show(
        "asa_seconds", (double) (a.getAnsweredWaitMs() - b.getAnsweredWaitMs()) / 1000 / answered);
    counts.show(
        "service_level_15s",
        (double) (a.getAnsweredInLevel() - b.getAnsweredInLevel()) / (answered + longAbandoned));
    return counts;
  }

  private static long flowedOut(CallFigures figures) {
    return figures.getFlowedOutCallback()
        + figures.getFlowedOutTransfer()
        + figures.getFlowedOutOverflow()
        + figures.getFlowedOutFull()
        + figures.getFlowedOutClosed()
        + figures.getFlowedOutUnreachable();
  }

  /** Whether every count is the same on both sides. */
  boolean equalTo(Counts other) {
    return compared.equals(other.compared);
  }

  /** The counts that differ, one line. */
  String differences(Counts other) {
    var differences = new StringJoiner(", ");
    compared.forEach(
        (name, value) -> {
          if (value != other.get(name)) {
            differences.add(name + " " + value + " here, " + other.get(name) + " in the grid");
          }
        });
    return differences.toString();
  }

  String json() {
    var json = new StringJoiner(",", "{", "}");
    compared.forEach((name, value) -> json.add("\"" + name + "\":" + value));
    shown.forEach((name, value) -> json.add("\"" + name + "\":" + Report.number(value)));
    return json.toString();
  }
}
