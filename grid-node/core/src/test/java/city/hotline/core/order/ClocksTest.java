package city.hotline.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.ChangedFiles;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a clock is due follows from start, limit, calendar and pauses alone. */
class ClocksTest {
  private static final long MINUTE_MS = 60_000;

  private final Directory directory = Directory.beijing();
  private final Clocks clocks = new Clocks(directory);

  private static long ms(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  private OrderClock started(HandlingLimit limit, String time) {
    return clocks.started(limit, ms(time)).get(2);
  }

  @Test
  void complexOrdersHaveFifteenWorkedDays() {
    assertThat(
            started(HandlingLimit.HANDLING_LIMIT_COMPLEX, "2026-11-24T09:00:00+08:00").getDueMs())
        .isEqualTo(ms("2026-12-15T09:00:00+08:00"));
  }

  @Test
  void holidaysDoNotCountAndWorkedWeekendsDo() {
    LocalDate holiday = LocalDate.of(2026, 10, 1);
    assertThat(directory.calendar().isWorked(holiday)).isFalse();
    long dueMs =
        started(HandlingLimit.HANDLING_LIMIT_COMPLEX, "2026-09-28T00:00:00+08:00").getDueMs();
    long worked =
        LocalDate.of(2026, 9, 28)
            .datesUntil(Times.day(dueMs))
            .filter(directory.calendar()::isWorked)
            .count();
    assertThat(worked).isEqualTo(15);
    assertThat(dueMs).isEqualTo(Times.startOf(Times.day(dueMs)));
    assertThat(dueMs).isGreaterThan(ms("2026-10-20T00:00:00+08:00"));
  }

  @Test
  void whatBeginsOnAFreeDayBeginsToCountOnTheNextWorkedOne() {
    assertThat(
            started(HandlingLimit.HANDLING_LIMIT_COMPLEX, "2026-11-28T15:00:00+08:00").getDueMs())
        .isEqualTo(
            started(HandlingLimit.HANDLING_LIMIT_COMPLEX, "2026-11-30T00:00:00+08:00").getDueMs());
  }

  @Test
  void unitsSignAndContactRoundTheClock() {
    List<OrderClock> begun =
        clocks.started(HandlingLimit.HANDLING_LIMIT_COMPLEX, ms("2026-11-28T15:00:00+08:00"));
    assertThat(begun.get(0).getKind()).isEqualTo(ClockKind.CLOCK_KIND_SIGN);
    assertThat(begun.get(0).getDueMs()).isEqualTo(ms("2026-11-28T17:00:00+08:00"));
    assertThat(begun.get(1).getKind()).isEqualTo(ClockKind.CLOCK_KIND_CONTACT);
    assertThat(begun.get(1).getDueMs()).isEqualTo(ms("2026-11-29T15:00:00+08:00"));
  }

  /** Minute by minute: what runs is counted, what stands still or is not worked is not. */
  @Test
  void agreesWithAClockThatIsWatchedMinuteByMinute() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("ClocksTest: repeat with -Dhotline.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int life = 0; life < 40; life++) {
      HandlingLimit limit = HandlingLimit.forNumber(1 + random.nextInt(4));
      long startMs = ms("2026-09-20T00:00:00+08:00") + MINUTE_MS * random.nextInt(40 * 24 * 60);
      Watched watched = new Watched(clocks.started(limit, startMs), startMs);
      int pauses = random.nextInt(4);
      for (int i = 0; i < pauses; i++) {
        watched.run(random.nextInt(3 * 24 * 60));
        watched.pause(1 + random.nextInt(9 * 24 * 60));
      }
      if (random.nextBoolean()) {
        watched.extend(1 + random.nextInt(720));
      }
      for (OrderClock clock : watched.clocks) {
        assertThat(clock.getDueMs()).as("%s", clock).isEqualTo(watched.dueMs(clock));
      }
    }
  }

  /** The same clocks, and each minute of their life. */
  private final class Watched {
    private List<OrderClock> clocks;
    private final BitSet stoodStill = new BitSet();
    private final long startMs;
    private int minute;

    Watched(List<OrderClock> clocks, long startMs) {
      this.clocks = clocks;
      this.startMs = startMs;
    }

    void run(int minutes) {
      minute += minutes;
    }

    void pause(int minutes) {
      Order order = Order.newBuilder().addAllClocks(clocks).build();
      List<OrderClock> paused = ClockMarks.paused(order, startMs + minute * MINUTE_MS);
      stoodStill.set(minute, minute + minutes);
      minute += minutes;
      clocks = ClocksTest.this.clocks.resumed(paused, startMs + minute * MINUTE_MS);
    }

    void extend(int hours) {
      clocks = ClocksTest.this.clocks.extended(clocks, Duration.ofHours(hours).toMillis());
    }

    long dueMs(OrderClock clock) {
      long rest = clock.getLimitMs() / MINUTE_MS;
      int at = 0;
      while (rest > 0) {
        LocalDate day = Times.day(startMs + at * MINUTE_MS);
        boolean counts = !clock.getWorkedDays() || directory.calendar().isWorked(day);
        if (counts && !stoodStill.get(at)) {
          rest--;
        }
        at++;
      }
      return startMs + at * MINUTE_MS;
    }
  }

  @Test
  void aClockThatHadRunOutRunsOnWhereNoShareIsToldOfBeforeTheEnd() {
    Directory silent =
        Directory.of(
            new ChangedFiles()
                .replace("order-rules.csv", "warn-1,50\n", "")
                .replace("order-rules.csv", "warn-2,80\n", ""));
    OrderClock over =
        OrderClock.newBuilder()
            .setKind(ClockKind.CLOCK_KIND_REPLY)
            .setStartMs(1)
            .setLimitMs(Duration.ofHours(2).toMillis())
            .setToldPercent(OrderRules.ALL_OF_IT)
            .build();
    Order order =
        Order.newBuilder().setLimit(HandlingLimit.HANDLING_LIMIT_EMERGENCY).addClocks(over).build();
    OrderClock relimited =
        new Clocks(silent)
            .relimited(
                order.getClocksList(),
                Clocks.Before.of(order, Directory.beijing()),
                HandlingLimit.HANDLING_LIMIT_GENERAL,
                Duration.ofHours(3).toMillis())
            .get(0);
    assertThat(relimited.getToldPercent()).isZero();
    assertThat(relimited.getNextMs()).isEqualTo(relimited.getDueMs());
  }
}
