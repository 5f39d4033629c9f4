package city.hotline.simulator;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.PartFigures;
import city.hotline.proto.figures.v1.QuarterFigures;
import city.hotline.proto.floor.v1.DayClosed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The spans a caller counts in: the floor's whole life, its day, and the parts of its day. Shares
 * no code with the rules.
 */
final class Spans {
  private static final int BUCKETS = 12;
  private static final int DAYS_KEPT = 8;

  private final CallFigures.Builder total = zero(0);
  private CallFigures.Builder today = zero(0);
  private final SortedMap<String, CallFigures.Builder> queues = new TreeMap<>();
  private final SortedMap<String, CallFigures.Builder> hotlines = new TreeMap<>();
  private final SortedMap<Integer, CallFigures.Builder> quarters = new TreeMap<>();
  private final List<ClosedDay> closed = new ArrayList<>();
  private List<CallFigures.Builder> entered = List.of();
  private String day = "";

  private static CallFigures.Builder zero(int carriedIn) {
    CallFigures.Builder figures = CallFigures.newBuilder().setCarriedIn(carriedIn);
    for (int i = 0; i < BUCKETS; i++) {
      figures.addAnsweredWaitBuckets(0);
    }
    return figures;
  }

  /** What follows happens to a caller of this queue and hotline, while so many wait. */
  void enter(String queue, String hotline, long now, int waiting) {
    enter(now, waiting);
    List<CallFigures.Builder> all = new ArrayList<>(entered);
    all.add(queues.computeIfAbsent(queue, unseen -> zero(0)));
    all.add(hotlines.computeIfAbsent(hotline, unseen -> zero(0)));
    entered = all;
  }

  /** What follows happens to a seat, while so many callers wait. */
  void enter(long now, int waiting) {
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.ofHours(8));
    day = day.isEmpty() ? local.toLocalDate().toString() : day;
    boolean late = !local.toLocalDate().toString().equals(day);
    int quarter = late ? 95 : local.getHour() * 4 + local.getMinute() / 15;
    entered = List.of(total, today, quarters.computeIfAbsent(quarter, unseen -> zero(waiting)));
  }

  /** That was all. */
  void leave() {
    entered = List.of();
  }

  /** All spans that what happens now counts in. */
  void each(Consumer<CallFigures.Builder> count) {
    entered.forEach(count);
  }

  /** The next day begins with those who wait: queue and hotline of each. */
  void dayClosed(DayClosed fact, List<Map.Entry<String, String>> waiting) {
    closed.add(
        ClosedDay.newBuilder()
            .setDay(fact.getDay())
            .setFigures(today())
            .setDetail(detail())
            .build());
    if (closed.size() > DAYS_KEPT) {
      closed.remove(0);
    }
    day = fact.getNextDay();
    today = zero(waiting.size());
    queues.clear();
    hotlines.clear();
    quarters.clear();
    for (Map.Entry<String, String> call : waiting) {
      carry(queues, call.getKey());
      carry(hotlines, call.getValue());
    }
  }

  private static void carry(Map<String, CallFigures.Builder> parts, String name) {
    CallFigures.Builder part = parts.computeIfAbsent(name, unseen -> zero(0));
    part.setCarriedIn(part.getCarriedIn() + 1);
  }

  CallFigures total() {
    return total.build();
  }

  CallFigures today() {
    return today.build();
  }

  List<ClosedDay> closedDays() {
    return List.copyOf(closed);
  }

  DayDetail detail() {
    DayDetail.Builder detail = DayDetail.newBuilder();
    queues.forEach((name, part) -> detail.addQueues(part(name, part)));
    hotlines.forEach((name, part) -> detail.addHotlines(part(name, part)));
    quarters.forEach(
        (quarter, span) ->
            detail.addQuarters(QuarterFigures.newBuilder().setQuarter(quarter).setFigures(span)));
    return detail.build();
  }

  private static PartFigures part(String name, CallFigures.Builder figures) {
    return PartFigures.newBuilder().setName(name).setFigures(figures).build();
  }

  /** Whoever came has gone some way, or waits. */
  void conserved(int waiting) {
    conserved(total, waiting);
    conserved(today, waiting);
  }

  private static void conserved(CallFigures.Builder f, int waiting) {
    long gone =
        f.getAnswered()
            + f.getAbandonedShort()
            + f.getAbandonedLong()
            + f.getFlowedOutCallback()
            + f.getFlowedOutTransfer()
            + f.getFlowedOutOverflow()
            + f.getFlowedOutFull()
            + f.getFlowedOutClosed()
            + f.getFlowedOutUnreachable()
            + f.getFailed();
    Wrong.unless(
        f.getCarriedIn() + f.getOffered() == gone + waiting,
        () -> "callers do not add up, " + waiting + " waiting: " + f);
  }
}
