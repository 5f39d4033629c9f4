package city.hotline.cli.bench;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * The baseline B1: {@code IMap.setAsync} of 120 bytes over 1,000 keys with one synchronous backup,
 * 128 in flight.
 */
final class MapLoad {
  private static final int KEYS = 1_000;
  private static final int IN_FLIGHT = 128;
  private static final int BYTES = 120;

  private final IMap<Integer, byte[]> map;
  private final Semaphore places = new Semaphore(IN_FLIGHT);
  private final LongAdder failed = new LongAdder();

  /** On a map of its own, whose default configuration is one synchronous backup. */
  MapLoad(HazelcastInstance hazelcast) {
    map = hazelcast.getMap("bench-baseline");
  }

  /** Operations a second over the given time. */
  double run(long nanos) throws InterruptedException {
    LongAdder done = new LongAdder();
    byte[] value = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(value);
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos) {
      places.acquire();
      map.setAsync(ThreadLocalRandom.current().nextInt(KEYS), value)
          .whenCompleteAsync(
              (old, failure) -> {
                places.release();
                done.increment();
                if (failure != null) {
                  failed.increment();
                }
              },
              Runnable::run);
    }
    places.acquire(IN_FLIGHT);
    places.release(IN_FLIGHT);
    return done.sum() * 1e9 / (System.nanoTime() - begun);
  }

  long failed() {
    return failed.sum();
  }
}
