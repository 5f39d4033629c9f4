package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.Member;
import java.util.concurrent.TimeUnit;

/**
 * Grid time that stands until the city has done all that is due, and then goes one step on: nobody
 * waits for a clock, and nobody is late because a machine was slow. Thread-safe; one thread steps.
 */
final class SteppedTime implements CityClock {

  /** The grid wants a speed above 0: an hour of waiting is less than 4 ms. */
  private static final double STANDING = 1e-6;

  private static final long NOT_NOW_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final long HEARD_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final HotlineClient client;
  private final long stepMs;
  private volatile long nowMs;

  /**
   * Stops grid time.
   *
   * @param beginMs milliseconds since 1970; at least the present grid time
   * @param stepMs above 0
   */
  SteppedTime(HotlineClient client, long beginMs, long stepMs) throws InterruptedException {
    this.client = client;
    this.stepMs = stepMs;
    set(beginMs);
  }

  /** One step; returns when every node that answers runs by it. */
  void step() throws InterruptedException {
    set(nowMs + stepMs);
  }

  private void set(long gridMs) throws InterruptedException {
    var anchor =
        ClockAnchor.newBuilder()
            .setBase(GridTime.timestamp(gridMs))
            .setSpeed(STANDING)
            .setDemo(true)
            .build();
    HotlineClient.await(client.grid().setClock(anchor));
    long nodes =
        HotlineClient.await(client.grid().topology()).getMembersList().stream()
            .filter(Member::getPresent)
            .count();
    // Questions go round: as many answers in a row as there are nodes are one of each.
    long giveUp = System.nanoTime() + HEARD_WITHIN_NANOS;
    for (int ahead = 0; ahead < nodes; ) {
      if (System.nanoTime() > giveUp) {
        throw new MonthRun.Stalled(
            "A node has not heard within two minutes that the clock was set.");
      }
      long there = GridTime.millis(HotlineClient.await(client.grid().status(false)).getGridTime());
      ahead = there >= gridMs ? ahead + 1 : 0;
      if (ahead == 0) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    nowMs = gridMs;
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public double speed() {
    return STANDING;
  }

  @Override
  public long nanosUntil(long gridMs) {
    return gridMs <= nowMs ? 0 : NOT_NOW_NANOS;
  }

  @Override
  public long stepMs() {
    return stepMs;
  }
}
