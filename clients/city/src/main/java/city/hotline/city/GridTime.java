package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.GetStatusResponse;
import com.google.protobuf.Timestamp;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Grid time, as the people of the city feel it: asked of the grid every second and carried on in
 * between. Without news it stands still after 3 s, as it does in a grid that is away. Thread-safe.
 */
final class GridTime implements CityClock {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CARRIED_ON_NANOS = TimeUnit.SECONDS.toNanos(3);

  private record Sample(long gridMs, long nanos, double speed) {}

  private final HotlineClient client;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Sample sample;

  GridTime(HotlineClient client) {
    this.client = client;
    this.sample = sample(HotlineClient.await(client.grid().status(false)));
  }

  @Override
  public long nowMs() {
    Sample last = sample;
    long elapsed = System.nanoTime() - last.nanos();
    if (elapsed > ASK_EVERY_NANOS && asking.compareAndSet(false, true)) {
      ask();
    }
    return last.gridMs() + Math.round(Math.min(elapsed, CARRIED_ON_NANOS) / 1e6 * last.speed());
  }

  @Override
  public double speed() {
    return sample.speed();
  }

  @Override
  public long nanosUntil(long gridMs) {
    return Math.round((gridMs - nowMs()) * 1e6 / sample.speed());
  }

  private void ask() {
    var unused =
        client
            .grid()
            .status(false)
            .whenComplete(
                (status, thrown) -> {
                  if (thrown == null && status.getServing()) {
                    sample = sample(status);
                  }
                  asking.set(false);
                });
  }

  private static Sample sample(GetStatusResponse status) {
    double speed = status.getClock().getSpeed();
    boolean real = status.getClock().getReal() || speed <= 0;
    return new Sample(millis(status.getGridTime()), System.nanoTime(), real ? 1 : speed);
  }

  /**
   * Sets grid time to run from a base on, and waits until the answering nodes run by it.
   *
   * @param baseMs milliseconds since 1970; at least the present grid time
   */
  static GridTime set(HotlineClient client, long baseMs, double speed) throws InterruptedException {
    var anchor =
        ClockAnchor.newBuilder().setBase(timestamp(baseMs)).setSpeed(speed).setDemo(true).build();
    HotlineClient.await(client.grid().setClock(anchor));
    GetStatusResponse status;
    do {
      TimeUnit.MILLISECONDS.sleep(50);
      CompletableFuture<GetStatusResponse> answer = client.grid().status(false);
      status = HotlineClient.await(answer);
    } while (millis(status.getGridTime()) < baseMs || status.getClock().getSpeed() != speed);
    return new GridTime(client);
  }

  static long millis(Timestamp timestamp) {
    return Tally.millis(timestamp);
  }

  static Timestamp timestamp(long millis) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(millis, 1000L))
        .setNanos((int) Math.floorMod(millis, 1000L) * 1_000_000)
        .build();
  }
}
