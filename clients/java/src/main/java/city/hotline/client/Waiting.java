package city.hotline.client;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those that wait to try again, by district. While a district is away only some of them try in any
 * second, so that a grid which recovers is not kept from it; the first answer wakes all of them.
 * Thread-safe.
 */
final class Waiting {

  /** Attempts a second, all waiting ones together. */
  private static final int ATTEMPTS_A_SECOND = 100;

  private static final long LONGEST_MS = 5_000;
  private static final int WOKEN_AT_ONCE = 64;

  private final Wire wire;
  private final Map<String, ArrayDeque<Runnable>> sleepers = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Waiting(Wire wire) {
    this.wire = wire;
  }

  /** Tries again after the back-off, later when many wait, sooner when the district answers. */
  void tryAgain(String district, long backoffMs, Runnable attempt) {
    int others = waiting.getAndIncrement();
    var once = new AtomicBoolean();
    Runnable turn =
        () -> {
          if (once.compareAndSet(false, true)) {
            waiting.decrementAndGet();
            attempt.run();
          }
        };
    long thinned = Math.min(LONGEST_MS, others * 1000L / ATTEMPTS_A_SECOND);
    if (thinned > backoffMs) {
      sleepers.compute(
          district,
          (d, queue) -> {
            ArrayDeque<Runnable> longer = queue == null ? new ArrayDeque<>() : queue;
            longer.add(turn);
            return longer;
          });
    }
    wire.later(Math.max(backoffMs, thinned), turn);
  }

  /** The district answers: whoever waits for it goes now, some at once and the rest soon after. */
  void answered(String district) {
    if (sleepers.isEmpty()) {
      return;
    }
    ArrayDeque<Runnable> woken = sleepers.remove(district);
    if (woken == null) {
      return;
    }
    long delayMs = 0;
    int count = 0;
    for (Runnable turn : woken) {
      if (++count % WOKEN_AT_ONCE == 0) {
        delayMs += 10;
      }
      wire.later(delayMs, turn);
    }
  }
}
