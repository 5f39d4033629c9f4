package city.hotline.city;

import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A month of the city, as fast as the grid answers: grid time stands until everything that is due
 * was done and answered, then it goes a step on. Meanwhile units follow their orders and are cut
 * off at random. At the end the grid's rates and ranks are held against the driver's own count. A
 * run that was ended goes on with the day it was in; before its first midnight it has nothing to go
 * on from, and another one begins with the next month.
 */
public final class MonthRun {

  /**
   * What to run.
   *
   * @param callsPerDay on average
   * @param seats operators, of whom some are on duty
   * @param seed what chance is drawn from
   * @param stepSeconds grid time from one standstill to the next, 1 to 3,600
   * @param days how many days of the month, from the first on; more than it has means all
   * @param units how many units follow their orders
   * @param state the file that the driver's own count is kept in from day to day
   */
  public record Options(
      int callsPerDay, int seats, long seed, int stepSeconds, int days, int units, Path state) {}

  /**
   * How it went.
   *
   * @param equal whether both sides counted the same
   * @param text for people, one fact a line
   */
  public record Outcome(boolean equal, List<String> text) {}

  /** It cannot go on; the message says what it waited for. */
  public static final class Stalled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stalled(String message) {
      super(message);
    }
  }

  private static final long SETTLES_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long AGREES_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int STEPS_BETWEEN_CUTS = 3;

  private final HotlineClient client;
  private final Options options;
  private final PrintStream progress;
  private final Problems problems = new Problems();
  private final AtomicBoolean lost = new AtomicBoolean();
  private final MonthBook book;

  private MonthRun(HotlineClient client, Options options, PrintStream progress) {
    this.client = client;
    this.options = options;
    this.progress = progress;
    this.book =
        new MonthBook((order, cycle) -> DemoDesk.planned(options.seed(), order, cycle), problems);
  }

  /**
   * Runs to the end of the month and compares. Fails with {@link HotlineRefused} beside another
   * driver (ALREADY_DRIVEN), or on a grid whose clock is no demonstration's (CLOCK_IN_USE), with
   * {@link Stalled} where it waits in vain, and with an IllegalArgumentException where the state is
   * another run's.
   */
  public static Outcome run(HotlineClient client, Options options, PrintStream progress)
      throws InterruptedException, IOException {
    var run = new MonthRun(client, options, progress);
    String name = "city --month --seed " + options.seed();
    DriveClaim claim = Driving.claim(client, name, () -> run.lost.set(true), progress);
    try {
      return run.month();
    } finally {
      claim.close();
    }
  }

  private Outcome month() throws InterruptedException, IOException {
    GetStatusResponse status = HotlineClient.await(client.grid().status(false));
    long now = GridTime.millis(status.getGridTime());
    boolean goesOn = Files.exists(options.state());
    long begin = goesOn ? now : firstOfNextMonth(now);
    YearMonth month = YearMonth.from(at(begin));
    MonthState before =
        goesOn
            ? MonthState.read(options.state())
            : new MonthState(options.seed(), month, Map.of(), List.of(), List.of());
    if (before.seed() != options.seed() || !before.month().equals(month)) {
      throw new IllegalArgumentException(
          options.state()
              + ": of "
              + before.month()
              + " with seed "
              + before.seed()
              + ", but the grid is in "
              + month
              + " (delete it, or take another grid, to begin)");
    }
    book.restore(before.book());
    var time = new SteppedTime(client, begin, options.stepSeconds() * 1000L);
    var city =
        new DemoCity.Options(time.speed(), options.callsPerDay(), options.seats(), options.seed());
    var places = Places.of(client.directory());
    try (var units = new UnitWatches(client, options.units(), options.seed(), problems)) {
      units.begin(before.units());
      until(units::areReady, () -> "let all units follow their orders");
      try (var people =
          new LivingCity(
              client, time, city, places, problems, message -> happened(message, units))) {
        people.begin(before.tokens());
        days(time, people, units, month);
        return outcome(month, units, people.refused());
      }
    }
  }

  /** Both are told of the same messages, however often one comes after a resume. */
  private synchronized void happened(WatchOrdersResponse message, UnitWatches units) {
    if (book.read(message)) {
      units.happened(message);
    }
  }

  private synchronized MonthState state(LivingCity people, UnitWatches units, YearMonth month) {
    return new MonthState(options.seed(), month, people.tokens(), book.lines(), units.lines());
  }

  private void days(SteppedTime time, LivingCity people, UnitWatches units, YearMonth month)
      throws InterruptedException, IOException {
    LocalDate end = month.atDay(1).plusDays(Math.min(options.days(), month.lengthOfMonth()));
    long endMs = end.atStartOfDay(GridTime.ZONE).toInstant().toEpochMilli();
    long began = System.nanoTime();
    for (int steps = 1; ; steps++) {
      until(people::settled, () -> "answered everything");
      LocalDate day = at(time.nowMs()).toLocalDate();
      if (!at(time.nowMs() + time.stepMs()).toLocalDate().equals(day)) {
        dayOver(people, units, month);
        progress.printf(
            "%s in %.0f s: %,d answers, %,d orders open, %,d records due to %d units, cut off %,d times%s%n",
            day,
            (System.nanoTime() - began) / 1e9,
            book.answers(),
            book.open(),
            units.due(),
            units.size(),
            units.cuts(),
            problems.lines().isEmpty() ? "" : "; PROBLEMS: " + problems.lines());
        began = System.nanoTime();
      }
      if (time.nowMs() + time.stepMs() >= endMs) {
        // What is due at midnight belongs to the next month.
        return;
      }
      time.step();
      people.clockSet();
      if (steps % STEPS_BETWEEN_CUTS == 0) {
        units.shake(1);
      }
    }
  }

  /** Nothing is under way: what both sides know can be put down. */
  private void dayOver(LivingCity people, UnitWatches units, YearMonth month) throws IOException {
    units.openAll();
    until(
        () -> units.wrong().isEmpty(),
        () -> "told every unit once what concerns it: " + String.join("; ", units.wrong()));
    state(people, units, month).write(options.state());
  }

  /** Asks until both sides agree, for 10 s at most: history takes a moment to arrive. */
  private Outcome outcome(YearMonth month, UnitWatches units, Map<String, Long> refused)
      throws InterruptedException {
    var check = new MonthCheck(client);
    long giveUp = System.nanoTime() + AGREES_WITHIN_NANOS;
    List<String> differences = check.differences(month, book.rows(), book.open());
    while (!differences.isEmpty() && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(200);
      differences = check.differences(month, book.rows(), book.open());
    }
    var text = new ArrayList<String>();
    text.add(
        String.format(
            "%s: %,d answers, %,d orders open, %,d records due to %d units, cut off %,d times",
            month, book.answers(), book.open(), units.due(), units.size(), units.cuts()));
    text.add(
        differences.isEmpty()
            ? "Every rank and every count of the month is the same on both sides, and so is how many"
                + " orders are open; the grid's own identities hold."
            : "Both sides differ:");
    text.addAll(differences);
    text.add(
        "Refused to units and the follow-up desk: " + (refused.isEmpty() ? "nothing" : refused));
    text.addAll(problems.lines());
    return new Outcome(differences.isEmpty() && problems.lines().isEmpty(), text);
  }

  private void until(BooleanSupplier done, Supplier<String> what) {
    long giveUp = System.nanoTime() + SETTLES_WITHIN_NANOS;
    while (!done.getAsBoolean()) {
      if (lost.get()) {
        throw new Stalled("Another driver has taken the grid.");
      }
      if (System.nanoTime() > giveUp) {
        throw new Stalled("The grid has not within ten minutes " + what.get() + ".");
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
