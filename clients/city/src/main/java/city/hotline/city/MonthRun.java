package city.hotline.city;

import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A month of the city, as fast as the grid answers: grid time stands until everything that is due
 * was done and answered, then it goes a step on. A run that was ended goes on where the grid's
 * clock stands.
 */
public final class MonthRun {

  /**
   * What to run.
   *
   * @param callsPerDay on average
   * @param seats operators, of whom some are on duty
   * @param seed what chance is drawn from
   * @param stepSeconds grid time from one standstill to the next, 1 to 3,600
   * @param days how many days of the month, 1 to 31; more than it has means all
   */
  public record Options(int callsPerDay, int seats, long seed, int stepSeconds, int days) {}

  private static final long SETTLES_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final HotlineClient client;
  private final Options options;
  private final PrintStream progress;
  private final AtomicBoolean lost = new AtomicBoolean();

  private MonthRun(HotlineClient client, Options options, PrintStream progress) {
    this.client = client;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs to the end of the month. Fails with {@link HotlineRefused} beside another driver
   * (ALREADY_DRIVEN), or on a grid whose clock is no demonstration's (CLOCK_IN_USE).
   */
  public static void run(HotlineClient client, Options options, PrintStream progress)
      throws InterruptedException {
    var run = new MonthRun(client, options, progress);
    String name = "city --month --seed " + options.seed();
    DriveClaim claim = Driving.claim(client, name, () -> run.lost.set(true), progress);
    try {
      run.month();
    } finally {
      claim.close();
    }
  }

  private void month() throws InterruptedException {
    GetStatusResponse status = HotlineClient.await(client.grid().status(false));
    long now = GridTime.millis(status.getGridTime());
    boolean goesOn = status.getClock().getDemo() && !status.getClock().getReal();
    long begin = goesOn ? now : firstOfNextMonth(now);
    YearMonth month = YearMonth.from(at(begin));
    LocalDate end = month.atDay(1).plusDays(Math.min(options.days(), month.lengthOfMonth()));
    long endMs = end.atStartOfDay(GridTime.ZONE).toInstant().toEpochMilli();
    var time = new SteppedTime(client, begin, options.stepSeconds() * 1000L);
    var city =
        new DemoCity.Options(time.speed(), options.callsPerDay(), options.seats(), options.seed());
    try (var people = new LivingCity(client, time, city, Places.of(client.directory()))) {
      people.begin();
      LocalDate day = at(begin).toLocalDate();
      long dayBegan = System.nanoTime();
      while (time.nowMs() < endMs) {
        settle(people);
        time.step();
        people.clockSet();
        LocalDate today = at(time.nowMs()).toLocalDate();
        if (today.isAfter(day)) {
          progress.printf("%s in %.0f s%n", day, (System.nanoTime() - dayBegan) / 1e9);
          day = today;
          dayBegan = System.nanoTime();
        }
      }
    }
  }

  private void settle(LivingCity people) {
    long giveUp = System.nanoTime() + SETTLES_WITHIN_NANOS;
    while (!people.settled() && !lost.get()) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("The grid has not answered everything for ten minutes.");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static long firstOfNextMonth(long nowMs) {
    return YearMonth.from(at(nowMs))
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay(GridTime.ZONE)
        .toInstant()
        .toEpochMilli();
  }

  private static ZonedDateTime at(long ms) {
    return Instant.ofEpochMilli(ms).atZone(GridTime.ZONE);
  }
}
