package city.hotline.city;

import city.hotline.client.DriveClaim;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A day of the city, over and over: citizens call, operators work their shifts, units handle
 * orders, citizens are asked. Nothing here remembers what the grid knows: seats and desks act on
 * what they are shown, so a city that is started again goes on where the last one was.
 */
public final class DemoCity {

  /**
   * How large and how fast.
   *
   * @param speed grid seconds a real second
   * @param callsPerDay on average
   * @param seats operators, of whom some are on duty
   * @param seed what chance is drawn from
   */
  public record Options(double speed, int callsPerDay, int seats, long seed) {}

  private static final LocalTime OPENING = LocalTime.of(9, 0);

  private DemoCity() {}

  /**
   * Drives the grid until the process ends or another driver takes the grid. Fails with {@link
   * HotlineRefused} beside another driver (ALREADY_DRIVEN), or on a grid whose clock is no
   * demonstration's (CLOCK_IN_USE).
   */
  public static void run(HotlineClient client, Options options, PrintStream progress)
      throws InterruptedException {
    var lost = new CountDownLatch(1);
    DriveClaim claim = Driving.claim(client, "city", lost::countDown, progress);
    try {
      GridTime time = clock(client, options.speed());
      try (var city = people(client, time, options)) {
        city.begin(Map.of());
        progress.printf(
            "The city lives, grid time %s, x%.0f%n",
            Instant.ofEpochMilli(time.nowMs()).atZone(GridTime.ZONE).toLocalDateTime(),
            time.speed());
        lost.await();
        progress.println("Another driver has taken the grid.");
      }
    } finally {
      claim.close();
    }
  }

  private static LivingCity people(HotlineClient client, GridTime time, Options options) {
    var places = Places.of(client.directory());
    return new LivingCity(client, time, options, places, new Problems(), message -> {});
  }

  /** A demonstration goes on as it is; an empty grid opens at nine. */
  private static GridTime clock(HotlineClient client, double speed) throws InterruptedException {
    GetStatusResponse status = HotlineClient.await(client.grid().status(false));
    ClockAnchor clock = status.getClock();
    long now = GridTime.millis(status.getGridTime());
    if (!clock.getDemo() || clock.getReal()) {
      return GridTime.set(client, opening(now), speed);
    }
    return clock.getSpeed() == speed
        ? new GridTime(client)
        : GridTime.set(client, now + Math.round(1000 * clock.getSpeed()), speed);
  }

  /** Nine o'clock, today or tomorrow: time never goes back. */
  static long opening(long nowMs) {
    ZonedDateTime now = Instant.ofEpochMilli(nowMs).atZone(GridTime.ZONE);
    ZonedDateTime today = now.with(OPENING);
    return (today.isAfter(now) ? today : today.plusDays(1)).toInstant().toEpochMilli();
  }
}
