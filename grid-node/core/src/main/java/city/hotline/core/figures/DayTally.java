package city.hotline.core.figures;

import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.QuarterFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a floor counts on one local day: as a whole, by queue, by hotline and by quarter of an hour.
 * Each of them adds up by itself. For the floor's one writer only.
 */
final class DayTally {

  private static final long QUARTER_MS = 15 * 60 * 1000L;
  private static final int LAST_QUARTER = 95;
  private static final int NONE = -1;

  private final String day;
  private final long startMs;
  private final long endMs;
  private final CallTally whole;
  private final PartTally queues;
  private final PartTally hotlines;
  private final List<QuarterFigures> pastQuarters = new ArrayList<>();
  private int quarter = NONE;
  private CallTally inQuarter;

  private DayTally(String day, CallTally whole, PartTally queues, PartTally hotlines) {
    LocalDate date = LocalDate.parse(day);
    this.day = day;
    this.startMs = Times.startOf(date);
    this.endMs = Times.startOf(date.plusDays(1));
    this.whole = whole;
    this.queues = queues;
    this.hotlines = hotlines;
    this.inQuarter = new CallTally(whole.waiting());
  }

  /**
   * Goes on where the figures stand.
   *
   * @param day the local day, ISO
   */
  static DayTally restored(String day, CallFigures figures, DayDetail detail) {
    DayTally restored =
        new DayTally(
            day,
            new CallTally(figures),
            PartTally.restored(detail.getQueuesList()),
            PartTally.restored(detail.getHotlinesList()));
    if (detail.getQuartersCount() > 0) {
      restored.pastQuarters.addAll(detail.getQuartersList());
      QuarterFigures open = restored.pastQuarters.remove(detail.getQuartersCount() - 1);
      restored.quarter = open.getQuarter();
      restored.inQuarter = new CallTally(open.getFigures());
    }
    return restored;
  }

  /** The next local day, ISO, which begins with whoever waits. */
  DayTally next(String nextDay) {
    return new DayTally(
        nextDay, new CallTally(whole.waiting()), queues.carried(), hotlines.carried());
  }

  /**
   * Counts a fact.
   *
   * @param queue the queue of its call
   * @param hotline the code of the hotline its call came on
   * @param nowMs when, milliseconds since 1970
   */
  void count(Consumer<CallTally> fact, String queue, String hotline, long nowMs) {
    count(fact, nowMs);
    fact.accept(queues.of(queue));
    fact.accept(hotlines.of(hotline));
  }

  /** Counts a fact that is about no single queue or hotline. */
  void count(Consumer<CallTally> fact, long nowMs) {
    int now = (int) Math.min((nowMs - startMs) / QUARTER_MS, LAST_QUARTER);
    if (now != quarter) {
      beginQuarter(now);
    }
    fact.accept(whole);
    fact.accept(inQuarter);
  }

  private void beginQuarter(int next) {
    if (quarter != NONE) {
      pastQuarters.add(openQuarter());
    }
    inQuarter = new CallTally(whole.waiting());
    quarter = next;
  }

  private QuarterFigures openQuarter() {
    return QuarterFigures.newBuilder().setQuarter(quarter).setFigures(inQuarter.figures()).build();
  }

  /** How many of its sums do not agree with who waits: must be 0. */
  int violations(long waiting) {
    return (whole.waiting() == waiting ? 0 : 1)
        + (queues.waiting() == waiting ? 0 : 1)
        + (hotlines.waiting() == waiting ? 0 : 1)
        + (inQuarter.waiting() == waiting ? 0 : 1);
  }

  /** The local day, ISO. */
  String day() {
    return day;
  }

  /** When it ends, milliseconds since 1970. */
  long endMs() {
    return endMs;
  }

  /** Of all calls. */
  CallFigures whole() {
    return whole.figures();
  }

  /** Taken apart. */
  DayDetail detail() {
    DayDetail.Builder detail =
        DayDetail.newBuilder()
            .addAllQueues(queues.figures())
            .addAllHotlines(hotlines.figures())
            .addAllQuarters(pastQuarters);
    if (quarter != NONE) {
      detail.addQuarters(openQuarter());
    }
    return detail.build();
  }

  /** All of it, as it is now. */
  ClosedDay figures() {
    return ClosedDay.newBuilder().setDay(day).setFigures(whole()).setDetail(detail()).build();
  }
}
